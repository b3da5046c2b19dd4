import type { Db, Row, SqlValue, Statement } from "./db.ts";
import type { Condition, Entity, Field } from "./history-entity.ts";

/** A value in a filter or in an answer. */
type SearchValue = string | number | boolean | null;

/** Operators of a filter on one field; a bare value means $eq. */
interface Operators {
  readonly $eq?: SearchValue | undefined;
  readonly $neq?: SearchValue | undefined;
  readonly $exists?: boolean | undefined;
  readonly $gt?: SearchValue | undefined;
  readonly $gte?: SearchValue | undefined;
  readonly $lt?: SearchValue | undefined;
  readonly $lte?: SearchValue | undefined;
  readonly $like?: string | undefined;
  readonly $in?: readonly SearchValue[] | undefined;
  readonly $notIn?: readonly SearchValue[] | undefined;
}

/** A filter on one field. */
export type FieldFilter = SearchValue | Operators;

/** What is searched: filters on fields, further conditions, order and page. */
export interface Search {
  readonly filter: Readonly<Record<string, FieldFilter | undefined>>;
  readonly conditions: readonly Condition[];
  readonly sort: readonly SortBy[];
  readonly page: Page;
}

/** One step of the order. */
interface SortBy {
  readonly field: string;
  readonly order: "ASC" | "DESC";
}

/** Which part of the result: by offset, or after or before a cursor. */
export interface Page {
  readonly limit: number;
  readonly from: number;
  readonly after?: readonly SqlValue[] | undefined;
  readonly before?: readonly SqlValue[] | undefined;
}

/** A row of an answer by the API's field names. */
export type Item = Record<string, unknown>;

/** One page of a result with the sort values of its first and last row. */
export interface Found {
  readonly items: Item[];
  readonly totalItems: number;
  readonly start: readonly SqlValue[] | undefined;
  readonly end: readonly SqlValue[] | undefined;
}

const MAX_STATEMENTS = 500;

