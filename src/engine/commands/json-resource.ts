import { asText, isObject } from "../core/fields.ts";
import type { JsonValue } from "../core/record.ts";

/** What the engine reads in a resource of JSON: a form, or one that it only keeps, such as an RPA script. */
export interface JsonSource {
  readonly id: string;
  readonly versionTag: string;
}

/** How Zeebe names such a resource in what it refuses. */
interface JsonKind {
  readonly kind: "form" | "resource";
  /** Name of Zeebe's own variable, which its sentence about `null` shows. */
  readonly shown: "form" | "res";
}

/** Reads id and version tag; the error is the sentence of the rejection. */
export function readJsonResource(
  name: string,
  content: string,
  { kind, shown }: JsonKind,
): JsonSource | { readonly error: string } {
  const read = parse(content);
  if (read === null) return { error: `'${name}': Cannot read field "id" because "${shown}" is null` };
  if (!isObject(read)) return { error: `Failed to parse ${kind} JSON. '${name}': expected a JSON object` };
  const id = asText(read["id"]);
  if (id === undefined) return { error: `Expected the ${kind} id to be present, but none given` };
  if (id.trim() === "") return { error: `Expected the ${kind} id to be filled, but it is blank` };
  return { id, versionTag: asText(read["versionTag"]) ?? "" };
}

function parse(content: string): JsonValue | undefined;
function parse(content: string): unknown {
  try {
    const value: unknown = JSON.parse(content);
    return value;
  } catch {
    return undefined;
  }
}
