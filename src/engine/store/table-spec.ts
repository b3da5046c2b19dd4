import type { SqlValue } from "./db.ts";

/** Description of a state table whose rows have a numeric key: indexed columns, named queries over them, the rest is JSON. */
export interface TableSpec<V> {
  readonly name: string;
  /** Columns by name that queries need, taken from the value. */
  readonly columns: Readonly<Record<string, (value: V) => SqlValue>>;
  /** Each a list of columns. */
  readonly indexes: readonly (readonly string[])[];
  /** What follows WHERE, by the query's name; may end with ORDER BY and LIMIT. */
  readonly queries: Readonly<Record<string, string>>;
  /** Queries that are asked all the time for the first rows by key: answered from memory, as far as memory knows. */
  readonly fronts?: Readonly<Record<string, FrontSpec<V>>>;
  /** What is kept as JSON instead of the value itself, and how the value comes back. */
  readonly kept?: { readonly pack: (value: V) => object; readonly unpack: (kept: V) => V };
}

/** A query with two parameters: a text that rows have in common, and how many of them are wanted at most. */
interface FrontSpec<V> {
  /** The text; undefined for a row that the query does not find. */
  readonly group: (value: V) => string | undefined;
  /** The same as a condition with one parameter. */
  readonly where: string;
}
