import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "./errors.ts";
import { lockFile, type FileLock } from "./file-lock.ts";

/** A value that SQLite takes and gives; whole numbers stay exact up to 2^53. */
export type SqlValue = string | number | null;

/** A row by column name. */
export type Row = Readonly<Record<string, SqlValue>>;

/** A prepared statement; parameters are positional. */
export interface Statement {
  run(...params: SqlValue[]): void;
  get(...params: SqlValue[]): Row | undefined;
  all(...params: SqlValue[]): Row[];
}

/** The seam to the database driver: nothing outside of the store's folder knows SQL or the driver. */
export interface Db {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

const PRAGMAS = [
  "PRAGMA journal_mode = WAL",
  "PRAGMA synchronous = FULL",
  "PRAGMA secure_delete = ON",
  "PRAGMA temp_store = MEMORY",
  "PRAGMA cache_size = -32000",
  "PRAGMA wal_autocheckpoint = 4000",
];

/** A reader that opens the file at the same moment may hold it for an instant. */
const PATIENCE_MS = 2_000;

/** Longest wait for an engine that is just closing the file or recovering it. */
const READER_PATIENCE_MS = 5_000;

/**
 * Opens the engine's file as its only writer, durable at each commit; others may read it meanwhile. ":memory:" keeps nothing.
 * Throws StoreUnavailable when the file is in use, read-only, unreadable or no database.
 */
export function openDb(file: string): Db {
  const lock = lockFile(file);
  let driver: DatabaseSync | undefined;
  try {
    driver = new DatabaseSync(file, { timeout: PATIENCE_MS });
    for (const pragma of PRAGMAS) driver.exec(pragma);
    // A file that may not be written is refused at the start, not at its first write.
    driver.exec("BEGIN EXCLUSIVE; COMMIT");
    // From here on nobody else writes, and the loop never waits for those who read.
    driver.exec("PRAGMA busy_timeout = 0");
    return seam(driver, lock);
  } catch (cause) {
    driver?.close();
    lock.release();
    throw StoreUnavailable.of(file, cause);
  }
}

/** Opens a file to read it, also while an engine has it open; sees each commit. Throws StoreUnavailable when it cannot be read. */
export function openReader(file: string): Db {
  try {
    const driver = new DatabaseSync(file, { readOnly: true, timeout: READER_PATIENCE_MS });
    driver.exec("PRAGMA query_only = ON");
    driver.prepare("SELECT count(*) FROM sqlite_schema").get();
    return seam(driver);
  } catch (cause) {
    throw StoreUnavailable.of(file, cause);
  }
}

/** The same file for those who read: before each statement runs, `settle` brings the tables up to date. */
export function settledView(db: Db, settle: () => void): Db {
  return {
    exec: (sql) => {
      settle();
      db.exec(sql);
    },
    prepare: (sql) => {
      const prepared = db.prepare(sql);
      return {
        run: (...params) => {
          settle();
          prepared.run(...params);
        },
        get: (...params) => {
          settle();
          return prepared.get(...params);
        },
        all: (...params) => {
          settle();
          return prepared.all(...params);
        },
      };
    },
    close: () => {
      db.close();
    },
  };
}

function seam(driver: DatabaseSync, lock?: FileLock): Db {
  return {
    exec: (sql) => {
      driver.exec(sql);
    },
    prepare: (sql) => statement(driver, sql),
    close: () => {
      driver.close();
      lock?.release();
    },
  };
}

function statement(driver: DatabaseSync, sql: string): Statement {
  const prepared = driver.prepare(sql);
  return {
    run: (...params) => {
      prepared.run(...params);
    },
    get: (...params) => {
      const row = prepared.get(...params);
      return row === undefined ? undefined : plain(row);
    },
    all: (...params) => prepared.all(...params).map(plain),
  };
}

function plain(row: Record<string, unknown>): Row {
  const result: Record<string, SqlValue> = {};
  for (const name in row) {
    const value = row[name];
    result[name] = typeof value === "string" || typeof value === "number" ? value : null;
  }
  return result;
}
