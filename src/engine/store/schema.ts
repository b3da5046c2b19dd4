import type { Db } from "./db.ts";
import { StoreUnavailable } from "./errors.ts";

/** A change to a file that an older program has written; new tables need none, they are created where they are missing. */
export type Migration = (db: Db) => void;

/** In the order in which they came; a file's number (PRAGMA user_version) says how many it has been through. Only ever append. */
const MIGRATIONS: readonly Migration[] = [
  // It held ids of requests to a process that has ended; now it only marks that somebody has asked.
  (db) => {
    db.exec("DROP TABLE IF EXISTS message_correlation");
  },
];

/** How many changes a file has been through; 0 for a file that no engine has written. */
export const schemaVersion = (db: Db): number => Number(db.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);

/** The number of a file that this program has written. */
export const KNOWN_SCHEMA = MIGRATIONS.length;

/** Brings a file to this program's schema, all or nothing; throws StoreUnavailable when a newer program has written it. */
export function migrate(db: Db, file: string, migrations: readonly Migration[] = MIGRATIONS): void {
  const version = schemaVersion(db);
  if (version > migrations.length) throw StoreUnavailable.newer(file, { version, known: migrations.length });
  if (version === migrations.length) return;
  db.exec("BEGIN IMMEDIATE");
  try {
    for (const change of migrations.slice(version)) change(db);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec("COMMIT");
  } catch (cause) {
    db.exec("ROLLBACK");
    throw StoreUnavailable.of(file, cause);
  }
}
