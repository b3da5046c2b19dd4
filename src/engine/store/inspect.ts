import { existsSync, statSync } from "node:fs";
import type { Db } from "./db.ts";
import { PROGRESS } from "./history-progress.ts";
import { schemaVersion } from "./schema.ts";

/** What SQLite itself finds wrong with a file; nothing for an intact one. */
export function damagesOf(db: Db): string[] {
  return db
    .prepare("PRAGMA integrity_check(100)")
    .all()
    .map((row) => String(row["integrity_check"]))
    .filter((text) => text !== "ok");
}

/** Runs reads on one and the same state of a file, whatever is committed meanwhile. */
export function atOneMoment<T>(db: Db, read: () => T): T {
  db.exec("BEGIN");
  try {
    return read();
  } finally {
    db.exec("COMMIT");
  }
}

/** A number that changes when another connection has committed. */
export function commitsSeen(db: Db): number {
  return Number(db.prepare("PRAGMA data_version").get()?.["data_version"] ?? 0);
}

/** Bytes of a data file with its log. */
export function bytesOf(file: string): number {
  return ["", "-wal"].reduce((sum, suffix) => sum + (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Whether there is something under a file's name. */
export const isThere = (file: string): boolean => existsSync(file);

/** Whether an engine has ever written to a file. */
export function isEngineFile(db: Db): boolean {
  const table = db.prepare("SELECT 1 AS found FROM sqlite_schema WHERE name = 'record_batch'").get();
  return table !== undefined && schemaVersion(db) > 0;
}

/** Keys of the process instances that the read tables call active; undefined in a file without read tables. */
export function shownAsActive(db: Db): number[] | undefined {
  if (db.prepare("SELECT 1 AS found FROM sqlite_schema WHERE name = 'history_process_instance'").get() === undefined)
    return undefined;
  const rows = db.prepare("SELECT key FROM history_process_instance WHERE state = 'ACTIVE'").all();
  return rows.map((row) => Number(row["key"]));
}

/** From which record on the read tables may not show what has happened. */
export function historyFrom(db: Db): number {
  const isThere = db.prepare("SELECT 1 AS found FROM sqlite_schema WHERE name = 'history_progress'").get();
  return isThere === undefined ? 0 : Number(db.prepare(PROGRESS).get()?.["position"] ?? 0);
}
