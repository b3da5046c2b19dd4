import type { JsonValue } from "../core/record.ts";
import type { Db } from "./db.ts";
import type { Journal } from "./journal.ts";
import { CACHE_LIMIT, listOf, type StateTable } from "./state-table.ts";
import { WaitingList, type Waiting } from "./waiting.ts";

/** How a value is kept as text. */
export interface Codec<V> {
  encode(value: V): string;
  decode(text: string): V;
}

/** The rows of a parent in memory. */
interface Group<V> extends Waiting {
  readonly parent: number;
  /** In order of their first writing; shared and empty until the first is written. */
  rows: Map<string, V> | undefined;
  /** What the present group of commands has changed: names, and whether a row of that name was removed before. */
  changed: Map<string, boolean> | undefined;
  /** What the file's table holds otherwise. */
  dirty: Map<string, boolean> | undefined;
  isLogged: boolean;
  isStored: boolean;
  isEnded: boolean;
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** Rows that belong to a parent key and have a name there, read and dropped as a group: variables of a scope, tokens of a join. */
export class Grouped<V> implements StateTable {
  readonly name: string;
  readonly #codec: Codec<V>;
  readonly #db: Db;
  readonly #journal: Journal;
  readonly #groups = new Map<number, Group<V>>();
  readonly #waiting = new WaitingList<Group<V>>();
  #changed: Group<V>[] = [];
  #statements: ReturnType<typeof prepare> | undefined;

  constructor(name: string, codec: Codec<V>, store: { db: Db; journal: Journal }) {
    this.name = name;
    this.#codec = codec;
    this.#db = store.db;
    this.#journal = store.journal;
  }

  get waitsSince(): number {
    return this.#waiting.since;
  }

