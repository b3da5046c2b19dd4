import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startApplication, type Application } from "../../src/cli/start/application.ts";
import { loadConfig } from "../../src/platform/config/load.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { call } from "./support/call.ts";

const home = fileURLToPath(new URL("../..", import.meta.url));
const logger = createLogger({ level: "silent", isPretty: false });

let folder = "";
let running: Application | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kim-backup-"));
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(data: string): Promise<Application> {
  const ports = { PORT: "0", KIM_ENGINE_PORT: "0", KIM_ENGINE_GRPC_PORT: "0" };
  const { config } = loadConfig({ KIM_DATA_DIR: data, ...ports });
  running = await startApplication({ config, logger, home, version: "0.0.0" });
  return running;
}

const kim = (data: string, ...args: string[]) => call(args, { KIM_DATA_DIR: data });

async function definitions(application: Application): Promise<string> {
  const answer = await fetch(`${application.engineAddress}/v2/process-definitions/search`, { method: "POST" });
  return answer.text();
}

describe("kim backup and kim restore", () => {
  it("bring the whole installation into another folder while it runs, and it starts there as it was", async () => {
    // given a running application
    const data = join(folder, "data");
    const application = await start(data);
    const before = await definitions(application);

    // when
    const made = await kim(data, "backup", join(folder, "copy"));
    const elsewhere = join(folder, "elsewhere");
    const restored = await kim(elsewhere, "restore", join(folder, "copy"));

    // then
    expect([made.exitCode, restored.exitCode, made.told, restored.told]).toEqual([0, 0, [], []]);
    expect(readdirSync(join(folder, "copy")).toSorted()).toEqual([
      "engine.db",
      "manifest.json",
      "register.db",
      "session-secret",
    ]);
    expect(readFileSync(join(elsewhere, "session-secret"))).toEqual(readFileSync(join(data, "session-secret")));
    await application.close();
    expect(await definitions(await start(elsewhere))).toBe(before);
  }, 120_000);

  it("refuse to overwrite, to restore under a running application, and to restore what has changed", async () => {
    const data = join(folder, "data");
    const copy = join(folder, "copy");
    const application = await start(data);
    await kim(data, "backup", copy);
    expect((await kim(data, "backup", copy)).told.join()).toContain("to be new or empty");
    expect((await kim(data, "restore", copy, "--force")).told.join()).toContain("another engine has it open");
    await application.close();
    running = undefined;
    expect((await kim(data, "restore", copy)).told.join()).toContain("--force puts its contents aside");

    const forced = await kim(data, "restore", copy, "--force");
    expect(forced.exitCode).toBe(0);
    const aside = readdirSync(data).find((name) => name.startsWith("replaced-"));
    expect(existsSync(join(data, aside ?? "", "register.db"))).toBe(true);

    appendFileSync(join(copy, "session-secret"), "x");
    expect((await kim(data, "restore", copy, "--force")).told.join()).toMatch(/session-secret to be as it was written/);
    expect((await kim(data, "restore", folder)).told.join()).toContain("has no manifest.json");
  }, 120_000);
});
