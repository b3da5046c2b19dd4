import type { Db } from "./db.ts";
import type { Journal } from "./journal.ts";
import type { Flushable } from "./table.ts";

/** How a value is kept as text. */
export interface Codec<V> {
  encode(value: V): string;
  decode(text: string): V;
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** Rows that belong to a parent key and have a name there, read and dropped as a group: variables of a scope, tokens of a join. */
export class Grouped<V> implements Flushable {
  readonly #name: string;
  readonly #codec: Codec<V>;
  readonly #db: Db;
  readonly #journal: Journal;
  readonly #groups = new Map<number, Map<string, V>>();
  readonly #dirty = new Map<number, Set<string>>();
  /** Parents that have no row in SQLite yet: dropping them costs nothing. */
  readonly #fresh = new Set<number>();
  /** Parents that are dropped: nothing needs to be remembered about them. */
  readonly #ended = new Set<number>();
  #statements: ReturnType<typeof prepare> | undefined;

  constructor(name: string, codec: Codec<V>, store: { db: Db; journal: Journal }) {
    this.#name = name;
    this.#codec = codec;
    this.#db = store.db;
    this.#journal = store.journal;
  }

  get size(): number {
    return this.#groups.size;
  }

  /** Says that a parent is new, so that nothing needs to be read for it. */
  begin(parent: number): void {
    if (this.#groups.has(parent)) return;
    this.#groups.set(parent, new Map());
    this.#fresh.add(parent);
  }

  /** All rows of a parent in order of their first writing. */
  of(parent: number): ReadonlyMap<string, V> {
    return this.#groups.get(parent) ?? this.#load(parent);
  }

  get(parent: number, name: string): V | undefined {
    return this.of(parent).get(name);
  }

  put(parent: number, name: string, value: V): void {
    this.#write(parent, name, value);
  }

  delete(parent: number, name: string): void {
    if (this.of(parent).has(name)) this.#write(parent, name, undefined);
  }

  /** Removes all rows of a parent that has ended. */
  drop(parent: number): void {
    this.#ended.add(parent);
    for (const name of [...this.of(parent).keys()]) this.#write(parent, name, undefined);
  }

  /** Every parent that has rows in the file. */
  parents(): number[] {
    this.flush();
    const rows = this.#db.prepare(`SELECT DISTINCT parent FROM ${this.#name}`).all();
    return rows.map((row) => Number(row["parent"]));
  }

  create(): void {
    this.#db.exec(
      `CREATE TABLE IF NOT EXISTS ${this.#name} (parent INTEGER NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, ` +
        "data TEXT NOT NULL, PRIMARY KEY (parent, name)) WITHOUT ROWID",
    );
  }

  flush(): void {
    for (const [parent, names] of this.#dirty) this.#store(parent, names);
    for (const parent of this.#ended) if (this.#groups.get(parent)?.size === 0) this.#groups.delete(parent);
    this.#ended.clear();
    this.#dirty.clear();
    this.#fresh.clear();
  }

  forget(): void {
    this.#groups.clear();
    this.#dirty.clear();
    this.#fresh.clear();
  }

  #write(parent: number, name: string, after: V | undefined): void {
    const before = this.of(parent).get(name);
    this.#set(parent, name, after);
    this.#journal.note(() => {
      this.#set(parent, name, before);
    });
  }

  #set(parent: number, name: string, value: V | undefined): void {
    const group = this.#groups.get(parent) ?? this.#load(parent);
    if (value === undefined) group.delete(name);
    else group.set(name, value);
    const names = this.#dirty.get(parent);
    if (names === undefined) this.#dirty.set(parent, new Set([name]));
    else names.add(name);
  }

  #store(parent: number, names: ReadonlySet<string>): void {
    const group = this.#groups.get(parent) ?? NONE;
    const isFresh = this.#fresh.has(parent);
    for (const name of names) {
      const value = group.get(name);
      if (value !== undefined) this.#prepared().upsert.run(parent, parent, name, this.#codec.encode(value));
      else if (!isFresh) this.#prepared().remove.run(parent, name);
    }
  }

  #load(parent: number): Map<string, V> {
    const group = new Map<string, V>();
    for (const row of this.#prepared().select.all(parent)) {
      group.set(String(row["name"]), this.#codec.decode(String(row["data"])));
    }
    this.#groups.set(parent, group);
    return group;
  }

  #prepared(): ReturnType<typeof prepare> {
    this.#statements ??= prepare(this.#db, this.#name);
    return this.#statements;
  }
}

function prepare(db: Db, name: string) {
  return {
    select: db.prepare(`SELECT name, data FROM ${name} WHERE parent = ? ORDER BY ordinal`),
    upsert: db.prepare(
      `INSERT INTO ${name} (parent, ordinal, name, data) ` +
        `VALUES (?, (SELECT coalesce(max(ordinal), 0) + 1 FROM ${name} WHERE parent = ?), ?, ?) ` +
        "ON CONFLICT (parent, name) DO UPDATE SET data = excluded.data",
    ),
    remove: db.prepare(`DELETE FROM ${name} WHERE parent = ? AND name = ?`),
  };
}
