import type { JsonValue } from "../core/record.ts";
import type { Db, SqlValue, Statement } from "./db.ts";
import { Fronts } from "./fronts.ts";
import type { Journal } from "./journal.ts";
import { CACHE_LIMIT, listOf, type StateTable } from "./state-table.ts";
import type { TableSpec } from "./table-spec.ts";
import { WaitingList, type Waiting } from "./waiting.ts";

export type { TableSpec } from "./table-spec.ts";

/** A row in memory. */
interface Entry<V> extends Waiting {
  readonly key: number;
  value: V | undefined;
  /** The present group has changed it. */
  isChanged: boolean;
  /** The change log tells of it. */
  isLogged: boolean;
  /** The file's table may hold a row of it. */
  isStored: boolean;
  /** The file's table holds something else. */
  isDirty: boolean;
}

/** A state table: reads and writes go through memory; changes reach the change log with their group, and the table before a query on it or when they have waited long enough. */
export class Table<V extends object> implements StateTable {
  readonly #spec: TableSpec<V>;
  readonly #db: Db;
  readonly #journal: Journal;
  readonly #entries = new Map<number, Entry<V>>();
  readonly #waiting = new WaitingList<Entry<V>>();
  #changed: Entry<V>[] = [];
  readonly #fronts: Fronts<V>;
  readonly #statements = new Map<string, Statement>();
  readonly #columns: readonly ((value: V) => SqlValue)[];

