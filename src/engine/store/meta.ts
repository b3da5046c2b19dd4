import type { JsonValue } from "../core/record.ts";
import type { Db, Statement } from "./db.ts";
import { listOf, type StateTable } from "./state-table.ts";

/** Single numbers that outlive a restart: high-water marks, the clock. Not taken back with a command: gaps are harmless. */
export class Meta implements StateTable {
  readonly name = "meta";
  readonly #values = new Map<string, number>();
  readonly #changed = new Set<string>();
  readonly #waiting = new Set<string>();
  #since = Infinity;
  readonly #select: Statement;
  readonly #upsert: Statement;
  readonly #remove: Statement;

  constructor(db: Db) {
    db.exec("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
    this.#select = db.prepare("SELECT name, value FROM meta");
    this.#upsert = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    this.#remove = db.prepare("DELETE FROM meta WHERE name = ?");
    this.forget();
  }

  get waitsSince(): number {
    return this.#since;
  }

  number(name: string, fallback: number): number {
    return this.#values.get(name) ?? fallback;
  }

  set(name: string, value: number): void {
    if (this.#values.get(name) === value) return;
    this.#values.set(name, value);
    this.#changed.add(name);
  }

  remove(name: string): void {
    this.#values.delete(name);
    this.#changed.add(name);
  }

  create(): void {
    this.forget();
  }

  takeChanges(change: number): JsonValue | undefined {
    if (this.#changed.size === 0) return undefined;
    const taken: JsonValue[] = [];
    for (const name of this.#changed) {
      taken.push(name, this.#values.get(name) ?? null);
      this.#wait(name, change);
    }
    this.#changed.clear();
    return taken;
  }

  apply(changes: JsonValue, change: number): void {
    const taken = listOf(changes);
    for (let at = 0; at < taken.length; at += 2) {
      const [name, value] = [taken[at], taken[at + 1]];
      if (typeof name !== "string") continue;
      if (typeof value === "number") this.#values.set(name, value);
      else this.#values.delete(name);
      this.#wait(name, change);
    }
  }

  write(before: number): void {
    if (this.#since >= before) return;
    for (const name of this.#waiting) {
      const value = this.#values.get(name);
      if (value === undefined) this.#remove.run(name);
      else this.#upsert.run(name, value);
    }
    this.#waiting.clear();
    this.#since = Infinity;
  }

  forget(): void {
    this.#values.clear();
    this.#changed.clear();
    this.#waiting.clear();
    this.#since = Infinity;
    for (const row of this.#select.all()) this.#values.set(String(row["name"]), Number(row["value"]));
  }

  trim(): void {
    // A handful of numbers needs no bound.
  }

  #wait(name: string, change: number): void {
    this.#waiting.add(name);
    this.#since = Math.min(this.#since, change);
  }
}
