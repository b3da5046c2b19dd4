import type { Row, SqlValue } from "./db.ts";
import { Front, type Place } from "./front.ts";
import type { TableSpec } from "./table-spec.ts";

/** More groups than this are forgotten and read anew when they are asked for. */
const LIMIT = 1_000;

/** Reads places of a table whose waiting rows have been written. */
type Read = (sql: string, ...params: SqlValue[]) => readonly Row[];

/** A front with how its rows are recognised: a row's order, undefined for a row that is not in it. */
interface Column<V> {
  readonly front: Front;
  readonly orderOf: (value: V) => number | undefined;
}

/** All fronts of a table: of its queries by group, and of the columns whose least value is asked for. Opened when first asked for. */
export class Fronts<V> {
  readonly #spec: Pick<TableSpec<V>, "name" | "columns" | "fronts">;
  readonly #read: Read;
  readonly #groups = new Map<string, Map<string, Front>>();
  readonly #columns = new Map<string, Column<V>>();

  constructor(spec: Pick<TableSpec<V>, "name" | "columns" | "fronts">, read: Read) {
    this.#spec = spec;
    this.#read = read;
  }

  /** The first keys of a query; undefined for a query without fronts. */
  first(name: string, [group, limit]: readonly SqlValue[]): number[] | undefined {
    if (this.#spec.fronts?.[name] === undefined) return undefined;
    return this.#frontOf(name, String(group)).first(Number(limit));
  }

  /** The least value of a column among those greater than a bound. */
  least(column: string, above: number): number | undefined {
    const known = this.#columns.get(column);
    if (known !== undefined) return known.front.least();
    const opened = this.#open(column, above);
    this.#columns.set(column, opened);
    return opened.front.least();
  }

  /** Says that a row has changed. */
  move(key: number, before: V | undefined, after: V | undefined): void {
    for (const [name, groups] of this.#groups) this.#moveBetween(groups, { name, key, before, after });
    for (const { front, orderOf } of this.#columns.values()) {
      const from = before === undefined ? undefined : orderOf(before);
      const to = after === undefined ? undefined : orderOf(after);
      if (from === to) continue;
      if (from !== undefined) front.remove({ order: from, key });
      if (to !== undefined) front.add({ order: to, key });
    }
  }

  forget(): void {
    this.#groups.clear();
    this.#columns.clear();
  }

  #moveBetween(
    groups: ReadonlyMap<string, Front>,
    row: { name: string; key: number; before: V | undefined; after: V | undefined },
  ): void {
    const groupOf = this.#spec.fronts?.[row.name]?.group;
    const from = row.before === undefined ? undefined : groupOf?.(row.before);
    const to = row.after === undefined ? undefined : groupOf?.(row.after);
    if (from === to) return;
    const place: Place = { order: row.key, key: row.key };
    if (from !== undefined) groups.get(from)?.remove(place);
    if (to !== undefined) groups.get(to)?.add(place);
  }

  #frontOf(name: string, group: string): Front {
    let groups = this.#groups.get(name);
    if (groups === undefined) this.#groups.set(name, (groups = new Map<string, Front>()));
    const known = groups.get(group);
    if (known !== undefined) return known;
    if (groups.size >= LIMIT) groups.clear();
    const where = this.#spec.fronts?.[name]?.where ?? "";
    const sql = `SELECT key AS place, key FROM ${this.#spec.name} WHERE ${where} AND key > ? ORDER BY key LIMIT ?`;
    const front = new Front(({ key }, limit) => this.#read(sql, group, key, limit).map(placeOf));
    groups.set(group, front);
    return front;
  }

  #open(column: string, above: number): Column<V> {
    const sql =
      `SELECT ${column} AS place, key FROM ${this.#spec.name} WHERE ${column} > ? AND (${column}, key) > (?, ?) ` +
      `ORDER BY ${column}, key LIMIT ?`;
    const front = new Front(({ order, key }, limit) =>
      this.#read(sql, above, Math.max(order, above), key, limit).map(placeOf),
    );
    const read = this.#spec.columns[column];
    return {
      front,
      orderOf: (value) => {
        const order = read?.(value);
        return typeof order === "number" && order > above ? order : undefined;
      },
    };
  }
}

function placeOf(row: Row): Place {
  return { order: Number(row["place"]), key: Number(row["key"]) };
}