  constructor(spec: TableSpec<V>, db: Db, journal: Journal) {
    this.#spec = spec;
    this.#db = db;
    this.#journal = journal;
    this.#columns = Object.values(spec.columns);
    this.#fronts = new Fronts(spec, (sql, ...params) => {
      this.#writeAll();
      return this.#statement(sql).all(...params);
    });
  }

  get name(): string {
    return this.#spec.name;
  }

  get waitsSince(): number {
    return this.#waiting.since;
  }

  get(key: number): V | undefined {
    const known = this.#entries.get(key);
    return known === undefined ? this.#load(key).value : known.value;
  }

  /** Adds a row under a new key. */
  insert(key: number, value: V): void {
    const entry = newEntry<V>(key, undefined, false);
    this.#entries.set(key, entry);
    this.#write(entry, value);
  }

  /** Replaces or adds a row. */
  put(key: number, value: V): void {
    this.#write(this.#entries.get(key) ?? this.#load(key), value);
  }

  delete(key: number): void {
    this.#write(this.#entries.get(key) ?? this.#load(key), undefined);
  }

  /** The rows that a named query finds, changes of this very command included. */
  query(name: string, ...params: SqlValue[]): V[] {
    const keys = this.#fronts.first(name, params);
    if (keys !== undefined) return keys.map((key) => this.get(key)).filter((value) => value !== undefined);
    this.#writeAll();
    const where = this.#spec.queries[name];
    if (where === undefined) throw new RangeError(`Expected a query of ${this.#spec.name}, but got ${name}`);
    const rows = this.#statement(`SELECT key, data FROM ${this.#spec.name} WHERE ${where}`).all(...params);
    return rows.map((row) => this.#found(Number(row["key"]), String(row["data"])));
  }

  /** All rows in order of their keys, past the cache and a thousand at a time: for looking at a whole file, also one that cannot be written to. */
  *all(): Generator<V> {
    const waiting = this.#dirty();
    const page = this.#statement(`SELECT key, data FROM ${this.#spec.name} WHERE key > ? ORDER BY key LIMIT 1000`);
    for (let rows = page.all(Number.MIN_SAFE_INTEGER); rows.length > 0; rows = page.all(rows.at(-1)?.["key"] ?? 0)) {
      for (const row of rows) {
        const key = Number(row["key"]);
        yield* upTo(waiting, key);
        if (this.#entries.get(key)?.isDirty !== true) yield this.#decode(String(row["data"]));
      }
    }
    yield* upTo(waiting, Infinity);
  }

  /** The greatest key, also of a row that has just been removed; 0 in an empty table. */
  greatestKey(): number {
    const stored = this.#statement(`SELECT max(key) AS greatest FROM ${this.#spec.name}`).get()?.["greatest"];
    return this.#dirty().reduce((greatest, { key }) => Math.max(greatest, key), Number(stored ?? 0));
  }

  /** The smallest value of a column among those greater than a bound, always the same for a column; undefined where there is none. */
  least(column: string, above: number): number | undefined {
    return this.#fronts.least(column, above);
  }

  create(): void {
    const { name, columns, indexes } = this.#spec;
    const names = Object.keys(columns).map((column) => `${column}, `);
    this.#db.exec(`CREATE TABLE IF NOT EXISTS ${name} (key INTEGER PRIMARY KEY, ${names.join("")}data TEXT NOT NULL)`);
    for (const index of indexes) {
      this.#db.exec(`CREATE INDEX IF NOT EXISTS ${name}_by_${index.join("_")} ON ${name} (${index.join(", ")})`);
    }
  }

  takeChanges(change: number): JsonValue | undefined {
    const changed = this.#changed;
    if (changed.length === 0) return undefined;
    this.#changed = [];
    const taken: JsonValue[] = [];
    for (const entry of changed) {
      entry.isChanged = false;
      const { value } = entry;
      if (value === undefined) {
        // What neither the log nor the table has heard of was never there.
        if (entry.isLogged || entry.isStored) taken.push(entry.key, null);
        if (!entry.isStored) this.#drop(entry);
      } else {
        entry.isLogged = true;
        taken.push(entry.key, jsonOf(this.#packed(value)));
      }
      if (entry.isDirty) this.#waiting.add(entry, change);
    }
    return taken.length === 0 ? undefined : taken;
  }

  apply(changes: JsonValue, change: number): void {
    const taken = listOf(changes);
    for (let at = 0; at < taken.length; at += 2) {
      const key = Number(taken[at]);
      const entry = this.#entries.get(key) ?? newEntry<V>(key, undefined, true);
      const kept = taken[at + 1] ?? null;
      entry.value = kept === null ? undefined : this.#unpack(this.#kept(kept));
      entry.isLogged = true;
      entry.isDirty = true;
      this.#entries.set(key, entry);
      this.#waiting.add(entry, change);
    }
  }

  write(before: number): void {
    for (let entry = this.#waiting.take(before); entry !== undefined; entry = this.#waiting.take(before)) {
      this.#store(entry);
    }
  }

  forget(): void {
    this.#entries.clear();
    this.#waiting.clear();
    this.#changed = [];
    this.#fronts.forget();
  }

  trim(): void {
    if (this.#entries.size - this.#waiting.size <= CACHE_LIMIT) return;
    for (const entry of this.#entries.values()) {
      if (!entry.isDirty && !entry.isChanged) this.#entries.delete(entry.key);
    }
  }

  /** Rows that the file's table lacks, greatest key first. */
  #dirty(): Entry<V>[] {
    const dirty = [...this.#entries.values()].filter(({ isDirty }) => isDirty);
    return dirty.sort((left, right) => right.key - left.key);
  }

  #write(entry: Entry<V>, value: V | undefined): void {
    const before = entry.value;
    this.#set(entry, value);
    this.#journal.note(() => {
      this.#set(entry, before);
    });
  }

  #set(entry: Entry<V>, value: V | undefined): void {
    const before = entry.value;
    entry.value = value;
    entry.isDirty = true;
    if (!entry.isChanged) {
      entry.isChanged = true;
      this.#changed.push(entry);
    }
    this.#fronts.move(entry.key, before, value);
  }

  /** Writes everything, the present group's changes too: for a query. */
  #writeAll(): void {
    this.write(Infinity);
    for (const entry of this.#changed) this.#store(entry);
  }

  #store(entry: Entry<V>): void {
    if (!entry.isDirty) return;
    const { key, value, isStored } = entry;
    entry.isDirty = false;
    entry.isStored = value !== undefined;
    if (value !== undefined) {
      this.#upsert().run(key, ...this.#columns.map((column) => column(value)), JSON.stringify(this.#packed(value)));
      return;
    }
    if (isStored) this.#statement(`DELETE FROM ${this.#spec.name} WHERE key = ?`).run(key);
    if (!entry.isChanged) this.#drop(entry);
  }

  #drop(entry: Entry<V>): void {
    entry.isDirty = false;
    entry.since = 0;
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key);
  }

  #upsert(): Statement {
    const known = this.#statements.get("upsert");
    if (known !== undefined) return known;
    const columns = Object.keys(this.#spec.columns);
    const marks = ["?", ...columns.map(() => "?"), "?"].join(", ");
    const names = ["key", ...columns, "data"].join(", ");
    const prepared = this.#db.prepare(`INSERT OR REPLACE INTO ${this.#spec.name} (${names}) VALUES (${marks})`);
    this.#statements.set("upsert", prepared);
    return prepared;
  }

  #load(key: number): Entry<V> {
    const row = key < 0 ? undefined : this.#statement(`SELECT data FROM ${this.#spec.name} WHERE key = ?`).get(key);
    const entry = newEntry(key, row === undefined ? undefined : this.#decode(String(row["data"])), row !== undefined);
    this.#entries.set(key, entry);
    return entry;
  }

  #found(key: number, data: string): V {
    const known = this.#entries.get(key)?.value;
    if (known !== undefined) return known;
    const value = this.#decode(data);
    this.#entries.set(key, newEntry(key, value, true));
    return value;
  }

  #packed(value: V): object {
    return this.#spec.kept?.pack(value) ?? value;
  }

  #unpack(kept: V): V {
    return this.#spec.kept?.unpack(kept) ?? kept;
  }

  #decode(data: string): V {
    return this.#unpack(this.#parse(data));
  }

  #parse(data: string): V;
  #parse(data: string): unknown {
    const kept: unknown = JSON.parse(data);
    return kept;
  }

  #kept(value: JsonValue): V;
  #kept(value: unknown): unknown {
    return value;
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

function newEntry<V>(key: number, value: V | undefined, isStored: boolean): Entry<V> {
  // What the table holds, the change log may tell of: that it goes has to be told.
  return { key, value, since: 0, isChanged: false, isLogged: isStored, isStored, isDirty: false };
}

/** Takes the values of rows up to a key off the end of a list. */
function* upTo<V>(rows: Entry<V>[], key: number): Generator<V> {
  for (let first = rows.at(-1); first !== undefined && first.key <= key; first = rows.at(-1)) {
    rows.pop();
    if (first.value !== undefined) yield first.value;
  }
}

/** What pack gives is written as JSON and nothing else. */
function jsonOf(packed: object): JsonValue;
function jsonOf(packed: unknown): unknown {
  return packed;
}
