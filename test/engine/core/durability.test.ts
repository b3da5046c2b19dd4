import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numberField } from "../../../src/engine/core/fields.ts";
import { openEngine } from "../../../src/engine/engine.ts";
import { ONE_JOB } from "./support/models.ts";

const ROUNDS = 20;
const LOAD = fileURLToPath(new URL("./support/load.ts", import.meta.url));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-kill-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Lets a process work on the file and kills it after a number of acknowledgements; gives what it had acknowledged. */
async function workAndKill(file: string, acknowledgements: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [LOAD, file, ONE_JOB], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    text += chunk;
    if (text.split("\n").length > acknowledgements) child.kill("SIGKILL");
  });
  await once(child, "close");
  // The last line may be torn by the kill; a torn line acknowledges nothing.
  return text.split("\n").slice(0, -1);
}

/** What the file says after it was opened again: instances that were created, jobs that were completed. */
async function whatIsThere(file: string) {
  const engine = openEngine({ file });
  const records = engine.records(0);
  const integrity = engine.read((db) => db.prepare("PRAGMA integrity_check").get()?.["integrity_check"]);
  const orphans = engine.read((db) =>
    db
      .prepare(
        "SELECT count(*) AS n FROM job WHERE key NOT IN (SELECT json_extract(data, '$.jobKey') FROM element_instance)",
      )
      .get(),
  );
  await engine.close();
  const keys = (valueType: string, intent: string, field: string | undefined) =>
    records
      .filter((record) => record.valueType === valueType && record.intent === intent)
      .map((record) => (field === undefined ? record.key : numberField(record.value, field)));
  return {
    integrity,
    orphans: orphans?.["n"],
    lines: new Set([
      ...keys("PROCESS_INSTANCE_CREATION", "CREATED", "processInstanceKey").map((key) => `created ${key}`),
      ...keys("JOB", "COMPLETED", undefined).map((key) => `completed ${key}`),
    ]),
    positions: records.map((record) => record.position),
  };
}

describe("an engine that is killed", () => {
  it(`loses no acknowledged command in ${ROUNDS} rounds`, async () => {
    const file = join(folder, "engine.db");
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const lines = await workAndKill(file, 5 + ((round * 37) % 150));
      acknowledged.push(...lines.filter((line) => line !== "ready"));
      const there = await whatIsThere(file);
      const lost = acknowledged.filter((line) => !there.lines.has(line));
      expect({ round, lost, integrity: there.integrity, orphans: there.orphans }).toEqual({
        round,
        lost: [],
        integrity: "ok",
        orphans: 0,
      });
      expect(new Set(there.positions).size).toBe(there.positions.length);
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * 5);
  }, 180_000);
});
