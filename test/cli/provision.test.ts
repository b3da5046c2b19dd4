import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { systemClock } from "../../src/platform/clock.ts";
import { openRegister } from "../../src/register/index.ts";
import { startIdentity } from "../camunda/provision/identity-server.ts";
import { seedDemo } from "../register/demo.ts";
import { call } from "./support/call.ts";

const BASIC = {
  CAMUNDA_AUTH_STRATEGY: "BASIC",
  CAMUNDA_BASIC_AUTH_USERNAME: "kim",
  CAMUNDA_BASIC_AUTH_PASSWORD: "geheim",
};

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kim-provision-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A data folder whose register holds the demo's people. */
async function demoFolder(): Promise<string> {
  const folder = newFolder();
  const register = await openRegister({ file: join(folder, "register.db"), clock: systemClock });
  await seedDemo(register);
  await register.close();
  return folder;
}

describe("kim provision", () => {
  it("brings the register's people in, says where their passwords are, and finds nothing to do the next time", async () => {
    // given
    const server = await startIdentity();
    const folder = await demoFolder();
    const environment = { ...BASIC, KIM_DATA_DIR: folder };
    // when
    const first = await call(["provision", "--to", server.url], environment);
    // then
    const passwords = join(folder, "camunda-passwords.yaml");
    expect(first).toMatchObject({ exitCode: 0, told: [`First passwords of 24 users: ${passwords}`] });
    expect(first.printed).toContain("+ user mira-muster (Mira Muster)");
    expect(first.printed).toContain("+ mira-muster in cm-stelle-troisdorf");
    expect(first.printed).toContain("+ role task-worker for cm-stelle-troisdorf");
    expect(first.printed.at(-1)).toMatch(/^\d+ changes made\.$/);
    expect(first.printed.join()).not.toContain("password");
    expect(statSync(passwords).mode & 0o077).toBe(0);
    expect(server.faults).toEqual([]);
    // when
    const second = await call(["provision", "--to", server.url], environment);
    // then
    expect(second).toEqual({ exitCode: 0, told: [], printed: ["Nothing to change."] });
  });

  it("prints the plan of a profile as JSON and writes nothing in a dry run", async () => {
    // given
    const server = await startIdentity();
    const folder = newFolder();
    // when
    const { printed, exitCode } = await call(
      ["provision", "--to", server.url, "--from", "profile", "--dry-run", "--json"],
      { ...BASIC, KIM_DATA_DIR: folder },
    );
    // then
    const plan = z
      .strictObject({
        dryRun: z.literal(true),
        changes: z.array(z.looseObject({ kind: z.string() })),
        surplus: z.array(z.never()),
      })
      .parse(JSON.parse(printed.join("\n")));
    expect(exitCode).toBe(0);
    expect(plan.changes.filter(({ kind }) => kind === "createUser")).toHaveLength(24);
    expect(server.written).toEqual([]);
    expect(existsSync(join(folder, "camunda-passwords.yaml"))).toBe(false);
  });

  it("says that the register has no people, and does not prune then", async () => {
    const server = await startIdentity();
    const environment = { ...BASIC, KIM_DATA_DIR: newFolder() };
    const { told, exitCode } = await call(["provision", "--to", server.url, "--prune"], environment);
    expect(exitCode).toBe(1);
    expect(told.join("\n")).toMatch(/names no people yet[\s\S]*--prune would remove everybody/);
    expect(server.written).toEqual([]);
  });

  it("names a wrong password in one sentence", async () => {
    const server = await startIdentity();
    const environment = { ...BASIC, CAMUNDA_BASIC_AUTH_PASSWORD: "falsch", KIM_DATA_DIR: newFolder() };
    const { told, exitCode } = await call(["provision", "--to", server.url, "--from", "profile"], environment);
    expect(exitCode).toBe(1);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("user name or password is wrong or missing");
  });
});
