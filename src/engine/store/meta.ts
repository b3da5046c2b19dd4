import type { Db } from "./db.ts";
import type { Flushable } from "./table.ts";

/** Single numbers that outlive a restart: high-water marks, the clock. Not taken back with a command: gaps are harmless. */
export interface Meta extends Flushable {
  number(name: string, fallback: number): number;
  set(name: string, value: number): void;
  remove(name: string): void;
}

/** Opens the numbers of a file. */
export function openMeta(db: Db): Meta {
  const values = new Map<string, number>();
  const dirty = new Set<string>();
  db.exec("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
  const select = db.prepare("SELECT name, value FROM meta");
  const upsert = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM meta WHERE name = ?");
  const load = (): void => {
    values.clear();
    for (const row of select.all()) values.set(String(row["name"]), Number(row["value"]));
  };
  load();
  return {
    size: 0,
    create: load,
    number: (name, fallback) => values.get(name) ?? fallback,
    set: (name, value) => {
      values.set(name, value);
      dirty.add(name);
    },
    remove: (name) => {
      values.delete(name);
      dirty.add(name);
    },
    flush: () => {
      for (const name of dirty) {
        const value = values.get(name);
        if (value === undefined) remove.run(name);
        else upsert.run(name, value);
      }
      dirty.clear();
    },
    forget: () => {
      if (dirty.size > 0) load();
      dirty.clear();
    },
  };
}
