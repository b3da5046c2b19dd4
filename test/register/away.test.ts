import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../src/platform/clock.ts";
import { isRegisterAway, listMails, openRegister } from "../../src/register/index.ts";
import { hasPostgres, startPostgres, type Postgres } from "../support/postgres.ts";

describe.runIf(hasPostgres())("a register on a PostgreSQL that restarts", () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it("is away meanwhile, does not end the process, and works again by itself", async () => {
    const register = await openRegister({ databaseUrl: await postgres.database(), clock: systemClock });
    onTestFinished(() => register.close());
    expect(await isRegisterAway(register)).toBe(false);
    await postgres.without(async () => {
      expect(await isRegisterAway(register)).toBe(true);
    });
    expect(await isRegisterAway(register)).toBe(false);
    expect(await listMails(register)).toEqual([]);
  });

  it("fails the transaction that was in the middle, and nothing else", async () => {
    const register = await openRegister({ databaseUrl: await postgres.database(), clock: systemClock });
    onTestFinished(() => register.close());
    const torn = register.transaction(async (tx) => {
      await listMails(tx);
      await postgres.without(() => Promise.resolve());
      await listMails(tx);
    });
    await expect(torn).rejects.toThrow();
    expect(await listMails(register)).toEqual([]);
  });
});
