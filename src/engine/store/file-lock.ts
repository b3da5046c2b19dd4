import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "./errors.ts";

/** Held by the one process that may write to a data file; the system lets go of it when the process ends, however it ends. */
export interface FileLock {
  release(): void;
}

const NO_LOCK: FileLock = { release: () => undefined };

/**
 * Takes the lock of a data file, kept beside it as `<file>-lock`, so that others may read the file while it is written.
 * Throws StoreUnavailable when somebody else has it or the folder cannot be written. A file in memory needs none.
 */
export function lockFile(file: string): FileLock {
  if (file === ":memory:") return NO_LOCK;
  try {
    // An empty database with an open exclusive transaction: the one lock that SQLite's portability gives us for nothing.
    const holder = new DatabaseSync(`${file}-lock`);
    return held(holder, file);
  } catch (cause) {
    throw StoreUnavailable.of(file, cause);
  }
}

function held(holder: DatabaseSync, file: string): FileLock {
  try {
    holder.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    holder.close();
    throw StoreUnavailable.of(file, cause);
  }
  return {
    release: () => {
      holder.close();
    },
  };
}
