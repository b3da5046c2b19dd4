/** How a column appears in the API: keys are texts, instants ISO texts, documents are parsed. */
type FieldKind = "key" | "text" | "integer" | "boolean" | "instant" | "document";

/** How a field may be filtered: with operators, or by one plain value. */
type FilterStyle = "operators" | "plain" | "none";

/** A field of an answer and where it comes from. */
export interface Field {
  readonly sql: string;
  readonly kind: FieldKind;
  readonly filter: FilterStyle;
  readonly isSortable: boolean;
  /** Not part of the answer: for filters only. */
  readonly isHidden: boolean;
  /** The values that the field may have, where they are listed by the API. */
  readonly values: readonly string[] | undefined;
}

/** A condition in SQL with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly (string | number | null)[];
}

/** What a search reads: tables, fields by their name in the API, and filters that are no fields. */
export interface Entity {
  readonly name: string;
  readonly from: string;
  /** The column that orders what is equal otherwise and finds one row. */
  readonly id: Field;
  readonly fields: Readonly<Record<string, Field>>;
}

type Options = Partial<Omit<Field, "sql" | "kind">>;

function field(sql: string, kind: FieldKind, options: Options = {}): Field {
  return { sql, kind, filter: "operators", isSortable: true, isHidden: false, values: undefined, ...options };
}

/** A key; shown as text. */
export const key = (sql: string, options?: Options): Field => field(sql, "key", options);
/** A text. */
export const text = (sql: string, options?: Options): Field => field(sql, "text", options);
/** A whole number. */
export const integer = (sql: string, options?: Options): Field => field(sql, "integer", options);
/** A truth value; its SQL gives 0 or 1. */
export const flag = (sql: string, options?: Options): Field =>
  field(sql, "boolean", { filter: "plain", isSortable: false, ...options });
/** An instant; kept as epoch ms. */
export const instant = (sql: string, options?: Options): Field => field(sql, "instant", options);
/** JSON; neither filtered nor sorted. */
export const json = (sql: string): Field => field(sql, "document", { filter: "none", isSortable: false });

/** A text out of a list. */
export const oneOf = (sql: string, values: readonly string[], options?: Options): Field =>
  text(sql, { values, ...options });

/** Filtered by one value only. */
export const PLAIN: Options = { filter: "plain" };
/** For filters only, not in the answer. */
export const HIDDEN: Options = { isHidden: true, isSortable: false };
/** In the answer only. */
export const SHOWN: Options = { filter: "none", isSortable: false };
/** Filtered but not sorted. */
export const UNSORTED: Options = { isSortable: false };
/** Filtered by one value, not sorted. */
export const PLAIN_UNSORTED: Options = { filter: "plain", isSortable: false };
