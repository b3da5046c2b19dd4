import { statSync } from "node:fs";
import { join } from "node:path";
import { copyDatabase, type CopyProgress } from "../store/copy.ts";
import { bytesOf, isThere } from "../store/inspect.ts";
import { MaintenanceRefused } from "./errors.ts";
import { stampOf } from "./stamp.ts";
import { verifyFile } from "./verify.ts";

/** A back-up that was made. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly records: number;
  readonly openInstances: number;
}

/** What is backed up, and where to: a new file, or a folder in which it gets a name with the time. */
export interface BackupOptions {
  readonly file: string;
  readonly target: string;
  /** Epoch milliseconds, for the name. */
  readonly now: number;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/**
 * Copies an engine's file as it stood at one moment, also while the engine works, and verifies the copy.
 * Throws MaintenanceRefused when there is nothing to copy, something in its place already, or the copy is not in order.
 */
export async function backUpEngine({ file, target, now, onProgress }: BackupOptions): Promise<Backup> {
  if (!isThere(file)) throw new MaintenanceRefused(`Expected an engine's data file at ${file}, but there is none`);
  const copy = isFolder(target) ? join(target, `engine-${stampOf(now)}.db`) : target;
  if (isThere(copy)) {
    throw new MaintenanceRefused(
      `Expected ${copy} not to exist yet, but it does; nothing is overwritten, choose another name`,
    );
  }
  await copyDatabase(file, copy, onProgress);
  const { findings, records, openInstances } = verifyFile(copy);
  if (findings.length > 0) {
    throw new MaintenanceRefused(
      [`Expected the back-up ${copy} to be in order, but it is not:`, ...findings].join("\n  "),
    );
  }
  return { file: copy, bytes: bytesOf(copy), records, openInstances };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
