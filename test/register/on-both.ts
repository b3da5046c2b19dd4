import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { openRegister, type Register } from "../../src/register/index.ts";
import { hasPostgres, startPostgres, type Postgres } from "../support/postgres.ts";

/** A register that starts empty at a Monday morning, and the hands of its clock. */
export interface Bench {
  readonly register: () => Register;
  readonly setTime: (iso: string) => void;
  /** Opens one more register on the same database. */
  readonly reopen: () => Promise<Register>;
}

const START = "2026-01-05T08:00:00Z";

/** Runs the same tests on SQLite and on PostgreSQL; without PostgreSQL its half is skipped for all to see. */
export function onBoth(
  title: string,
  prepare: (register: Register) => Promise<void>,
  tests: (bench: Bench) => void,
): void {
  describe.each(["SQLite", "PostgreSQL"] as const)(`${title} on %s`, (kind) => {
    if (kind === "PostgreSQL" && !hasPostgres()) {
      describe.skip("PostgreSQL is not installed", () => undefined);
      return;
    }
    const bench = createBench(kind, prepare);
    tests(bench);
  });
}

function createBench(kind: "SQLite" | "PostgreSQL", prepare: (register: Register) => Promise<void>): Bench {
  let postgres: Postgres | undefined;
  let current: Register | undefined;
  let now = Date.parse(START);
  let address = "";
  let template = "";
  const clock = { now: () => now };
  const open = () =>
    kind === "SQLite" ? openRegister({ file: ":memory:", clock }) : openRegister({ databaseUrl: address, clock });
  beforeAll(async () => {
    if (kind === "SQLite") return;
    postgres = await startPostgres();
    address = await postgres.database();
    template = address;
    const first = await open();
    await prepare(first);
    await first.close();
  });
  afterAll(async () => postgres?.stop());
  const start = async () => {
    now = Date.parse(START);
    if (postgres !== undefined) address = await postgres.database(template);
    current = await open();
    if (postgres === undefined) await prepare(current);
  };
  beforeEach(start);
  afterEach(async () => current?.close());
  return {
    register: () => {
      if (current === undefined) throw new Error("Expected an open register, but there is none");
      return current;
    },
    setTime: (iso) => {
      now = Date.parse(iso);
    },
    reopen: open,
  };
}
