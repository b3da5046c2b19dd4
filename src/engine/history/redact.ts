import type { EngineRecord, JsonObject, JsonValue } from "../core/record.ts";
import { isJsonObject } from "./values.ts";

/** What must not stay: values of variables by name, and the texts in those values wherever they stand. */
export interface Secrets {
  readonly names: ReadonlySet<string>;
  /** The values as JSON; undefined means every value of the names. */
  readonly values: ReadonlySet<string> | undefined;
  /** The texts in the values, each plain and as JSON writes it. */
  readonly texts: readonly string[];
}

/** Texts shorter than this say nothing by themselves and stand in too many places. */
const MIN_LENGTH = 4;

/** The texts in a value, deep inside too, each plain and as JSON writes it. */
export function textsOf(value: JsonValue): string[] {
  if (typeof value === "string")
    return value.length < MIN_LENGTH ? [] : [...new Set([value, JSON.stringify(value).slice(1, -1)])];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** The record without what must not stay; everything else is as it was. */
export function redactRecord(record: EngineRecord, secrets: Secrets): EngineRecord {
  return {
    ...record,
    rejectionReason: redactText(record.rejectionReason, secrets),
    value:
      record.valueType === "VARIABLE" ? redactVariable(record.value, secrets) : redactObject(record.value, secrets),
  };
}

function redactVariable(value: JsonObject, secrets: Secrets): JsonObject {
  const { name, value: text } = value;
  if (typeof name !== "string" || typeof text !== "string") return value;
  const isNamed = secrets.names.has(name) && isSecret(text, secrets);
  return isNamed || quotes(text, secrets) ? { ...value, value: "null" } : value;
}

function redactObject(value: JsonObject, secrets: Secrets): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const isNamed = secrets.names.has(name) && isSecret(JSON.stringify(item), secrets);
      return [name, isNamed ? null : redact(item, secrets)];
    }),
  );
}

function redact(value: JsonValue, secrets: Secrets): JsonValue {
  if (typeof value === "string") return redactText(value, secrets);
  if (isJsonObject(value)) return redactObject(value, secrets);
  return Array.isArray(value) ? value.map((item: JsonValue) => redact(item, secrets)) : value;
}

function redactText(text: string, secrets: Secrets): string {
  return quotes(text, secrets) ? "" : text;
}

function isSecret(json: string, { values }: Secrets): boolean {
  return values?.has(json) ?? true;
}

function quotes(text: string, { texts }: Secrets): boolean {
  return texts.some((secret) => text.includes(secret));
}
