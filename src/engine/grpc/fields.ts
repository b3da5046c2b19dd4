import { z } from "zod";
import type { JsonObject } from "../core/record.ts";
import { TENANT } from "../core/values.ts";
import { invalidArgument } from "./refusal.ts";

/** A document such as variables: JSON text whose root is an object; an empty text means none. */
export const document = z.string().transform(parseDocument);

/** A key, or 0 where none is given, as the protocol has it. */
export const key = z.number();

/** The tenant of a call: none, or the only one. */
export const tenantOf = (call: string) =>
  z.string().transform((tenantId) => {
    if (tenantId !== "" && tenantId !== TENANT) throw foreignTenant(call, tenantId);
    return TENANT;
  });

/** The tenants of a call for jobs: none, or the only one. */
export const tenantsOf = (call: string) => z.array(tenantOf(call)).transform(() => TENANT);

const foreignTenant = (call: string, tenantId: string) =>
  invalidArgument(
    `Expected to handle gRPC request ${call} with tenant identifier '${tenantId}', but multi-tenancy is disabled`,
  );

function parseDocument(text: string): JsonObject {
  if (text.trim() === "") return {};
  const parsed = jsonOf(text);
  if (parsed === null) return {};
  if (isDocument(parsed)) return parsed;
  throw invalidArgument(
    `Property 'variables' is invalid: Expected document to be a root level object, but was '${kindOf(parsed)}'`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidArgument(`Invalid JSON value: ${text}`);
  }
}

function isDocument(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name that MessagePack, Zeebe's format, has for a value that is no object. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "ARRAY";
  if (typeof value === "number") return Number.isInteger(value) ? "INTEGER" : "FLOAT";
  return (typeof value).toUpperCase();
}
