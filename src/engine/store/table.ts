import type { Db, SqlValue, Statement } from "./db.ts";
import type { Journal } from "./journal.ts";

/** Description of a state table whose rows have a numeric key: indexed columns, named queries over them, the rest is JSON. */
export interface TableSpec<V> {
  readonly name: string;
  /** Columns by name that queries need, taken from the value. */
  readonly columns: Readonly<Record<string, (value: V) => SqlValue>>;
  /** Each a list of columns. */
  readonly indexes: readonly (readonly string[])[];
  /** What follows WHERE, by the query's name; may end with ORDER BY and LIMIT. */
  readonly queries: Readonly<Record<string, string>>;
  /** What is kept as JSON instead of the value itself, and how the value comes back. */
  readonly kept?: { readonly pack: (value: V) => object; readonly unpack: (kept: V) => V };
}

/** What the store does with each of its tables. */
export interface Flushable {
  /** Creates what is missing in the file. */
  create(): void;
  /** Writes what has changed. */
  flush(): void;
  /** Forgets everything that is not written, when a group has failed, or merely read, when there is too much. */
  forget(): void;
  readonly size: number;
}

/** A state table: reads and writes go through a cache, changes reach SQLite before a query on the table and at the group's end. */
export class Table<V extends object> implements Flushable {
  readonly #spec: TableSpec<V>;
  readonly #db: Db;
  readonly #journal: Journal;
  readonly #cache = new Map<number, V | undefined>();
  readonly #dirty = new Set<number>();
  /** Keys that SQLite has never seen: deleting them costs nothing. */
  readonly #fresh = new Set<number>();
  readonly #statements = new Map<string, Statement>();

  constructor(spec: TableSpec<V>, db: Db, journal: Journal) {
    this.#spec = spec;
    this.#db = db;
    this.#journal = journal;
  }

  get size(): number {
    return this.#cache.size;
  }

  get(key: number): V | undefined {
    const cached = this.#cache.get(key);
    if (cached !== undefined || this.#cache.has(key)) return cached;
    const row = this.#statement(`SELECT data FROM ${this.#spec.name} WHERE key = ?`).get(key);
    const value = row === undefined ? undefined : this.#decode(String(row["data"]));
    this.#cache.set(key, value);
    return value;
  }

  /** Adds a row under a new key. */
  insert(key: number, value: V): void {
    this.#write(key, undefined, value);
    this.#fresh.add(key);
  }

  /** Replaces or adds a row. */
  put(key: number, value: V): void {
    this.#write(key, this.get(key), value);
  }

  delete(key: number): void {
    this.#write(key, this.get(key), undefined);
  }

  /** The rows that a named query finds, changes of this very command included. */
  query(name: string, ...params: SqlValue[]): V[] {
    this.flush();
    const where = this.#spec.queries[name];
    if (where === undefined) throw new RangeError(`Expected a query of ${this.#spec.name}, but got ${name}`);
    const rows = this.#statement(`SELECT key, data FROM ${this.#spec.name} WHERE ${where}`).all(...params);
    return rows.map((row) => this.#cached(Number(row["key"]), String(row["data"])));
  }

  /** All rows in order of their keys, past the cache and a thousand at a time: for looking at a whole file. */
  *all(): Generator<V> {
    this.flush();
    const page = this.#statement(`SELECT key, data FROM ${this.#spec.name} WHERE key > ? ORDER BY key LIMIT 1000`);
    for (let rows = page.all(Number.MIN_SAFE_INTEGER); rows.length > 0; rows = page.all(rows.at(-1)?.["key"] ?? 0)) {
      for (const row of rows) yield this.#decode(String(row["data"]));
    }
  }

  /** The greatest key; 0 in an empty table. */
  greatestKey(): number {
    this.flush();
    return Number(this.#statement(`SELECT max(key) AS greatest FROM ${this.#spec.name}`).get()?.["greatest"] ?? 0);
  }

  /** The smallest value of a column among those greater than a bound; undefined where there is none. */
  least(column: string, above: number): number | undefined {
    this.flush();
    const row = this.#statement(`SELECT min(${column}) AS least FROM ${this.#spec.name} WHERE ${column} > ?`).get(
      above,
    );
    return typeof row?.["least"] === "number" ? row["least"] : undefined;
  }

  create(): void {
    const { name, columns, indexes } = this.#spec;
    const names = Object.keys(columns).map((column) => `${column}, `);
    this.#db.exec(`CREATE TABLE IF NOT EXISTS ${name} (key INTEGER PRIMARY KEY, ${names.join("")}data TEXT NOT NULL)`);
    for (const index of indexes) {
      this.#db.exec(`CREATE INDEX IF NOT EXISTS ${name}_by_${index.join("_")} ON ${name} (${index.join(", ")})`);
    }
  }

  flush(): void {
    if (this.#dirty.size === 0) return;
    for (const key of this.#dirty) this.#store(key, this.#cache.get(key));
    this.#dirty.clear();
    this.#fresh.clear();
  }

  forget(): void {
    this.#cache.clear();
    this.#dirty.clear();
    this.#fresh.clear();
  }

  #write(key: number, before: V | undefined, after: V | undefined): void {
    this.#cache.set(key, after);
    this.#dirty.add(key);
    this.#journal.note(() => {
      this.#cache.set(key, before);
      this.#dirty.add(key);
    });
  }

  #store(key: number, value: V | undefined): void {
    if (value === undefined) {
      this.#cache.delete(key);
      if (!this.#fresh.has(key)) this.#statement(`DELETE FROM ${this.#spec.name} WHERE key = ?`).run(key);
      return;
    }
    const columns = Object.values(this.#spec.columns).map((column) => column(value));
    this.#upsert().run(key, ...columns, JSON.stringify(this.#spec.kept?.pack(value) ?? value));
  }

  #upsert(): Statement {
    const columns = Object.keys(this.#spec.columns);
    const marks = ["?", ...columns.map(() => "?"), "?"].join(", ");
    return this.#statement(
      `INSERT OR REPLACE INTO ${this.#spec.name} (${["key", ...columns, "data"].join(", ")}) VALUES (${marks})`,
    );
  }

  #cached(key: number, data: string): V {
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const value = this.#decode(data);
    this.#cache.set(key, value);
    return value;
  }

  #decode(data: string): V {
    const value = this.#parse(data);
    return this.#spec.kept?.unpack(value) ?? value;
  }

  #parse(data: string): V;
  #parse(data: string): unknown {
    const parsed: unknown = JSON.parse(data);
    return parsed;
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
