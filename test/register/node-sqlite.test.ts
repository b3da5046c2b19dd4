import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openRegister } from "../../src/register/index.ts";

it("holds the write lock from the start of a transaction, so that what it has read stays true until it writes", async () => {
  // given a register file that a second process has open too
  const folder = mkdtempSync(join(tmpdir(), "kim-register-"));
  const file = join(folder, "register.db");
  const register = await openRegister({ file, clock: { now: () => 0 } });
  const other = new DatabaseSync(file, { timeout: 0 });
  onTestFinished(async () => {
    other.close();
    await register.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await register.transaction(async (tx) => {
    // when the transaction has only read so far
    await tx.db.selectFrom("person").selectAll().execute();
    // then nobody else can write
    expect(() => {
      other.exec("BEGIN IMMEDIATE");
    }).toThrow("database is locked");
  });
  expect(() => {
    other.exec("BEGIN IMMEDIATE; ROLLBACK");
  }).not.toThrow();
});
