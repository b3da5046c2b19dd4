import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "../../platform/errors.ts";

/** Thrown by the start when the data folder cannot be made or written. */
class DataFolderUnusable extends AppError {
  override readonly code = "DATA_FOLDER_UNUSABLE";
}

/** The files that belong to one installation. */
export interface DataFolder {
  readonly path: string;
  /** The embedded engine's file. */
  readonly engineFile: string;
  /** The register's file, unless DATABASE_URL is set. */
  readonly registerFile: string;
}

/** Makes the folder when it is missing; throws {@link DataFolderUnusable} when it cannot be written. */
export function openDataFolder(directory: string): DataFolder {
  const path = resolve(directory);
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderUnusable(
      `Expected to write to the data folder ${path}, but cannot (${reason}). Set KIM_DATA_DIR to a folder that can be written.`,
      { cause },
    );
  }
  return { path, engineFile: join(path, "engine.db"), registerFile: join(path, "register.db") };
}

/** Whether there is anything in the folder that "--fresh" would delete. */
export function holdsData(directory: string): boolean {
  return existsSync(resolve(directory));
}

/** Deletes the folder with everything in it. */
export function emptyDataFolder(directory: string): void {
  rmSync(resolve(directory), { recursive: true, force: true });
}

/** The key that signs sessions: the given one, else one made once and kept in the folder. */
export function sessionSecret(folder: DataFolder, given: string | undefined): string {
  if (given !== undefined) return given;
  const file = join(folder.path, "session-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
