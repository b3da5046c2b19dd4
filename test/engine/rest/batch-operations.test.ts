import { describe, expect, it, vi } from "vitest";
import { end, flows, process, service, start } from "../../conformance/model/bpmn.ts";
import { model, NOW, request, startTestEngine } from "./support.ts";

const line = (id: string, name = id): string =>
  process(
    id,
    [start("start"), service("work", "work"), service("more", "more"), end("end"), flows("start > work > more > end")],
    {
      name,
    },
  );

type Engine = Awaited<ReturnType<typeof startTestEngine>>;

async function begun(engine: Engine, count: number) {
  const { client } = engine;
  const deployed = await client.createDeployment({ resources: [new File([line("line")], "line.bpmn")] });
  const keys: string[] = [];
  for (let index = 0; index < count; index += 1) {
    keys.push((await client.createProcessInstance({ processDefinitionId: "line" })).processInstanceKey);
  }
  return { keys, processDefinitionKey: deployed.processes[0]?.processDefinitionKey ?? "" };
}

/** The batch operation once it has ended. */
function ended({ client }: Engine, batchOperationKey: string) {
  return vi.waitFor(
    async () => {
      const batch = await client.getBatchOperation({ batchOperationKey }, NOW);
      expect(["COMPLETED", "CANCELED"]).toContain(batch.state);
      return batch;
    },
    { timeout: 30_000, interval: 20 },
  );
}

const states = async ({ client }: Engine) =>
  (await client.searchProcessInstances({ filter: { processDefinitionId: "line" } }, NOW)).items.map(
    ({ state }) => state,
  );

const itemsOf = async ({ client }: Engine, batchOperationKey: string) =>
  (await client.searchBatchOperationItems({ filter: { batchOperationKey } }, NOW)).items;