/** Compiles filters, order and pages to SQL and reads the history. */
export class HistorySearch {
  readonly #db: Db;
  readonly #statements = new Map<string, Statement>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** One page of the rows that fit. */
  find(entity: Entity, search: Search): Found {
    const wanted = conditionsOf(entity, search);
    const order = orderOf(entity, search.sort);
    const paged = cursorCondition(order, search.page);
    const rows = this.#rows(entity, {
      order,
      page: search.page,
      conditions: paged === undefined ? wanted : [...wanted, paged],
    });
    return {
      items: rows.map((row) => itemOf(entity, row)),
      totalItems: this.#count(entity, wanted),
      start: cursorOf(order, rows[0]),
      end: cursorOf(order, rows.at(-1)),
    };
  }

  /** The row with an id; undefined where there is none. */
  get(entity: Entity, id: SqlValue): Item | undefined {
    const where: Condition = { sql: `${entity.id.sql} = ?`, params: [id] };
    const rows = this.#select(`SELECT ${columnsOf(entity)} FROM ${entity.from}`, [where], "LIMIT 1");
    return rows[0] === undefined ? undefined : itemOf(entity, rows[0]);
  }

  /** Rows of a query written by hand, in the store's own files. */
  rows(sql: string, ...params: SqlValue[]): Row[] {
    return this.#statement(sql).all(...params);
  }

  #rows(entity: Entity, query: { order: readonly Ordered[]; page: Page; conditions: readonly Condition[] }): Row[] {
    const { order, page } = query;
    const isBackward = page.before !== undefined;
    const steps = order.map(
      ({ field, isDescending }) => `${field.sql} ${isDescending !== isBackward ? "DESC" : "ASC"}`,
    );
    const cursors = order.map(({ field }, index) => `${field.sql} AS cursor_${index}`);
    const select = `SELECT ${[columnsOf(entity), ...cursors].join(", ")} FROM ${entity.from}`;
    const tail = `ORDER BY ${steps.join(", ")} LIMIT ${page.limit} OFFSET ${page.from}`;
    const rows = this.#select(select, query.conditions, tail);
    return isBackward ? rows.reverse() : rows;
  }

  #count(entity: Entity, conditions: readonly Condition[]): number {
    const rows = this.#select(`SELECT count(*) AS total FROM ${entity.from}`, conditions, "");
    return Number(rows[0]?.["total"] ?? 0);
  }

  #select(select: string, conditions: readonly Condition[], tail: string): Row[] {
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => `(${sql})`).join(" AND ")}`;
    return this.#statement(`${select} ${where} ${tail}`).all(...conditions.flatMap(({ params }) => params));
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

interface Ordered {
  readonly field: Field;
  readonly isDescending: boolean;
}

function columnsOf(entity: Entity): string {
  return Object.entries(entity.fields)
    .filter(([, field]) => !field.isHidden)
    .map(([name, field]) => `${field.sql} AS "${name}"`)
    .join(", ");
}

function itemOf(entity: Entity, row: Row): Item {
  const item: Item = {};
  for (const [name, field] of Object.entries(entity.fields)) {
    if (!field.isHidden) item[name] = shown(field, row[name] ?? null);
  }
  return item;
}

function shown(field: Field, value: SqlValue): unknown {
  if (value === null) return null;
  switch (field.kind) {
    case "key":
      return String(value);
    case "instant":
      return new Date(Number(value)).toISOString();
    case "boolean":
      return value === 1;
    case "document":
      return JSON.parse(String(value));
    case "text":
    case "integer":
      return value;
  }
}

function orderOf(entity: Entity, sort: readonly SortBy[]): Ordered[] {
  const steps = sort.flatMap(({ field, order }) => {
    const found = entity.fields[field];
    return found === undefined ? [] : [{ field: found, isDescending: order === "DESC" }];
  });
  return [...steps, { field: entity.id, isDescending: false }];
}

function cursorOf(order: readonly Ordered[], row: Row | undefined): SqlValue[] | undefined {
  return row === undefined ? undefined : order.map((_, index) => row[`cursor_${index}`] ?? null);
}

/** The conditions of a filter on fields and of what is beside it. */
function conditionsOf(entity: Entity, search: Search): Condition[] {
  return [...fieldConditions(entity, search.filter), ...search.conditions];
}

/** The conditions of a filter on fields, to be joined by AND. */
export function fieldConditions(entity: Entity, filter: Search["filter"]): Condition[] {
  return Object.entries(filter).flatMap(([name, wanted]) => {
    const field = entity.fields[name];
    return field === undefined || wanted === undefined ? [] : fieldCondition(field, wanted);
  });
}

/** The conditions of a filter on one field, to be joined by AND. */
export function fieldCondition(field: Field, wanted: FieldFilter): Condition[] {
  const operators: Operators = typeof wanted === "object" && wanted !== null ? wanted : { $eq: wanted };
  return Object.entries(operators).flatMap(([operator, operand]: [string, unknown]) =>
    operand === undefined ? [] : [operatorCondition(field, operator, operand)],
  );
}

const COMPARISONS: Readonly<Record<string, string>> = {
  $eq: "IS",
  $neq: "IS NOT",
  $gt: ">",
  $gte: ">=",
  $lt: "<",
  $lte: "<=",
};

function operatorCondition(field: Field, operator: string, operand: unknown): Condition {
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return { sql: `${field.sql} ${comparison} ?`, params: [stored(field, operand)] };
  if (operator === "$exists") return { sql: `${field.sql} IS ${operand === true ? "NOT " : ""}NULL`, params: [] };
  if (operator === "$like")
    return { sql: `${field.sql} GLOB ?`, params: [globOf(typeof operand === "string" ? operand : "")] };
  const list = Array.isArray(operand) ? operand.map((item: unknown) => stored(field, item)) : [];
  const marks = list.map(() => "?").join(", ");
  if (operator === "$in") return { sql: `${field.sql} IN (${marks})`, params: list };
  return { sql: `${field.sql} IS NULL OR ${field.sql} NOT IN (${marks})`, params: list };
}

function stored(field: Field, operand: unknown): SqlValue {
  if (typeof operand !== "string" && typeof operand !== "number" && typeof operand !== "boolean") return null;
  switch (field.kind) {
    case "key":
      return Number(operand);
    case "instant":
      return Date.parse(String(operand));
    case "boolean":
      return operand === true || operand === "true" ? 1 : 0;
    case "integer":
      return Number(operand);
    case "text":
    case "document":
      return String(operand);
  }
}

/** Camunda's pattern (* any text, ? one character, \ before a literal one) as SQLite's GLOB. */
export function globOf(pattern: string): string {
  return pattern.replace(/\\([*?\\])|\[/g, (found, literal: string | undefined) => {
    if (literal === undefined) return "[[]";
    return literal === "\\" ? "\\" : `[${literal}]`;
  });
}

/** The rows after (or before) a cursor: step by step equal so far, then greater. Null comes first, as in SQLite's order. */
function cursorCondition(order: readonly Ordered[], page: Page): Condition | undefined {
  const cursor = page.after ?? page.before;
  if (cursor === undefined) return undefined;
  const isBackward = page.before !== undefined;
  const parts: Condition[] = order.map((step, index) => {
    const equal = order.slice(0, index).map(({ field }) => `${field.sql} IS ?`);
    const beyond = beyondCondition(step, cursor[index] ?? null, isBackward);
    return {
      sql: [...equal, beyond.sql].join(" AND "),
      params: [...cursor.slice(0, index), ...beyond.params],
    };
  });
  return { sql: parts.map(({ sql }) => `(${sql})`).join(" OR "), params: parts.flatMap(({ params }) => params) };
}

function beyondCondition({ field, isDescending }: Ordered, value: SqlValue, isBackward: boolean): Condition {
  const isUpward = isDescending === isBackward;
  if (value === null) return { sql: isUpward ? `${field.sql} IS NOT NULL` : "0", params: [] };
  if (isUpward) return { sql: `${field.sql} > ?`, params: [value] };
  return { sql: `(${field.sql} < ? OR ${field.sql} IS NULL)`, params: [value] };
}
