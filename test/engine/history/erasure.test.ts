import { existsSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { model, NOW, startTestEngine, temporaryFolder } from "../rest/support.ts";

const TRANSIENT = ["description", "reason", "note", "remark"];
const LEASE = { worker: "w", timeout: 60_000, maxJobsToActivate: 1, requestTimeout: -1 };

// Quotation marks and umlauts: JSON inside of JSON writes them differently each time.
const MARKERS = {
  creation: 'MARKER-CREATION "quoted" Bögen\nnext line',
  userTask: "MARKER-USER-TASK",
  job: "MARKER-JOB",
  message: "MARKER-MESSAGE",
};

/** Whether a text, or its beginning up to what JSON would escape, stands anywhere in the engine's files. */
function isInFiles(file: string, text: string): boolean {
  const start = Buffer.from(/^[\w-]+/.exec(text)?.[0] ?? text);
  return [file, `${file}-wal`, `${file}-shm`].some((path) => existsSync(path) && readFileSync(path).includes(start));
}

async function running() {
  const file = join(temporaryFolder(), "engine.db");
  const engine = await startTestEngine({ file, transientVariables: TRANSIENT });
  await engine.client.createDeployment({ resources: [model("texts.bpmn")] });
  return { ...engine, file };
}

type Running = Awaited<ReturnType<typeof running>>;

async function runToTheLastTask({ client }: Running) {
  const variables = { ref: "R1", description: MARKERS.creation, kept: "KEPT-TEXT" };
  const { processInstanceKey } = await client.createProcessInstance({ processDefinitionId: "texts", variables });
  const [task] = (await client.searchUserTasks({ filter: { processInstanceKey } }, NOW)).items;
  await client.completeUserTask({ userTaskKey: task?.userTaskKey ?? "", variables: { reason: MARKERS.userTask } });
  const [job] = (await client.activateJobs({ type: "record", ...LEASE })).jobs;
  expect(job?.variables).toMatchObject({ copy: MARKERS.creation, reason: MARKERS.userTask });
  await client.completeJob({ jobKey: job?.jobKey ?? "", variables: { note: MARKERS.job } });
  await client.publishMessage({ name: "answer", correlationKey: "R1", variables: { remark: MARKERS.message } });
  return processInstanceKey;
}

const cleared = { description: null, reason: null, note: null, remark: null };

describe("the value of a transient variable", () => {
  it("stands in the file while it is needed", async () => {
    const engine = await running();
    await runToTheLastTask(engine);
    for (const marker of Object.values(MARKERS)) expect(isInFiles(engine.file, marker)).toBe(true);
  });

  it("is in no file when the variable has been cleared, while other values stay", async () => {
    const engine = await running();
    const processInstanceKey = await runToTheLastTask(engine);
    const [job] = (await engine.client.activateJobs({ type: "last", ...LEASE })).jobs;
    await engine.client.completeJob({ jobKey: job?.jobKey ?? "", variables: cleared });
    await setImmediate();
    for (const marker of Object.values(MARKERS)) expect(isInFiles(engine.file, marker)).toBe(false);
    expect(isInFiles(engine.file, "KEPT-TEXT")).toBe(true);
    const kept = await engine.client.searchVariables({ filter: { processInstanceKey, name: "kept" } }, NOW);
    expect(kept.items[0]?.value).toBe('"KEPT-TEXT"');
  });

  it("is in no file when its instance has ended without clearing it", async () => {
    const engine = await running();
    const processInstanceKey = await runToTheLastTask(engine);
    await engine.client.cancelProcessInstance({ processInstanceKey });
    await setImmediate();
    for (const marker of Object.values(MARKERS)) expect(isInFiles(engine.file, marker)).toBe(false);
  });

  it("is in no file when only one of two scopes was cleared and the other value stays", async () => {
    const engine = await running();
    const first = await runToTheLastTask(engine);
    const variables = { ref: "R2", description: "MARKER-OTHER-INSTANCE" };
    await engine.client.createProcessInstance({ processDefinitionId: "texts", variables });
    await engine.client.createElementInstanceVariables({ elementInstanceKey: first, variables: cleared });
    await setImmediate();
    for (const marker of Object.values(MARKERS)) expect(isInFiles(engine.file, marker)).toBe(false);
    expect(isInFiles(engine.file, "MARKER-OTHER-INSTANCE")).toBe(true);
  });

  it("is in no file when the engine refused the command that carried it", async () => {
    const engine = await running();
    await expect(
      engine.client.createProcessInstance({
        processDefinitionId: "unknown",
        variables: { description: "MARKER-REFUSED" },
      }),
    ).rejects.toMatchObject({ status: 404 });
    await setImmediate();
    expect(isInFiles(engine.file, "MARKER-REFUSED")).toBe(false);
  });

  it("leaves every other record as it was", async () => {
    const engine = await running();
    const processInstanceKey = await runToTheLastTask(engine);
    const before = engine.served.engine.records(0);
    await engine.client.cancelProcessInstance({ processInstanceKey });
    await setImmediate();
    const after = engine.served.engine.records(0).slice(0, before.length);
    const changed = after.filter((record, index) => JSON.stringify(record) !== JSON.stringify(before[index]));
    expect(changed.every((record) => JSON.stringify(before).includes(String(record.position)))).toBe(true);
    expect(after.map(({ position, intent }) => [position, intent])).toEqual(
      before.map(({ position, intent }) => [position, intent]),
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(after.filter(({ valueType }) => valueType === "PROCESS_INSTANCE")).toEqual(
      before.filter(({ valueType }) => valueType === "PROCESS_INSTANCE"),
    );
  });
});
