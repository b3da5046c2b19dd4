import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "./errors.ts";

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
  "PRAGMA locking_mode = EXCLUSIVE",
  "PRAGMA journal_mode = WAL",
  "PRAGMA synchronous = FULL",
  "PRAGMA secure_delete = ON",
  "PRAGMA temp_store = MEMORY",
  "PRAGMA cache_size = -32000",
  "PRAGMA wal_autocheckpoint = 4000",
];

/**
 * Opens the engine's file for this process alone, durable at each commit; ":memory:" keeps nothing.
 * Throws StoreUnavailable when the file is in use, read-only, unreadable or no database.
 */
export function openDb(file: string): Db {
  try {
    const driver = new DatabaseSync(file);
    for (const pragma of PRAGMAS) driver.exec(pragma);
    // Takes the exclusive lock now, so that a second engine on the file is refused at its start, not at its first write.
    driver.exec("BEGIN EXCLUSIVE; COMMIT");
    return seam(driver);
  } catch (cause) {
    throw StoreUnavailable.of(file, cause);
  }
}

function seam(driver: DatabaseSync): Db {
  return {
    exec: (sql) => {
      driver.exec(sql);
    },
    prepare: (sql) => statement(driver, sql),
    close: () => {
      driver.close();
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
