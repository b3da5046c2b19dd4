import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { SqliteDialect, type SqliteDatabase, type SqliteStatement } from "kysely";

/** Kysely's SQLite dialect on Node's own driver; WAL, every commit fsync'd, foreign keys on. */
export function nodeSqliteDialect(file: string): SqliteDialect {
  return new SqliteDialect({ database: () => Promise.resolve(open(file)) });
}

function open(file: string): SqliteDatabase {
  const database = new DatabaseSync(file);
  database.exec(
    // The time-out first: the other settings already wait for a second process on the file.
    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON",
  );
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      database.close();
    },
    prepare: (sql) => {
      const known = statements.get(sql) ?? adapt(database.prepare(sql === "begin" ? BEGIN : sql));
      if (statements.size < STATEMENT_CACHE) statements.set(sql, known);
      return known;
    },
  };
}

/** A transaction that reads first and then writes is refused at once when another process wrote in between; one that takes the lock at its start waits. */
const BEGIN = "begin immediate";

/** Preparing is the dearest part of a small query; the number of different texts is bounded by the code. */
const STATEMENT_CACHE = 500;

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toInput)),
    run: (parameters) => statement.run(...parameters.map(toInput)),
    iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
  };
}

function toInput(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value;
  throw new TypeError(`Expected text, a number or null as an SQL parameter, but got ${typeof value}`);
}
