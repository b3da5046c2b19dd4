import { globSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ROUTES, type PlacedRoute } from "../../../src/engine/rest/routes.ts";

/** A JSON schema as far as the published API uses it. */
export interface Schema {
  readonly type?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
}

const SCHEMA: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string()).transform(([first = "null"]) => first)]).optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    properties: z.record(z.string(), SCHEMA).optional(),
    required: z.array(z.string()).optional(),
    items: SCHEMA.optional(),
    anyOf: z.array(SCHEMA).optional(),
    oneOf: z.array(SCHEMA).optional(),
    allOf: z.array(SCHEMA).optional(),
  }),
);

/** An offered operation and the body that Camunda's client publishes for it. */
export interface Published {
  readonly placed: PlacedRoute;
  readonly body: Schema;
}

/** The offered operations that take a body, with the schemas inside of Camunda's own client: the published API, not our reading of it. */
export async function publishedBodies(): Promise<Published[]> {
  const client = dirname(createRequire(import.meta.url).resolve("@camunda8/orchestration-cluster-api"));
  const [file = ""] = globSync("zod.gen-*.js", { cwd: client });
  const module = z.record(z.string(), z.unknown()).parse(await import(join(client, file)));
  const byName = new Map(Object.entries(module).map(([name, schema]) => [name.toLowerCase(), schema]));
  return ROUTES.filter(({ isOffered }) => isOffered).flatMap((placed) => {
    const body = bodyOf(byName.get(`z${placed.route.operation}data`.toLowerCase()));
    return body === undefined ? [] : [{ placed, body }];
  });
}

function bodyOf(schema: unknown): Schema | undefined {
  if (!(schema instanceof z.ZodType)) throw new Error("Expected a schema of Camunda's client, but found none");
  const json = SCHEMA.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }));
  const body = json.properties?.["body"];
  return body === undefined || "not" in body ? undefined : body.allOf === undefined ? body : merged(body);
}

/** An object whose parts are put together. */
export function merged(schema: Schema): Schema {
  const [alternative] = schema.anyOf ?? schema.oneOf ?? [];
  if (schema.allOf === undefined) return alternative === undefined ? schema : merged(alternative);
  const parts = schema.allOf.map(merged);
  return {
    type: "object",
    properties: Object.fromEntries(parts.flatMap(({ properties }) => Object.entries(properties ?? {}))),
    required: parts.flatMap(({ required }) => required ?? []),
  };
}

/** Values that fit a schema: each alternative, each value of a list, each property by itself. */
export function samples(schema: Schema, name = ""): unknown[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.flatMap((alternative) => samples(alternative, name));
  const { type, properties = {}, items, minimum = 1, maximum = 1, ...rest } = merged(schema);
  if (schema.enum !== undefined) return [...schema.enum];
  switch (type) {
    case "string":
      return [text(rest, name)];
    case "integer":
    case "number":
      return [Math.max(Math.min(1, maximum), minimum)];
    case "boolean":
      return [true, false];
    case "array":
      return items === undefined ? [[]] : [samples(items, name).slice(0, 2)];
    case "null":
      return [null];
    case undefined:
    default:
      return objects({ properties, ...rest }, name);
  }
}

/** The parts of an object that may not be missing, each with a value that fits. */
export function requiredParts({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  return Object.fromEntries(required.map((field) => [field, samples(properties[field] ?? {}, field)[0] ?? "x"]));
}

function objects({ properties = {}, required = [] }: Schema, name: string): object[] {
  const base = requiredParts({ properties, required });
  const each = Object.entries(properties).flatMap(([field, property]) =>
    samples(property, field.startsWith("$") ? name : field).map((value) => ({ ...base, [field]: value })),
  );
  return each.length === 0 ? [base] : each;
}

/** A sample as an object, to be changed. */
export function asObject(sample: unknown): Record<string, unknown> {
  return typeof sample === "object" && sample !== null && !Array.isArray(sample) ? { ...sample } : {};
}

/** Some keys are published as any text. */
function text({ format, pattern = "" }: Schema, name: string): string {
  if (name.endsWith("Key")) return "2251799813685249";
  if (name === "resolution") return "PT1H";
  if (format === "date-time") return "2026-01-05T08:00:00Z";
  if (pattern.includes("<default>")) return "<default>";
  return pattern.includes("[0-9]") && !pattern.includes("A-Z") ? "2251799813685249" : "x";
}
