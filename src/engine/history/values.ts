import type { JsonObject, JsonValue } from "../core/record.ts";

/** A text of a record's value; "" where it is missing. */
export function textOf(value: JsonObject, name: string): string {
  const found = value[name];
  return typeof found === "string" ? found : "";
}

/** A text of a record's value; null where it is missing or empty, as the API shows it. */
export function textOrNull(value: JsonObject, name: string): string | null {
  const found = value[name];
  return typeof found === "string" && found !== "" ? found : null;
}

/** A number of a record's value; -1, Zeebe's "none", where it is missing. */
export function numberOf(value: JsonObject, name: string): number {
  const found = value[name];
  return typeof found === "number" ? found : -1;
}

/** A key or an instant of a record's value; null for Zeebe's -1. */
export function numberOrNull(value: JsonObject, name: string): number | null {
  const found = value[name];
  return typeof found === "number" && found !== -1 ? found : null;
}

/** A list of a record's value as JSON text. */
export function jsonOf(value: JsonObject, name: string, missing: string): string {
  const found = value[name];
  return found === undefined ? missing : JSON.stringify(found);
}

/** The objects in a list of a record's value. */
export function objectsOf(value: JsonObject, name: string): JsonObject[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter(isJsonObject) : [];
}

/** An object of a record's value; an empty one where it is missing. */
export function objectOf(value: JsonObject, name: string): JsonObject {
  const found = value[name];
  return isJsonObject(found) ? found : {};
}

/** The numbers in a list of a record's value. */
export function numbersOf(found: JsonValue | undefined): number[] {
  return Array.isArray(found) ? found.filter((item): item is number => typeof item === "number") : [];
}

/** Whether a JSON value is an object. */
export function isJsonObject(found: JsonValue | undefined): found is JsonObject {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

/** An instant of Zeebe's texts such as "2026-01-20T10:00+01:00[Europe/Berlin]" as epoch ms; null where there is none. */
export function instantOrNull(value: JsonObject, name: string): number | null {
  const text = textOf(value, name).replace(/\[.*\]$/, "");
  const instant = text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

/** The text of a base64 resource. */
export function resourceText(value: JsonObject, name: string): string {
  return Buffer.from(textOf(value, name), "base64").toString("utf8");
}
