import { renameSync } from "node:fs";
import { copyDatabase, renameDurably, type CopyProgress } from "../store/copy.ts";
import { lockFile } from "../store/file-lock.ts";
import { isThere } from "../store/inspect.ts";
import { MaintenanceRefused } from "./errors.ts";
import { stampOf } from "./stamp.ts";
import { verifyFile } from "./verify.ts";

/** What is restored, and where to. */
export interface RestoreOptions {
  readonly backup: string;
  readonly file: string;
  /** Puts a file that is there already aside instead of refusing. */
  readonly isForced: boolean;
  /** Epoch milliseconds, for the name of what is put aside. */
  readonly now: number;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/** What was restored. */
export interface Restored {
  readonly file: string;
  /** Where the file that was there before is kept; undefined where there was none. */
  readonly replaced: string | undefined;
  readonly records: number;
  readonly openInstances: number;
}

/**
 * Puts a back-up in the place of an engine's file. Throws StoreUnavailable while an engine has the file open, and
 * MaintenanceRefused when the back-up is not in order or a file is there and nobody has said that it may be put aside.
 */
export async function restoreEngine(options: RestoreOptions): Promise<Restored> {
  const { backup, file, isForced, now, onProgress } = options;
  const { records, openInstances } = verified(backup);
  const lock = lockFile(file);
  try {
    if (isThere(file) && !isForced) {
      throw new MaintenanceRefused(
        `Expected no data file at ${file} yet, but there is one; --force puts it aside and restores in its place`,
      );
    }
    const incoming = `${file}.restoring`;
    await copyDatabase(backup, incoming, onProgress);
    const replaced = isThere(file) ? putAside(file, now) : undefined;
    renameDurably(incoming, file);
    return { file, replaced, records, openInstances };
  } finally {
    lock.release();
  }
}

function verified(backup: string): { records: number; openInstances: number } {
  if (!isThere(backup)) throw new MaintenanceRefused(`Expected a back-up at ${backup}, but there is none`);
  const { findings, ...counts } = verifyFile(backup);
  if (findings.length === 0) return counts;
  throw new MaintenanceRefused(
    [`Expected the back-up ${backup} to be in order, but it is not:`, ...findings].join("\n  "),
  );
}

/** The file with its log keeps its contents under another name. */
function putAside(file: string, now: number): string {
  const aside = `${file}.replaced-${stampOf(now)}`;
  if (isThere(aside)) throw new MaintenanceRefused(`Expected ${aside} not to exist yet, but it does; try again`);
  for (const suffix of ["-wal", "-shm", ""]) if (isThere(file + suffix)) renameSync(file + suffix, aside + suffix);
  return aside;
}
