import { openDb } from "../store/db.ts";
import { bytesOf, isThere } from "../store/inspect.ts";
import { emptyLog, vacuum } from "../store/wal.ts";
import { MaintenanceRefused } from "./errors.ts";

/** What a compaction gained. */
export interface Compaction {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Writes a file anew without what is free in it; needs as much room beside it for a moment. Throws StoreUnavailable while an
 * engine has the file open or there is no room: the file is then as it was.
 */
export function compactEngine(file: string): Compaction {
  if (!isThere(file)) throw new MaintenanceRefused(`Expected an engine's data file at ${file}, but there is none`);
  const bytesBefore = bytesOf(file);
  const db = openDb(file);
  try {
    vacuum(db);
    emptyLog(db);
  } finally {
    db.close();
  }
  return { bytesBefore, bytesAfter: bytesOf(file) };
}
