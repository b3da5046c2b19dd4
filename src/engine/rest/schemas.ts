import { z } from "zod";
import type { JsonObject } from "../core/record.ts";

/** The tenant of everything: the embedded engine has one. */
export const DEFAULT_TENANT = "<default>";

const KEY = /^-?\d{1,19}$/;

/** A key as the API writes it, as the number that the engine uses. */
export const keyText = z
  .preprocess((value) => (typeof value === "number" ? String(value) : value), z.string().regex(KEY))
  .transform(Number);

/** A JSON object such as variables; the body was JSON already, so its inside needs no check. */
export const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  { error: (issue) => `Request property [${(issue.path ?? []).map(String).join(".")}] cannot be parsed` },
);

/** Variables of a command; absent and null mean none. */
export const variables = jsonObject.nullish().transform((value) => value ?? {});

/** A text that must not be empty. */
export const required = z.string().min(1);

/** An optional text; null means absent. */
export const optionalText = z.string().nullish();

/** The tenant of a command: absent or the only one. */
export const tenantId = z
  .string()
  .nullish()
  .refine((value) => value === undefined || value === null || value === DEFAULT_TENANT, {
    error: (issue) =>
      `Expected to handle request with tenant identifier '${String(issue.input)}', but multi-tenancy is disabled`,
  })
  .transform(() => DEFAULT_TENANT);

/** A reference of the caller's; the engine keeps none. */
export const operationReference = z.int().positive().nullish();

/** A request without a body, or with an empty one. */
export const noBody = z.strictObject({}).nullish();
