import { CamelCasePlugin, Kysely, PostgresDialect, type Dialect } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import type { Clock } from "../platform/clock.ts";
import { MIGRATIONS } from "./store/migrations.ts";
import { nodeSqliteDialect } from "./store/node-sqlite.ts";
import type { Tables } from "./store/tables.ts";

/** The municipality's data. All use-cases take it first; inside a transaction they take the one the transaction gives. */
export interface Register {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  /** Runs work in one transaction; called on a transaction's register it joins that transaction. */
  transaction<T>(work: (tx: Register) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where the data lies: a SQLite file (or ":memory:"), or a PostgreSQL address. */
export type RegisterOptions =
  { readonly file: string; readonly clock: Clock } | { readonly databaseUrl: string; readonly clock: Clock };

/** Opens the register and brings its schema up to date. Throws what the database throws when it cannot be reached. */
export async function openRegister(options: RegisterOptions): Promise<Register> {
  const db = new Kysely<Tables>({ dialect: dialectOf(options), plugins: [new CamelCasePlugin()] });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  }).migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw new Error("Expected the register's schema to be brought up to date, but a migration failed", {
      cause: error,
    });
  }
  return {
    db,
    clock: options.clock,
    transaction: (work) => db.transaction().execute((tx) => work(joined(tx, options.clock))),
    close: () => db.destroy(),
  };
}

function dialectOf(options: RegisterOptions): Dialect {
  return "file" in options
    ? nodeSqliteDialect(options.file)
    : new PostgresDialect({ pool: poolOf(options.databaseUrl) });
}

const CONNECTIONS = 10;
const CONNECT_WITHIN_MS = 10_000;

function poolOf(connectionString: string): pg.Pool {
  const limits = { max: CONNECTIONS, connectionTimeoutMillis: CONNECT_WITHIN_MS, keepAlive: true };
  const pool = new pg.Pool({ connectionString, ...limits });
  // A server that restarts also ends connections that wait for nothing at the moment. Whoever uses them next is told; an
  // error event that nobody listens to would end the process.
  const leaveToTheNextQuery = (): undefined => undefined;
  pool.on("error", leaveToTheNextQuery);
  pool.on("connect", (client) => client.on("error", leaveToTheNextQuery));
  return pool;
}

function joined(db: Kysely<Tables>, clock: Clock): Register {
  const tx: Register = { db, clock, transaction: (work) => work(tx), close: () => Promise.resolve() };
  return tx;
}
