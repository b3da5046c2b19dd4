import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";

interface Schema {
  safeParse(value: unknown): { success: boolean; data?: unknown; error?: { message: string } };
}

const schema = z.custom<Schema>((value) => typeof value === "object" && value !== null && "safeParse" in value);

/** What the client 9.1.5 knows of one operation. */
interface Operation {
  readonly request: Schema;
  readonly response: Schema;
}

/**
 * The published API's schemas, out of the official client. It does not export them, but they are a file of it: finding none is a failure
 * of the test, not a reason to check nothing.
 */
async function schemas(): Promise<Record<string, unknown>> {
  const dist = dirname(fileURLToPath(import.meta.resolve("@camunda8/orchestration-cluster-api")));
  const [file, ...others] = readdirSync(dist).filter((name) => /^zod\.gen-\w+\.js$/.test(name));
  if (file === undefined || others.length > 0) throw new Error(`Expected one file of schemas in ${dist}`);
  return z.record(z.string(), z.unknown()).parse(await import(pathToFileURL(join(dist, file)).href));
}

const all = await schemas();

/** The schemas of an operation by its id; throws for one that the API does not have. */
export function operation(id: string): Operation {
  const name = `z${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  return { request: schema.parse(all[`${name}Data`]), response: schema.parse(all[`${name}Response`]) };
}

/** What a schema finds wrong with a value: what it says, or that the value holds more than it names. */
export function faultOf(schemaOf: Schema, value: unknown): string | undefined {
  const { success, data, error } = schemaOf.safeParse(value);
  if (!success) return error?.message ?? "refused";
  const [named, given] = [data, value].map((one) => JSON.stringify(sorted(one), withoutCursor));
  return named === given ? undefined : `Expected nothing beyond ${named ?? "nothing"}, but got ${given ?? "nothing"}`;
}

/** A page is one of several shapes, and the schema keeps what the first of them names: the limit. */
function withoutCursor(key: string, value: unknown): unknown {
  return key === "page" ? undefined : value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
