import { AppError } from "../../platform/errors.ts";

/** The engine's file cannot be used: thrown when it is opened or when a group cannot be committed. Never retried by us. */
export class StoreUnavailable extends AppError {
  override readonly code = "STORE_UNAVAILABLE";

  /** Says in a sentence what is wrong with the file, from the driver's error. */
  static of(file: string, cause: unknown): StoreUnavailable {
    if (cause instanceof StoreUnavailable) return cause;
    return new StoreUnavailable(`Expected to use the engine's data file ${file}, but ${reasonOf(cause)}`, { cause });
  }

  /** An older program has written the file and it could not be brought up to date; it is as it was. */
  static unmigrated(file: string, { version, known, cause }: { version: number; known: number; cause: unknown }) {
    const reason = `an older program has written it (schema ${version}) and it could not be brought to schema ${known}: ${reasonOf(cause)}`;
    const wayOut = "It is as it was: make room, or go on with the older program and report this sentence";
    return new StoreUnavailable(`Expected to use the engine's data file ${file}, but ${reason}. ${wayOut}.`, { cause });
  }

  /** A newer program has written the file: this one would misread it. */
  static newer(file: string, { version, known }: { version: number; known: number }): StoreUnavailable {
    const reason = `a newer program has written it (schema ${version}, this one knows ${known}); start that program again or restore a back-up`;
    return new StoreUnavailable(`Expected to use the engine's data file ${file}, but ${reason}`);
  }
}

const IN_USE = /locked|busy/i;

/** Whether an error comes from the database driver. */
export function isStoreFailure(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ERR_SQLITE_ERROR";
}

function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (IN_USE.test(text)) return "another engine has it open; stop that one first or choose another data folder";
  if (/readonly|read-only/i.test(text)) return "it is read-only; allow this user to write to the file and its folder";
  if (/full/i.test(text))
    return "the disk is full; free some space, then it goes on by itself, nothing acknowledged is lost";
  if (/disk i\/o/i.test(text)) {
    return "the disk does not take what is written (a limit or quota is reached, or it is broken); make room, then it goes on by itself, nothing acknowledged is lost";
  }
  if (/unable to open/i.test(text)) return "it cannot be opened; check that the folder exists and may be written to";
  if (/not a database|malformed/i.test(text)) return "it is no intact database; restore it from a back-up";
  return text;
}
