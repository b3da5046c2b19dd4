import type { JsonObject, JsonValue } from "./record.ts";

/** The text in a field of a command's value, else the default. */
export function textField(value: JsonObject, name: string, fallback = ""): string {
  const field = value[name];
  return typeof field === "string" ? field : fallback;
}

/** The number in a field of a command's value, else the default; keys may come as text. */
export function numberField(value: JsonObject, name: string, fallback = -1): number {
  const field = value[name];
  if (typeof field === "number") return field;
  return typeof field === "string" && /^-?\d+$/.test(field) ? Number(field) : fallback;
}

/** The truth value in a field of a command's value, else the default. */
export function booleanField(value: JsonObject, name: string, fallback = false): boolean {
  const field = value[name];
  return typeof field === "boolean" ? field : fallback;
}

/** The object in a field of a command's value, else an empty one. */
export function objectField(value: JsonObject, name: string): JsonObject {
  const field = value[name];
  return isObject(field) ? field : {};
}

/** The list in a field of a command's value, else an empty one. */
export function listField(value: JsonObject, name: string): readonly JsonValue[] {
  const field = value[name];
  return isList(field) ? field : [];
}

/** The texts of a list in a field of a command's value. */
export function textsField(value: JsonObject, name: string): readonly string[] {
  return listField(value, name).filter((item) => typeof item === "string");
}

/** The objects of a list in a field of a command's value. */
export function objectsField(value: JsonObject, name: string): readonly JsonObject[] {
  return listField(value, name).filter(isObject);
}

/** Whether a JSON value is an object: neither list nor null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

/** Whether a JSON value is a list. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Numbers and booleans are taken as their text, as Zeebe takes them. */
export function asText(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
