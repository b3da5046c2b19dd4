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
    if (tenantId !== "" && tenantId !== TENANT) throw foreignTenant(call, `identifier '${tenantId}'`);
    return TENANT;
  });

/** The tenants of a call for jobs: none, or the only one. */
export const tenantsOf = (call: string) =>
  z.array(z.string()).transform((tenantIds) => {
    if (tenantIds.some((tenantId) => tenantId !== TENANT)) {
      throw foreignTenant(call, `identifiers '[${tenantIds.join(", ")}]'`);
    }
    return TENANT;
  });

const foreignTenant = (call: string, whose: string) =>
  invalidArgument(`Expected to handle gRPC request ${call} with tenant ${whose}, but multi-tenancy is disabled`);

function parseDocument(text: string): JsonObject {
  if (text.trim() === "") return {};
  const parsed = jsonOf(text);
  if (isDocument(parsed)) return parsed;
  throw invalidArgument("Property 'variables' is invalid: Expected document to be a root level object, but it is not");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidArgument(`Invalid JSON value: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isDocument(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
