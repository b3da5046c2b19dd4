import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import type { JsonObject, JsonValue } from "../core/record.ts";

/** What an expression yields: JSON plus FEEL's dates, times, durations, ranges and functions. */
export type FeelValue =
  | string
  | number
  | boolean
  | null
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDuration
  | FeelRange
  | FeelLambda
  | readonly FeelValue[]
  | FeelContext;

/** A FEEL context whose entries are FEEL values. */
export interface FeelContext {
  readonly [name: string]: FeelValue;
}

/** A function that is written in an expression: `function(x) x + 1`. */
export class FeelLambda {
  readonly parameters: readonly string[];
  readonly call: (values: readonly FeelValue[]) => FeelValue;
  constructor(parameters: readonly string[], call: (values: readonly FeelValue[]) => FeelValue) {
    this.parameters = parameters;
    this.call = call;
  }
}

/** The type names that Zeebe uses in its messages. Source: Zeebe's expression language. */
export type ResultType =
  | "STRING"
  | "NUMBER"
  | "BOOLEAN"
  | "NULL"
  | "ARRAY"
  | "OBJECT"
  | "DURATION"
  | "PERIOD"
  | "DATE"
  | "DATE_TIME"
  | "UNKNOWN";

/** Tells a context from lists, scalars and temporal values. */
export function isFeelContext(value: FeelValue): value is FeelContext {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Tells a list of FEEL values. */
export function isFeelList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value);
}

/** Narrows what feelin's loosely typed members hold; they hold nothing but FEEL values. */
export function isFeelValue(value: unknown): value is FeelValue {
  return value !== undefined;
}

/** Names the type of a value as Zeebe does in its messages; times, ranges and functions are "UNKNOWN" there. */
export function resultTypeOf(value: FeelValue): ResultType {
  if (value === null) return "NULL";
  if (typeof value === "string") return "STRING";
  if (typeof value === "number") return "NUMBER";
  if (typeof value === "boolean") return "BOOLEAN";
  if (isFeelList(value)) return "ARRAY";
  return temporalTypeOf(value);
}

function temporalTypeOf(value: FeelValue): ResultType {
  if (value instanceof FeelDuration) return value.yearsMonths ? "PERIOD" : "DURATION";
  if (value instanceof FeelDate) return "DATE";
  if (value instanceof FeelDateTime) return "DATE_TIME";
  return isFeelContext(value) ? "OBJECT" : "UNKNOWN";
}

/** Writes a value as the variable that Zeebe would store: temporal values as Java's ISO text, functions and ranges as null. */
export function toJson(value: FeelValue): JsonValue {
  if (isFeelList(value)) return value.map(toJson);
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof FeelRange || value instanceof FeelLambda) return null;
  return isFeelContext(value) ? contextToJson(value) : temporalToIso(value);
}

function contextToJson(context: FeelContext): JsonObject {
  return Object.fromEntries(Object.entries(context).map(([name, entry]) => [name, toJson(entry)]));
}

/** Any of FEEL's dates, times and durations. */
type Temporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;

/** Writes a temporal value as Java's `toString`, which is what Zeebe stores: `…+01:00[Europe/Berlin]`, `10:00`, `P0D`. */
function temporalToIso(value: Temporal): string {
  if (value instanceof FeelDuration) return durationText(value);
  if (value instanceof FeelDateTime) return dateTimeToIso(value);
  return value instanceof FeelTime ? value.iso.replace(/^(\d\d:\d\d):00$/, "$1") : value.iso;
}

function dateTimeToIso(value: FeelDateTime): string {
  const { zone } = value;
  if (zone === null || !value.iso.includes("@")) return value.iso;
  const zoned = value.unwrap().toZonedDateTime(zone);
  return `${value.unwrap().toString()}${zoned.offset === "+00:00" ? "Z" : zoned.offset}[${zone}]`;
}

/** Writes a duration as feel-scala does: whole seconds, `P0D` and `P0Y` for nothing. */
export function durationText(value: FeelDuration): string {
  if (value.unwrap().sign === 0) return value.yearsMonths ? "P0Y" : "P0D";
  return value.iso.replace(/\.\d+S$/, "S");
}
