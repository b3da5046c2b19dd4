import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openEngine, type Engine } from "../../src/engine/engine.ts";
import { openDb } from "../../src/engine/store/db.ts";
import { ONE_JOB } from "../engine/core/support/models.ts";
import { call } from "./support/call.ts";

const KIM = fileURLToPath(new URL("../../src/kim.js", import.meta.url));
const LOAD = fileURLToPath(new URL("../engine/core/support/load.ts", import.meta.url));

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kim-engine-file-"));
  file = join(folder, "engine.db");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const engine = (...args: string[]) => call(["engine", ...args, "--file", file]);

async function create(on: Engine): Promise<void> {
  const value = { bpmnProcessId: "p", version: -1, variables: { note: "n" } };
  await on.execute({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value });
}

/** An engine with one deployed process and some instances. */
async function filled(instances: number): Promise<Engine> {
  const opened = openEngine({ file });
  const value = { resources: [{ resourceName: "p.bpmn", resource: ONE_JOB }] };
  await opened.execute({ valueType: "DEPLOYMENT", intent: "CREATE", value });
  for (let at = 0; at < instances; at += 1) await create(opened);
  return opened;
}

const made = z.object({ file: z.string(), bytes: z.number(), records: z.number(), openInstances: z.number() });
const restored = z.object({ file: z.string(), replaced: z.string().optional(), openInstances: z.number() });

