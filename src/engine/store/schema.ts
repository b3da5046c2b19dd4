import { rmSync } from "node:fs";
import { openDb, type Db } from "./db.ts";
import { StoreUnavailable } from "./errors.ts";
import { inTransaction } from "./wal.ts";

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

/** How a file is brought up to date. */
interface MigrationOptions {
  /** Default: those of this program. */
  readonly migrations?: readonly Migration[];
  /** Says what is wrong with a file that has been migrated; default nothing. */
  readonly verify?: (db: Db) => readonly string[];
}

/**
 * Brings a file to this program's schema, all or nothing. A file that an older program has written is copied, the changes are tried
 * on the copy and the copy is verified before the file itself is touched. Throws StoreUnavailable when a newer program has
 * written the file, when there is no room for the copy or when a change fails: the file is then as it was.
 */
export function migrate(db: Db, file: string, { migrations = MIGRATIONS, verify }: MigrationOptions = {}): void {
  const version = schemaVersion(db);
  if (version > migrations.length) throw StoreUnavailable.newer(file, { version, known: migrations.length });
  if (version === migrations.length) return;
  try {
    if (file !== ":memory:" && !isEmpty(db)) tryOnCopy({ db, file, migrations, verify });
    change(db, version, migrations);
  } catch (cause) {
    throw StoreUnavailable.unmigrated(file, { version, known: migrations.length, cause });
  }
}

function isEmpty(db: Db): boolean {
  return db.prepare("SELECT 1 AS found FROM sqlite_schema LIMIT 1").get() === undefined;
}

function change(db: Db, version: number, migrations: readonly Migration[]): void {
  inTransaction(db, () => {
    for (const migration of migrations.slice(version)) migration(db);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

interface Trial extends Required<Pick<MigrationOptions, "migrations">> {
  readonly db: Db;
  readonly file: string;
  readonly verify: MigrationOptions["verify"];
}

/** The copy does not stay: what is erased from the file must not live on beside it. */
function tryOnCopy({ db, file, migrations, verify }: Trial): void {
  const path = `${file}.trial`;
  removeTrial(path);
  try {
    db.prepare("VACUUM INTO ?").run(path);
    const copy = openDb(path);
    try {
      change(copy, schemaVersion(db), migrations);
      const [finding] = verify?.(copy) ?? [];
      if (finding !== undefined) throw new Error(finding);
    } finally {
      copy.close();
    }
  } finally {
    removeTrial(path);
  }
}

function removeTrial(path: string): void {
  for (const suffix of ["", "-wal", "-shm", "-lock"]) rmSync(path + suffix, { force: true });
}