  /** Says that a parent is new, so that nothing needs to be read for it. */
  begin(parent: number): void {
    if (!this.#groups.has(parent)) this.#groups.set(parent, newGroup<V>(parent, false));
  }

  /** All rows of a parent in order of their first writing. */
  of(parent: number): ReadonlyMap<string, V> {
    return (this.#groups.get(parent) ?? this.#load(parent)).rows ?? NONE;
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
    const group = this.#groups.get(parent) ?? this.#load(parent);
    group.isEnded = true;
    for (const name of [...(group.rows ?? NONE).keys()]) this.#write(parent, name, undefined);
    if (group.changed === undefined) this.#release(group);
  }

  /** Every parent that has rows. */
  parents(): number[] {
    const stored = this.#db.prepare(`SELECT DISTINCT parent FROM ${this.name}`).all();
    const parents = new Set([...stored.map((row) => Number(row["parent"])), ...this.#groups.keys()]);
    return [...parents].filter((parent) => this.of(parent).size > 0);
  }

  create(): void {
    this.#db.exec(
      `CREATE TABLE IF NOT EXISTS ${this.name} (parent INTEGER NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, ` +
        "data TEXT NOT NULL, PRIMARY KEY (parent, name)) WITHOUT ROWID",
    );
  }

  takeChanges(change: number): JsonValue | undefined {
    const changed = this.#changed;
    if (changed.length === 0) return undefined;
    this.#changed = [];
    const taken: JsonValue[] = [];
    for (const group of changed) {
      const names = group.changed ?? NONE;
      group.changed = undefined;
      const told = this.#tell(group, names);
      if (told.length > 0) taken.push(group.parent, told);
      if (group.dirty !== undefined && group.dirty.size > 0) this.#waiting.add(group, change);
      this.#release(group);
    }
    return taken.length === 0 ? undefined : taken;
  }

  apply(changes: JsonValue, change: number): void {
    const taken = listOf(changes);
    for (let at = 0; at < taken.length; at += 2) {
      const parent = Number(taken[at]);
      const group = this.#groups.get(parent) ?? this.#load(parent);
      const told = listOf(taken[at + 1]);
      for (let index = 0; index < told.length; index += 2) {
        const [name, text] = [told[index], told[index + 1]];
        if (typeof name !== "string") continue;
        this.#set(group, name, typeof text === "string" ? this.#codec.decode(text) : undefined);
      }
      group.isLogged = true;
      this.#waiting.add(group, change);
    }
    for (const group of this.#changed) group.changed = undefined;
    this.#changed = [];
  }

  write(before: number): void {
    for (let group = this.#waiting.take(before); group !== undefined; group = this.#waiting.take(before)) {
      this.#store(group);
    }
  }

  forget(): void {
    this.#groups.clear();
    this.#waiting.clear();
    this.#changed = [];
  }

  trim(): void {
    if (this.#groups.size - this.#waiting.size <= CACHE_LIMIT) return;
    for (const group of this.#groups.values()) {
      if (group.since === 0 && group.changed === undefined) this.#groups.delete(group.parent);
    }
  }

  #write(parent: number, name: string, after: V | undefined): void {
    const group = this.#groups.get(parent) ?? this.#load(parent);
    const before = group.rows?.get(name);
    this.#set(group, name, after);
    this.#journal.note(() => {
      this.#groups.set(parent, group);
      this.#set(group, name, before);
    });
  }

  #set(group: Group<V>, name: string, value: V | undefined): void {
    group.rows ??= new Map<string, V>();
    if (value === undefined) group.rows.delete(name);
    else group.rows.set(name, value);
    if (group.changed === undefined) {
      group.changed = new Map();
      this.#changed.push(group);
    }
    note(group.changed, name, value === undefined);
    group.dirty ??= new Map();
    note(group.dirty, name, value === undefined);
  }

  /** Pairs of name and text, null for a row that is gone; nothing for what was never there. */
  #tell(group: Group<V>, names: ReadonlyMap<string, boolean>): JsonValue[] {
    const told: JsonValue[] = [];
    for (const [name, wasRemoved] of names) {
      const value = group.rows?.get(name);
      if (wasRemoved && (group.isLogged || group.isStored)) told.push(name, null);
      if (value !== undefined) told.push(name, this.#codec.encode(value));
    }
    if (told.length > 0) group.isLogged = true;
    return told;
  }

  /** A parent that has ended needs no memory once the file's table holds nothing of it. */
  #release(group: Group<V>): void {
    if (!group.isEnded || (group.rows?.size ?? 0) > 0 || group.isStored) return;
    group.since = 0;
    group.dirty = undefined;
    if (this.#groups.get(group.parent) === group) this.#groups.delete(group.parent);
  }

  #store(group: Group<V>): void {
    const { parent, isStored } = group;
    const names = group.dirty ?? NONE;
    const { insert, upsert, remove } = this.#prepared();
    let ordinal = 0;
    for (const [name, wasRemoved] of names) {
      const value = group.rows?.get(name);
      ordinal += 1;
      if (isStored && wasRemoved) remove.run(parent, name);
      if (value === undefined) continue;
      if (isStored) upsert.run(parent, parent, name, this.#codec.encode(value));
      else insert.run(parent, ordinal, name, this.#codec.encode(value));
    }
    group.dirty = undefined;
    group.isStored = (group.rows?.size ?? 0) > 0;
    this.#release(group);
  }

  #load(parent: number): Group<V> {
    const rows = new Map<string, V>();
    for (const row of this.#prepared().select.all(parent)) {
      rows.set(String(row["name"]), this.#codec.decode(String(row["data"])));
    }
    const group = newGroup<V>(parent, rows.size > 0);
    group.rows = rows;
    this.#groups.set(parent, group);
    return group;
  }

  #prepared(): ReturnType<typeof prepare> {
    this.#statements ??= prepare(this.#db, this.name);
    return this.#statements;
  }
}

function newGroup<V>(parent: number, isStored: boolean): Group<V> {
  return {
    parent,
    rows: undefined,
    changed: undefined,
    dirty: undefined,
    since: 0,
    isLogged: false,
    isStored,
    isEnded: false,
  };
}

/** A row that is removed and written again comes last, as in memory. */
function note(names: Map<string, boolean>, name: string, isRemoved: boolean): void {
  if (isRemoved) {
    names.delete(name);
    names.set(name, true);
  } else if (!names.has(name)) names.set(name, false);
}

function prepare(db: Db, name: string) {
  return {
    select: db.prepare(`SELECT name, data FROM ${name} WHERE parent = ? ORDER BY ordinal`),
    insert: db.prepare(`INSERT INTO ${name} (parent, ordinal, name, data) VALUES (?, ?, ?, ?)`),
    upsert: db.prepare(
      `INSERT INTO ${name} (parent, ordinal, name, data) ` +
        `VALUES (?, (SELECT coalesce(max(ordinal), 0) + 1 FROM ${name} WHERE parent = ?), ?, ?) ` +
        "ON CONFLICT (parent, name) DO UPDATE SET data = excluded.data",
    ),
    remove: db.prepare(`DELETE FROM ${name} WHERE parent = ? AND name = ?`),
  };
}
