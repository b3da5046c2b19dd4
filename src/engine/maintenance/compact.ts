import { openHistory } from "../history/history.ts";
import { RetentionSweep } from "../history/retention.ts";
import { openDb, type Db } from "../store/db.ts";
import { bytesOf, isEngineFile, isThere } from "../store/inspect.ts";
import { openLog } from "../store/log.ts";
import { KNOWN_SCHEMA, schemaVersion } from "../store/schema.ts";
import { openState } from "../store/state.ts";
import { emptyLog, inTransaction, vacuum } from "../store/wal.ts";
import { MaintenanceRefused } from "./errors.ts";

/** What a compaction gained. */
export interface Compaction {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Process instances whose history was removed. */
  readonly instances: number;
}

/**
 * Removes history that ended before an instant (none by default), then writes the file anew without what is free in it; needs
 * as much room beside it for a moment. Throws StoreUnavailable while an engine has the file open or there is no room: the file
 * is then as it was. Throws MaintenanceRefused where there is no file of this program's schema.
 */
export function compactEngine(file: string, before = -Infinity): Compaction {
  if (!isThere(file)) throw new MaintenanceRefused(`Expected an engine's data file at ${file}, but there is none`);
  const bytesBefore = bytesOf(file);
  const db = openDb(file);
  try {
    if (!isEngineFile(db) || schemaVersion(db) !== KNOWN_SCHEMA) throw new MaintenanceRefused(otherFile(file));
    const instances = sweep(db, before);
    vacuum(db);
    emptyLog(db);
    return { bytesBefore, bytesAfter: bytesOf(file), instances };
  } finally {
    db.close();
  }
}

function sweep(db: Db, before: number): number {
  if (before === -Infinity) return 0;
  const state = openState(db);
  const history = openHistory(db, openLog(db));
  // What an engine that was killed had only in its logs.
  inTransaction(db, () => {
    history.settle();
    state.settle();
  });
  const retention = new RetentionSweep(db, before);
  while (inTransaction(db, () => retention.step()));
  return retention.swept.instances;
}

const otherFile = (file: string): string =>
  `Expected ${file} to be an engine's data file of this program's schema, but it is not; start the engine on it once, which brings it up to date`;
