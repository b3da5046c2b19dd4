import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "./errors.ts";

/** How far a copy has come, in pages of the file. */
export interface CopyProgress {
  readonly pages: number;
  readonly total: number;
}

/** Pages between two looks at the progress. */
const PAGES_A_STEP = 500;

/**
 * Copies a data file as it stood at one moment, also while an engine writes to it; the copy appears under its name only when
 * it is whole and on disk, and nobody but its owner may read it. Throws StoreUnavailable when either file cannot be used.
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (progress: CopyProgress) => void = () => undefined,
): Promise<void> {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  try {
    writeFileSync(part, "", { mode: 0o600, flag: "wx" });
    await copySnapshot({ from, to: part, onProgress });
    settle(part);
    renameDurably(part, to);
  } catch (cause) {
    rmSync(part, { force: true });
    throw StoreUnavailable.of(from, cause);
  }
}

async function copySnapshot(copy: {
  readonly from: string;
  readonly to: string;
  readonly onProgress: (progress: CopyProgress) => void;
}): Promise<void> {
  const source = new DatabaseSync(copy.from, { readOnly: true, timeout: 5_000 });
  try {
    // The first read of a transaction fixes what it sees, so that commits meanwhile do not start the copy anew.
    source.exec("BEGIN");
    source.prepare("SELECT count(*) FROM sqlite_schema").get();
    await backup(source, copy.to, {
      rate: PAGES_A_STEP,
      progress: ({ totalPages, remainingPages }) => {
        copy.onProgress({ pages: totalPages - remainingPages, total: totalPages });
      },
    });
  } finally {
    source.close();
  }
}

/** Makes one plain file of a copy, without a log beside it, so that it can be moved and read anywhere. */
function settle(file: string): void {
  const copy = new DatabaseSync(file);
  try {
    copy.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
  } finally {
    copy.close();
  }
  sync(file);
}

/** Gives a file another name so that it has it after a loss of power too. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  sync(dirname(to));
}

function sync(path: string): void {
  // Windows opens no folders, and needs this for none.
  if (process.platform === "win32" || !existsSync(path)) return;
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}
