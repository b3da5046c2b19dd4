import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import type { Decimal } from "./decimal.ts";
import { isFeelNumber, toStored } from "./numbers.ts";
import { dateText, dateTimeText, durationText, localText, timeText, UTC_OFFSET } from "./temporal-text.ts";
import type { JsonObject, JsonValue } from "../core/record.ts";

/** What an expression yields: JSON plus FEEL's dates, times, durations, ranges and functions. */
export type FeelValue =
  | string
  | number
  | Decimal
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

/** The two ends of a range; null where it is open. */
export function boundsOf(range: FeelRange): readonly [FeelValue, FeelValue] {
  const start: unknown = range.start;
  const end: unknown = range.end;
  return [isFeelValue(start) ? start : null, isFeelValue(end) ? end : null];
}

/** Names the type of a value as Zeebe does in its messages; times, ranges and functions are "UNKNOWN" there. */
export function resultTypeOf(value: FeelValue): ResultType {
  if (value === null) return "NULL";
  if (typeof value === "string") return "STRING";
  if (isFeelNumber(value)) return "NUMBER";
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
  if (isFeelNumber(value)) return toStored(value);
  // a piece of a surrogate pair cannot be stored: Java writes a question mark
  if (typeof value === "string") return value.isWellFormed() ? value : value.replace(/\p{Surrogate}/gu, "?");
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof FeelRange || value instanceof FeelLambda) return null;
  return isFeelContext(value) ? contextToJson(value) : temporalToIso(value);
}

function contextToJson(context: FeelContext): JsonObject {
  return Object.fromEntries(entriesOf(context).map(([name, entry]) => [name, toJson(entry)]));
}

/** The entries that are values: what a context holds as functions can only be called. */
export function entriesOf(context: FeelContext): readonly (readonly [string, FeelValue])[] {
  return Object.entries(context).filter(([, entry]) => !(entry instanceof FeelLambda));
}

/** Any of FEEL's dates, times and durations. */
type Temporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;

/** Writes a temporal value as Java's `toString`, which is what Zeebe stores: `…+01:00[Europe/Berlin]`, `10:00`, `P0D`. */
function temporalToIso(value: Temporal): string {
  if (value instanceof FeelDuration) return durationText(value);
  if (value instanceof FeelDate) return dateText(value.unwrap());
  return value instanceof FeelDateTime ? dateTimeToIso(value) : timeToIso(value);
}

function dateTimeToIso(value: FeelDateTime): string {
  const { zone } = value;
  if (zone === null || /^[+-]/.test(zone)) return dateTimeText(value);
  const { offset } = value.unwrap().toZonedDateTime(zone);
  return `${localText(value)}${offset === UTC_OFFSET ? "Z" : offset}[${zone}]`;
}

/** Java leaves seconds away that are zero, and writes fractions in groups of three digits; feel-scala keeps both with a zone. */
function timeToIso(value: FeelTime): string {
  if (value.zone !== null) return timeText(value);
  const text = timeText(value).replace(/^(\d\d:\d\d):00$/, "$1");
  return text.replace(
    /\.\d+$/,
    (fraction) => `.${fraction.slice(1).padEnd(Math.ceil((fraction.length - 1) / 3) * 3, "0")}`,
  );
}