describe("kim engine backup and restore", () => {
  it("copies what stood in the file at one moment while another process works on it", async () => {
    const child = spawn(process.execPath, [LOAD, file, ONE_JOB], { stdio: ["ignore", "pipe", "inherit"] });
    const acknowledged: string[] = [];
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => acknowledged.push(line));
    while (acknowledged.length < 50) await once(lines, "line");

    const before = acknowledged.filter((line) => line.startsWith("created")).length;
    const { printed, exitCode } = await engine("backup", join(folder, "copy.db"), "--json");
    const after = acknowledged.length;
    while (acknowledged.length < after + 20) await once(lines, "line");
    child.kill("SIGKILL");
    await once(child, "close");

    expect(exitCode).toBe(0);
    const backup = made.parse(JSON.parse(printed.join("")));
    const copy = openEngine({ file: backup.file });
    const created = copy.records(0).filter((record) => record.valueType === "PROCESS_INSTANCE_CREATION");
    expect(created.length).toBeGreaterThanOrEqual(before);
    await create(copy);
    await copy.close();
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  }, 60_000);

  it("overwrites nothing, and gives the copy a name with the time in a folder", async () => {
    await (await filled(1)).close();
    writeFileSync(join(folder, "taken.db"), "mine");
    const refused = await engine("backup", join(folder, "taken.db"));
    expect(refused).toMatchObject({ exitCode: 1, told: [expect.stringContaining("nothing is overwritten")] });
    const { printed } = await engine("backup", folder);
    expect(printed.join("")).toMatch(/engine-\d{8}T\d{6}Z\.db {2}.*1 open instances, \d+ records, verified/);
  });

  it("says that there is nothing to copy where there is no file", async () => {
    const { told, exitCode } = await engine("backup", join(folder, "copy.db"));
    expect([exitCode, told]).toEqual([1, [`Expected an engine's data file at ${file}, but there is none`]]);
    expect(existsSync(file)).toBe(false);
  });

  it("brings back the state of the copy and keeps what was there aside", async () => {
    const opened = await filled(2);
    const copy = join(folder, "copy.db");
    expect((await engine("backup", copy)).exitCode).toBe(0);
    await create(opened);

    const running = await engine("restore", copy, "--force");
    expect(running).toMatchObject({ exitCode: 1, told: [expect.stringContaining("another engine has it open")] });
    await opened.close();
    const refused = await engine("restore", copy);
    expect(refused).toMatchObject({ exitCode: 1, told: [expect.stringContaining("--force puts it aside")] });

    const { printed } = await engine("restore", copy, "--force", "--json");
    const done = restored.parse(JSON.parse(printed.join("")));
    expect(done.openInstances).toBe(2);
    const counted = async (path: string): Promise<number> => {
      const there = openEngine({ file: path });
      const records = there.records(0).filter((record) => record.valueType === "PROCESS_INSTANCE_CREATION");
      await there.close();
      return records.length;
    };
    expect(await counted(file)).toBe(2);
    expect(await counted(done.replaced ?? "")).toBe(3);
  });

  it("restores no file that is no intact back-up", async () => {
    const letter = join(folder, "letter.db");
    writeFileSync(letter, "this is a letter and no database at all. ".repeat(50));
    const { told, exitCode } = await engine("restore", letter);
    expect([exitCode, told.join("")]).toEqual([1, expect.stringContaining("it is no intact database")]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("kim engine verify", () => {
  it("finds a file in order, also while an engine works on it", async () => {
    const opened = await filled(3);
    const { printed, exitCode } = await engine("verify");
    expect([exitCode, printed.join("")]).toEqual([0, expect.stringContaining("is in order: 3 open instances")]);
    await opened.close();
  });

  it.each([
    [
      "a job without its element instance",
      "DELETE FROM element_instance WHERE element_id = 'a'",
      /job \d+ \('a'\) to have element instance/,
    ],
    [
      "a scope that counts wrongly",
      "DELETE FROM element_instance WHERE element_id = 'a'",
      /to have 1 children, but it has 0/,
    ],
    ["an element without its job", "DELETE FROM job", /\('a'\) to have its job \d+, but there is none/],
    ["variables without a scope", "UPDATE variable SET parent = 1", /variables to have their scope 1/],
    ["an instance without its process", "DELETE FROM process", /to have process definition \d+/],
    ["keys that will be given again", "UPDATE meta SET value = 7 WHERE name = 'lastKey'", /no key above 7/],
    ["positions that will be given again", "UPDATE meta SET value = 7 WHERE name = 'lastPosition'", /noted as 7/],
    ["an older schema", "PRAGMA user_version = 0", /no engine has written/],
    ["a newer schema", "PRAGMA user_version = 99", /it has 99: a newer program/],
  ])("finds %s, in a sentence", async (_, damage, sentence) => {
    await (await filled(1)).close();
    const db = openDb(file);
    db.exec(damage);
    db.close();
    const { printed, exitCode } = await engine("verify");
    expect(exitCode).toBe(1);
    expect(printed.join("\n")).toMatch(sentence);
  });
});

describe("kim engine compact", () => {
  it("gives free room back and says how much", async () => {
    await (await filled(1)).close();
    const db = openDb(file);
    db.exec("CREATE TABLE ballast (text TEXT)");
    db.exec("INSERT INTO ballast VALUES (hex(zeroblob(2000000))); DROP TABLE ballast");
    db.close();
    const { printed } = await engine("compact", "--json");
    const { bytesBefore, bytesAfter } = z
      .object({ bytesBefore: z.number(), bytesAfter: z.number() })
      .parse(JSON.parse(printed.join("")));
    expect(bytesBefore - bytesAfter).toBeGreaterThan(3_000_000);
    expect((await engine("verify")).exitCode).toBe(0);
  });

  it("leaves a file alone that an engine has open", async () => {
    const opened = await filled(1);
    expect(await engine("compact")).toMatchObject({
      exitCode: 1,
      told: [expect.stringContaining("another engine has it open")],
    });
    await opened.close();
  });
});

describe("kim engine tail", () => {
  const record = z.object({ position: z.number(), valueType: z.string(), intent: z.string() }).loose();

  it("prints records with the fields of the real engine's exporters, from a position on and of the wanted types", async () => {
    const opened = await filled(2);
    const lines = (await engine("tail")).printed;
    const all = lines.map((line) => record.parse(JSON.parse(line)));
    expect(all.map(({ position }) => position)).toEqual(opened.records(0).map(({ position }) => position));
    // As Record.toJson() of the real engine 8.8.21 has them, in its order.
    const fields = z.record(z.string(), z.unknown()).parse(JSON.parse(lines[0] ?? ""));
    expect(Object.keys(fields).join(" ")).toBe(
      "valueType key position timestamp recordType intent partitionId rejectionType rejectionReason brokerVersion " +
        "recordVersion operationReference batchOperationReference value authorizations sourceRecordPosition",
    );
    const jobs = (await engine("tail", "--type", "job")).printed.map((line) => record.parse(JSON.parse(line)));
    expect(jobs.map(({ valueType, intent }) => `${valueType} ${intent}`)).toEqual(["JOB CREATED", "JOB CREATED"]);
    const later = (await engine("tail", "--from", String(jobs[1]?.position))).printed;
    expect(record.parse(JSON.parse(later[0] ?? "")).position).toBe(jobs[1]?.position);
    await opened.close();
  });

  it("follows an engine at work and ends cleanly when it is told to", async () => {
    const opened = await filled(1);
    const child = spawn(process.execPath, [KIM, "engine", "tail", "--follow", "--type", "JOB", "--file", file], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = createInterface({ input: child.stdout });
    await once(lines, "line");
    await create(opened);
    await once(lines, "line");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([0, null]);
    await opened.close();
  }, 60_000);

  it("ends quietly when nobody reads on", async () => {
    await (await filled(500)).close();
    const child = spawn(process.execPath, [KIM, "engine", "tail", "--file", file], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let complaint = "";
    child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await once(child, "close")).toEqual([0, null]);
    expect(complaint).toBe("");
  }, 60_000);
});