describe("batch operations", () => {
  it("cancel all instances that fit, and say so item by item", async () => {
    const engine = await startTestEngine();
    const { keys } = await begun(engine, 3);
    const filter = { processDefinitionId: "line", processInstanceKey: { $in: keys.slice(0, 2) } };
    const created = await engine.client.cancelProcessInstancesBatchOperation({ filter });
    expect(created.batchOperationType).toBe("CANCEL_PROCESS_INSTANCE");
    const batch = await ended(engine, created.batchOperationKey);
    expect(batch).toMatchObject({
      state: "COMPLETED",
      operationsTotalCount: 2,
      operationsCompletedCount: 2,
      operationsFailedCount: 0,
    });
    expect((await states(engine)).toSorted()).toEqual(["ACTIVE", "TERMINATED", "TERMINATED"]);
    const items = await itemsOf(engine, created.batchOperationKey);
    expect(items.map(({ state, itemKey }) => [state, itemKey])).toEqual(
      keys.slice(0, 2).map((key) => ["COMPLETED", key]),
    );
    const touched = { batchOperationKey: created.batchOperationKey };
    const ofBatch = async (filter: object) => (await engine.client.searchProcessInstances({ filter }, NOW)).items;
    expect(await ofBatch(touched)).toHaveLength(2);
    const begins = { $like: `${created.batchOperationKey.slice(0, -1)}*` };
    expect(await ofBatch({ batchOperationKey: begins })).toHaveLength(2);
    expect(await ofBatch({ batchOperationId: begins })).toHaveLength(2);
    expect(await ofBatch({ batchOperationKey: "no such batch" })).toEqual([]);
    await expect(ofBatch({ ...touched, batchOperationId: created.batchOperationKey })).rejects.toThrow(
      "Only one of [batchOperationId, batchOperationKey] is allowed.",
    );
    const found = await engine.client.searchBatchOperations({ filter: { state: "COMPLETED", ...touched } }, NOW);
    expect(found.items).toHaveLength(1);
  });

  it("migrate, and count what cannot be migrated as failed with the engine's reason", async () => {
    const engine = await startTestEngine();
    const { keys } = await begun(engine, 2);
    const { client } = engine;
    const { jobs } = await client.activateJobs({
      type: "work",
      worker: "w",
      timeout: 1000,
      maxJobsToActivate: 1,
      requestTimeout: -1,
    });
    await client.completeJob({ jobKey: jobs[0]?.jobKey ?? "" });
    const deployed = await client.createDeployment({ resources: [new File([line("line", "newer")], "line.bpmn")] });
    const targetProcessDefinitionKey = deployed.processes[0]?.processDefinitionKey ?? "";
    const created = await client.migrateProcessInstancesBatchOperation({
      filter: { processDefinitionId: "line" },
      migrationPlan: {
        targetProcessDefinitionKey,
        mappingInstructions: [{ sourceElementId: "work", targetElementId: "work" }],
      },
    });
    expect(await ended(engine, created.batchOperationKey)).toMatchObject({
      operationsCompletedCount: 1,
      operationsFailedCount: 1,
    });
    const items = await itemsOf(engine, created.batchOperationKey);
    const failed = items.find(({ state }) => state === "FAILED");
    expect(failed?.itemKey).toBe(keys[0]);
    expect(failed?.errorMessage).toContain("INVALID_STATE: Expected to migrate process instance");
    const moved = await client.searchProcessInstances(
      { filter: { processDefinitionKey: targetProcessDefinitionKey } },
      NOW,
    );
    expect(moved.items.map(({ processInstanceKey }) => processInstanceKey)).toEqual([keys[1]]);
  });

  it("move elements", async () => {
    const engine = await startTestEngine();
    await begun(engine, 2);
    const created = await engine.client.modifyProcessInstancesBatchOperation({
      filter: { processDefinitionId: "line" },
      moveInstructions: [{ sourceElementId: "work", targetElementId: "more" }],
    });
    await ended(engine, created.batchOperationKey);
    const active = await engine.client.searchElementInstances(
      { filter: { state: "ACTIVE", type: "SERVICE_TASK" } },
      NOW,
    );
    expect(active.items.map(({ elementId }) => elementId)).toEqual(["more", "more"]);
  });

  it("resolve incidents with a retry for jobs that have none left, by filter and of one instance", async () => {
    const engine = await startTestEngine();
    const { client } = engine;
    const { keys } = await begun(engine, 2);
    const fail = async () => {
      const { jobs } = await client.activateJobs({
        type: "work",
        worker: "w",
        timeout: 1000,
        maxJobsToActivate: 2,
        requestTimeout: -1,
      });
      for (const { jobKey } of jobs) await client.failJob({ jobKey, retries: 0, errorMessage: "no" });
    };
    await fail();
    const [first = "", second = ""] = keys;
    const one = await client.resolveProcessInstanceIncidents({ processInstanceKey: first });
    await ended(engine, one.batchOperationKey);
    expect((await client.getProcessInstance({ processInstanceKey: first }, NOW)).hasIncident).toBe(false);
    expect((await client.getProcessInstance({ processInstanceKey: second }, NOW)).hasIncident).toBe(true);
    const all = await client.resolveIncidentsBatchOperation({ filter: { processDefinitionId: "line" } });
    expect(await ended(engine, all.batchOperationKey)).toMatchObject({
      operationsTotalCount: 1,
      operationsCompletedCount: 1,
    });
    const jobs = await client.searchJobs({ filter: { type: "work" } }, NOW);
    expect(jobs.items.map(({ retries }) => retries)).toEqual([1, 1]);
    const unknown = await request(`${engine.url}/process-instances/2251799813999999/incident-resolution`, "POST");
    expect(unknown.status).toBe(404);
  });

  it("delete the history of ended instances, alone and many at once", async () => {
    const engine = await startTestEngine();
    const { client } = engine;
    const { keys } = await begun(engine, 3);
    const [first = "", second = "", third = ""] = keys;
    const deletion = (key: string) => request(`${engine.url}/process-instances/${key}/deletion`, "POST", {});
    expect(await deletion(first)).toMatchObject({ status: 409, body: { title: "INVALID_STATE" } });
    await client.cancelProcessInstance({ processInstanceKey: first });
    await client.cancelProcessInstance({ processInstanceKey: second });
    expect((await deletion(first)).status).toBe(204);
    expect((await deletion(first)).status).toBe(404);
    const created = await client.deleteProcessInstancesBatchOperation({ filter: { processDefinitionId: "line" } });
    expect(await ended(engine, created.batchOperationKey)).toMatchObject({ operationsTotalCount: 1 });
    const left = await client.searchElementInstances({}, NOW);
    expect(new Set(left.items.map(({ processInstanceKey }) => processInstanceKey))).toEqual(new Set([third]));
  });

  it("delete decision instances", async () => {
    const engine = await startTestEngine();
    const { client } = engine;
    await client.createDeployment({ resources: [model("dec.dmn")] });
    const decisionDefinitionId = (await client.searchDecisionDefinitions({}, NOW)).items[0]?.decisionDefinitionId ?? "";
    const evaluations = [1, 2, 3].map(() => client.evaluateDecision({ decisionDefinitionId, variables: {} }));
    const [first] = await Promise.all(evaluations);
    const count = async () => (await client.searchDecisionInstances({}, NOW)).page.totalItems;
    const before = await count();
    await client.deleteDecisionInstance({ decisionEvaluationKey: first?.decisionEvaluationKey ?? "" });
    expect(await count()).toBe((before / 3) * 2);
    const created = await client.deleteDecisionInstancesBatchOperation({ filter: { decisionDefinitionId } });
    expect(await ended(engine, created.batchOperationKey)).toMatchObject({ operationsTotalCount: 2 });
    expect(await count()).toBe(0);
  });

  it("refuse an empty filter, an unknown batch and an unknown state", async () => {
    const engine = await startTestEngine();
    const post = (path: string, body: object) => request(`${engine.url}${path}`, "POST", body);
    expect((await post("/process-instances/cancellation", { filter: {} })).status).toBe(400);
    expect((await post("/process-instances/cancellation", {})).status).toBe(400);
    expect((await post("/batch-operations/2251799813999999/suspension", {})).status).toBe(404);
    expect((await post("/batch-operations/2251799813999999/resumption", {})).status).toBe(404);
    expect((await post("/batch-operations/2251799813999999/cancellation", {})).status).toBe(404);
    expect((await post("/batch-operations/search", { filter: { state: "NO_STATE" } })).status).toBe(400);
    expect((await request(`${engine.url}/batch-operations/not-a-key`, "GET")).status).toBe(404);
  });
});
