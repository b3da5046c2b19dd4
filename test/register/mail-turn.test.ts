import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openMailTurn, type MailTurn } from "../../src/register/index.ts";
import { hasPostgres, startPostgres, type Postgres } from "../support/postgres.ts";

const KINDS = hasPostgres() ? (["SQLite", "PostgreSQL"] as const) : (["SQLite"] as const);

describe.each(KINDS)("the turn to send mails on %s", (kind) => {
  let postgres: Postgres | undefined;
  let address = "";
  beforeAll(async () => {
    if (kind === "SQLite") return;
    postgres = await startPostgres();
    address = await postgres.database();
  });
  afterAll(async () => postgres?.stop());

  function place(): () => MailTurn {
    const folder = mkdtempSync(join(tmpdir(), "kim-turn-"));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const file = join(folder, "register.db");
    return () => {
      const turn = openMailTurn(kind === "SQLite" ? { file } : { databaseUrl: address });
      onTestFinished(() => turn.close());
      return turn;
    };
  }

  it("is one process's at a time, and free again after its work", async () => {
    // given
    const open = place();
    const [one, other] = [open(), open()];
    const { promise: isAtIt, resolve: begin } = Promise.withResolvers<undefined>();
    const { promise: end, resolve: finish } = Promise.withResolvers<undefined>();
    const worked: string[] = [];

    // when
    const first = one.take(async (isMine) => {
      begin(undefined);
      await end;
      if (isMine()) worked.push("one");
    });
    await isAtIt;
    await other.take(() => Promise.resolve(void worked.push("other, too early")));
    finish(undefined);
    await first;
    await other.take(() => Promise.resolve(void worked.push("other")));

    // then
    expect(worked).toEqual(["one", "other"]);
  });

  it("is free after work that failed", async () => {
    const open = place();
    const [one, other] = [open(), open()];
    await expect(one.take(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    let isTaken = false;
    await other.take(() => Promise.resolve(void (isTaken = true)));
    expect(isTaken).toBe(true);
  });

  if (kind === "SQLite") return;

  it("is lost with its connection, which the work is told, and taken anew with another", async () => {
    // given
    const turn = place()();
    const admin = new pg.Client({ connectionString: address });
    await admin.connect();
    onTestFinished(() => admin.end());

    // when
    let wasMine = true;
    await turn.take(async (isMine) => {
      await admin.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
      while (isMine()) await new Promise((resolve) => setImmediate(resolve));
      wasMine = isMine();
    });
    let isTaken = false;
    await turn.take(() => Promise.resolve(void (isTaken = true)));

    // then
    expect({ wasMine, isTaken }).toEqual({ wasMine: false, isTaken: true });
  });
});
