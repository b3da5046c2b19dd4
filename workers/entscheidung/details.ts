import type { JsonValue } from "../../src/register/index.ts";

/** The given values of a decision; what was left empty is left out. */
export function detailsOf(
  values: Readonly<Record<string, JsonValue | undefined>>,
): Readonly<Record<string, JsonValue>> {
  const details: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) details[name] = value;
  return details;
}
