import type { Db } from "./db.ts";

/** Moves everything from SQLite's log into the file and empties the log; false while somebody still reads from it. */
export function emptyLog(db: Db): boolean {
  return db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.["busy"] === 0;
}

/** Writes the file anew without what is free in it. Throws the driver's error when there is no room; the file is then as it was. */
export function vacuum(db: Db): void {
  db.exec("VACUUM");
}

/** Runs work in a transaction of its own; nothing of it stays when it throws. */
export function inTransaction<T>(db: Db, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (cause) {
    db.exec("ROLLBACK");
    throw cause;
  }
}
