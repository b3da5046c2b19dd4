import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numberField } from "../../../src/engine/core/fields.ts";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { openHistory } from "../../../src/engine/history/history.ts";
import { verifyFile } from "../../../src/engine/maintenance/verify.ts";
import { ONE_JOB } from "./support/models.ts";

const FILES = 5;
const ROUNDS_A_FILE = 10;
const LOAD = fileURLToPath(new URL("./support/load.ts", import.meta.url));

/** Printed with each failure; KIM_KILL_SEED plays the same numbers again, although no two runs are killed at the same instruction. */
const SEED = Number(process.env["KIM_KILL_SEED"] ?? Date.now() % 1_000_000);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-kill-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Numbers from 0 to 1 that a seed fixes. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** When a process is killed: after that many acknowledgements, and that long after. */
interface Moment {
  readonly acknowledgements: number;
  readonly laterMs: number;
}

/** Lets a process work on the file and kills it; gives what it had acknowledged. */
async function workAndKill(file: string, moment: Moment): Promise<readonly string[]> {
  const child = spawn(process.execPath, [LOAD, file, ONE_JOB], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  let isCondemned = false;
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    text += chunk;
    if (isCondemned || text.split("\n").length <= moment.acknowledgements) return;
    isCondemned = true;
    void setTimeout(moment.laterMs).then(() => child.kill("SIGKILL"));
  });
  await once(child, "close");
  // The last line may be torn by the kill; a torn line acknowledges nothing.
  return text.split("\n").slice(0, -1);
}

/** What the file says after it was opened again and has gone on: instances that were created, jobs that were completed. */
async function whatIsThere(file: string) {
  const engine = openEngine({ file, observers: [(db, log) => openHistory(db, log)] });
  const records = engine.records(0);
  const goesOn = await createAndComplete(engine);
  await engine.close();
  const keys = (valueType: string, intent: string, field: string | undefined) =>
    records
      .filter((record) => record.valueType === valueType && record.intent === intent)
      .map((record) => (field === undefined ? record.key : numberField(record.value, field)));
  return {
    goesOn,
    findings: verifyFile(file).findings,
    lines: new Set([
      ...keys("PROCESS_INSTANCE_CREATION", "CREATED", "processInstanceKey").map((key) => `created ${key}`),
      ...keys("JOB", "COMPLETED", undefined).map((key) => `completed ${key}`),
    ]),
  };
}

async function createAndComplete(engine: Engine): Promise<boolean> {
  const value = { bpmnProcessId: "p", version: -1, variables: {} };
  const created = await engine.execute({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value });
  const job = created.records.find(({ valueType }) => valueType === "JOB");
  const completed = await engine.execute({ valueType: "JOB", intent: "COMPLETE", key: job?.key ?? -1, value: {} });
  return completed.records.some(({ intent, key }) => {
    return intent === "ELEMENT_COMPLETED" && key === numberField(created.record.value, "processInstanceKey");
  });
}

describe(`an engine that is killed (seed ${SEED})`, () => {
  it.each(Array.from({ length: FILES }, (_, at) => at))(
    `loses no acknowledged command and no job in ${ROUNDS_A_FILE} rounds on file %i`,
    async (at) => {
      const file = join(folder, `engine-${at}.db`);
      const random = numbersFrom(SEED + at);
      const acknowledged: string[] = [];
      for (let round = 0; round < ROUNDS_A_FILE; round += 1) {
        const moment = { acknowledgements: 2 + Math.floor(random() * 150), laterMs: Math.floor(random() * 25) };
        const lines = await workAndKill(file, moment);
        acknowledged.push(...lines.filter((line) => line !== "ready"));
        const { goesOn, findings, lines: there } = await whatIsThere(file);
        const lost = acknowledged.filter((line) => !there.has(line));
        const seen = { seed: SEED, round, moment, lost, findings, goesOn };
        expect(seen).toEqual({ seed: SEED, round, moment, lost: [], findings: [], goesOn: true });
      }
      expect(acknowledged.length).toBeGreaterThan(ROUNDS_A_FILE * 2);
    },
    240_000,
  );
});
