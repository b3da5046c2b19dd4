import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { FIRST_SCHEMA } from "./schema-1.ts";

/** Released migrations are never edited; the next one is added. Plain SQL that SQLite and PostgreSQL both read. */
export const MIGRATIONS: Record<string, Migration> = {
  "0001-anfang": { up: (db) => runAll(db, FIRST_SCHEMA) },
};

async function runAll(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
