import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { z } from "zod";

/** Sees to it that one process of an installation sends mails at a time, however many share the register. */
export interface MailTurn {
  /**
   * Runs the work unless another process is at it. The lock goes when the process or its connection does; the work asks
   * `isMine` before every mail, for a connection can be lost in the middle. Throws what the database throws.
   */
  readonly take: (work: (isMine: () => boolean) => Promise<void>) => Promise<void>;
  close(): Promise<void>;
}

/** The turn of the register in a file (or ":memory:"), or behind a PostgreSQL address. */
export function openMailTurn(options: { readonly file: string } | { readonly databaseUrl: string }): MailTurn {
  if ("databaseUrl" in options) return turnOfServer(options.databaseUrl);
  return options.file === ":memory:" ? ALONE : turnOfFile(options.file);
}

const ALONE: MailTurn = { take: (work) => work(() => true), close: () => Promise.resolve() };

const sqliteError = z.object({ errcode: z.number() });
const SQLITE_BUSY = 5;

/** An exclusive transaction on an empty database beside the register: the system ends it with the process. */
function turnOfFile(file: string): MailTurn {
  const lock = new DatabaseSync(`${file}-mail-lock`);
  return {
    take: async (work) => {
      if (!begins(lock)) return;
      try {
        await work(() => lock.isOpen);
      } finally {
        if (lock.isOpen) lock.exec("ROLLBACK");
      }
    },
    close: () => {
      lock.close();
      return Promise.resolve();
    },
  };
}

function begins(lock: DatabaseSync): boolean {
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (sqliteError.safeParse(error).data?.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}

/** Any number that nothing else in the register's database locks. */
const ADVISORY_KEY = 1_262_046_541;
const taken = z.tuple([z.object({ taken: z.boolean() })]);

/** An advisory lock of a session of its own: the server lets go of it when the connection ends. */
function turnOfServer(databaseUrl: string): MailTurn {
  let session: pg.Client | undefined;
  const connected = async (): Promise<pg.Client> => {
    if (session !== undefined) return session;
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const forget = (): void => {
      if (session === fresh) session = undefined;
    };
    fresh.on("error", forget);
    fresh.on("end", forget);
    await fresh.connect();
    session = fresh;
    return fresh;
  };
  return {
    take: async (work) => {
      const held = await connected();
      const { rows } = await held.query("select pg_try_advisory_lock($1) as taken", [ADVISORY_KEY]);
      if (!taken.parse(rows)[0].taken) return;
      try {
        await work(() => session === held);
      } finally {
        if (session === held) await held.query("select pg_advisory_unlock($1)", [ADVISORY_KEY]);
      }
    },
    close: async () => {
      await session?.end();
    },
  };
}
