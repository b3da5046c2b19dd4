import { z } from "zod";
import type { SqlValue } from "../store/db.ts";
import type { Condition, Entity, Field } from "../store/history-entity.ts";
import {
  fieldConditions,
  type FieldFilter,
  type Found,
  type Item,
  type Page,
  type Search,
} from "../store/history-search.ts";
import { invalidArgument } from "./problem.ts";
import { keyText } from "./schemas.ts";

/** A filter that is no field: how it is written and which rows it wants. */
interface ExtraFilter {
  readonly schema: z.ZodType;
  conditions(value: unknown, filter: Filter): Condition[];
}

type Filter = Readonly<Record<string, unknown>>;

/** A filter that is no field, typed by its schema; it also sees the whole filter that it stands in. */
export function extraFilter<T>(
  schema: z.ZodType<T>,
  conditions: (value: T, filter: Filter) => Condition[],
): ExtraFilter {
  return { schema, conditions: (value, filter) => conditions(schema.parse(value), filter) };
}

/** The extra filters of a search by name. */
export type ExtraFilters = Readonly<Record<string, ExtraFilter>>;

/** A search request as it comes in. */
export type SearchBody = z.infer<ReturnType<typeof searchSchema>>;

/** What comes out of a field's schema fits by construction. */
const FILTER = z.custom<FieldFilter>(() => true);

const PAGE = z
  .strictObject({
    limit: z.int().gte(1).lte(10_000).nullish(),
    from: z.int().gte(0).nullish(),
    after: z.string().nullish(),
    before: z.string().nullish(),
  })
  .nullish();

/** The schema of a search request over an entity; unknown names are refused by name. */
export function searchSchema(entity: Entity, extras: ExtraFilters = {}) {
  // Put together when it is first needed: there are many, and most are never asked for.
  return z.lazy(() => {
    const sortable = Object.entries(entity.fields).flatMap(([name, field]) => (field.isSortable ? [name] : []));
    return z
      .strictObject({
        filter: filterSchema(entity, extras).nullish(),
        sort: z.array(z.strictObject({ field: enumText("sortBy", sortable), order: ORDER })).nullish(),
        page: PAGE,
      })
      .nullish();
  });
}

const ORDER = z
  .preprocess((value) => (typeof value === "string" ? value.toUpperCase() : value), z.enum(["ASC", "DESC"]))
  .nullish();

/** The schema of a filter over an entity's fields and the extra filters. */
export function filterSchema(entity: Entity, extras: ExtraFilters = {}) {
  const fields = Object.entries(entity.fields).flatMap(([name, field]) =>
    field.filter === "none" ? [] : [[name, fieldSchema(name, field).nullish()] as const],
  );
  const more = Object.entries(extras).map(([name, { schema }]) => [name, schema.nullish()] as const);
  return z.strictObject(Object.fromEntries([...fields, ...more]));
}

/** What the filter of a request means: conditions on fields and the extra ones. */
export function filterConditions(entity: Entity, filter: Filter, extras: ExtraFilters = {}): Condition[] {
  const own = Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      name in extras || value === null ? [] : [[name, FILTER.parse(value)]],
    ),
  );
  const more = Object.entries(extras).flatMap(([name, extra]) => {
    const value = filter[name];
    return value === undefined || value === null ? [] : extra.conditions(value, filter);
  });
  return [...fieldConditions(entity, own), ...more];
}

/** What a search request means. */
export function toSearch(entity: Entity, body: SearchBody, extras: ExtraFilters = {}): Search {
  return {
    filter: {},
    conditions: filterConditions(entity, body?.filter ?? {}, extras),
    sort: (body?.sort ?? []).map(({ field, order }) => ({ field, order: order ?? "ASC" })),
    page: toPage(body?.page ?? {}),
  };
}

function toPage(page: NonNullable<z.infer<typeof PAGE>>): Page {
  if (typeof page.after === "string" && typeof page.before === "string") {
    throw invalidArgument("Both after and before cannot be set at the same time.");
  }
  return {
    limit: page.limit ?? 100,
    from: page.from ?? 0,
    after: cursorOf("after", page.after),
    before: cursorOf("before", page.before),
  };
}

const CURSOR = z.array(z.union([z.string(), z.number(), z.null()]));

function cursorOf(name: string, text: string | null | undefined): SqlValue[] | undefined {
  if (text === undefined || text === null || text === "") return undefined;
  try {
    return CURSOR.parse(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
  } catch {
    throw invalidArgument(`Expected ${name} to be a cursor of an earlier answer, but got '${text}'.`);
  }
}

/** The answer to a search as the API shapes it. */
export function searchAnswer(found: Found, items: readonly Item[] = found.items) {
  const page = { totalItems: found.totalItems, hasMoreTotalItems: false, ...cursors(found) };
  return { items, page };
}

function cursors({ start, end }: Found) {
  return { startCursor: cursorText(start), endCursor: cursorText(end) };
}

function cursorText(values: readonly SqlValue[] | undefined): string | null {
  return values === undefined ? null : Buffer.from(JSON.stringify(values)).toString("base64");
}

/** A filter on a field: one value or operators on it. */
export function fieldSchema(name: string, field: Field): z.ZodType<FieldFilter> {
  const value = valueSchema(name, field);
  if (field.filter === "plain") return value.pipe(FILTER);
  const error = field.values === undefined ? undefined : enumError(name, field.values);
  return z.union([value, operatorSchema(field, value)], error).pipe(FILTER);
}

function operatorSchema(field: Field, value: z.ZodType): z.ZodType {
  const one = value.optional();
  const some = z.array(value).optional();
  const base = { $eq: one, $neq: one, $exists: z.boolean().optional(), $in: some, $notIn: some };
  const isOrdered = field.kind === "integer" || field.kind === "instant" || field.kind === "key";
  const like = field.kind === "text" ? { $like: z.string().optional() } : {};
  return z.strictObject({ ...base, ...(isOrdered ? { $gt: one, $gte: one, $lt: one, $lte: one } : {}), ...like });
}

function valueSchema(name: string, field: Field): z.ZodType {
  switch (field.kind) {
    case "key":
      return keyText;
    case "integer":
      return z.int();
    case "boolean":
      return z.boolean();
    case "instant":
      return z.iso.datetime({ offset: true, error: (issue) => invalidDate(name, issue.input) });
    case "text":
    case "document":
      return field.values === undefined ? z.string() : enumText(name, field.values);
  }
}

function enumText(name: string, values: readonly string[]) {
  return z.enum(values, enumError(name, values));
}

function enumError(name: string, values: readonly string[]) {
  return {
    error: (issue: { readonly input?: unknown }) =>
      `Unexpected value '${String(issue.input)}' for enum field '${name}'. Use any of the following values: [${values.join(", ")}]`,
  };
}

function invalidDate(name: string, input: unknown): string {
  return `The provided ${name} '${String(input)}' cannot be parsed as a date according to RFC 3339, section 5.6`;
}
