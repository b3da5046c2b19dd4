import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { EngineRecord } from "../../../src/engine/core/record.ts";
import { createProjection } from "../../../src/engine/history/projection.ts";
import { openDb } from "../../../src/engine/store/db.ts";
import * as entities from "../../../src/engine/store/history-entities.ts";
import type { Entity } from "../../../src/engine/store/history-entity.ts";
import { openHistoryStore } from "../../../src/engine/store/history-rows.ts";
import { HistorySearch, type Item, type Search } from "../../../src/engine/store/history-search.ts";

/** What the real Zeebe engine wrote when it ran the order process. */
const RECORDS = readFileSync(new URL("streams/order.ndjson", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => recordOf(JSON.parse(line)));

const ALL: Search = { filter: {}, conditions: [], sort: [], page: { limit: 100, from: 0 } };

function recordOf(parsed: unknown): EngineRecord {
  return z.custom<EngineRecord>((value) => typeof value === "object").parse(parsed);
}

describe("the history of what the real Zeebe engine did", () => {
  const db = openDb(":memory:");
  const store = openHistoryStore(db);
  const search = new HistorySearch(db);

  const find = (entity: Entity, filter: Search["filter"] = {}, more: Partial<Search> = {}): Item[] =>
    search.find(entity, { ...ALL, filter, ...more }).items;

  beforeAll(() => {
    const projection = createProjection(store);
    for (const record of RECORDS) {
      projection.onRecord(record);
      // Groups of any size must give the same tables: here a small one every seven records.
      if (record.position % 7 === 0) projection.settle();
    }
    projection.settle();
  });

  it("names every version of a process and knows which is the latest and which has a start form", () => {
    expect(find(entities.PROCESS_DEFINITIONS).map((found) => [found["processDefinitionId"], found["version"]])).toEqual(
      [
        ["order", 1],
        ["child", 1],
        ["begun", 1],
      ],
    );
    expect(find(entities.PROCESS_DEFINITIONS, { processDefinitionId: "order" })[0]).toMatchObject({
      name: "Order process",
      versionTag: "v1",
      hasStartForm: true,
      state: "ACTIVE",
      resourceName: "order.bpmn",
    });
    expect(find(entities.PROCESS_DEFINITIONS, { isLatestVersion: true })).toHaveLength(3);
    expect(find(entities.PROCESS_DEFINITIONS, { hasStartForm: false })).toHaveLength(2);
  });

  it("shows each instance with its state, parent, root and dates", () => {
    const instances = find(entities.PROCESS_INSTANCES);
    expect(instances.map((found) => [found["processDefinitionId"], found["state"]])).toEqual([
      ["order", "COMPLETED"],
      ["child", "COMPLETED"],
      ["begun", "ACTIVE"],
      ["order", "TERMINATED"],
      ["order", "COMPLETED"],
    ]);
    const [order, child] = instances;
    expect(order).toMatchObject({
      tags: ["t1"],
      rootProcessInstanceKey: order?.["processInstanceKey"],
      hasIncident: false,
    });
    expect(child).toMatchObject({
      parentProcessInstanceKey: order?.["processInstanceKey"],
      rootProcessInstanceKey: order?.["processInstanceKey"],
    });
    expect(order?.["startDate"]).toBe("2026-01-05T08:00:00.000Z");
  });

  it("shows element instances with their names and ends", () => {
    const [task] = find(entities.ELEMENT_INSTANCES, { elementId: "svc", state: "COMPLETED" });
    expect(task).toMatchObject({ elementName: "Do work", type: "SERVICE_TASK", startDate: "2026-01-05T08:00:00.000Z" });
    expect(task?.["endDate"]).toBe("2026-01-05T08:00:05.000Z");
    expect(find(entities.ELEMENT_INSTANCES, { elementId: "svc", state: "TERMINATED" })).toHaveLength(2);
    expect(find(entities.ELEMENT_INSTANCES, { type: "PROCESS" })).toHaveLength(0);
  });

  it("keeps a job's last state, worker and error", () => {
    const jobs = find(entities.JOBS, { type: "work" });
    expect(jobs.map((job) => job["state"])).toEqual(["COMPLETED", "CANCELED", "ERROR_THROWN"]);
    expect(jobs[0]).toMatchObject({ worker: "w2", retries: 3, errorMessage: "oops2", customHeaders: { h1: "v1" } });
    expect(jobs[2]).toMatchObject({ errorCode: "E1", errorMessage: "bad", elementId: "svc" });
  });

  it("keeps a user task's settled attributes, not those that a listener might still deny", () => {
    const [task] = find(entities.USER_TASKS, { elementId: "ut" });
    expect(task).toMatchObject({
      name: "Check it",
      state: "COMPLETED",
      assignee: "anna",
      candidateGroups: ["g3"],
      candidateUsers: ["u1"],
      priority: 10,
      dueDate: "2026-02-01T10:00:00.000Z",
      followUpDate: "2026-01-20T09:00:00.000Z",
      processName: "Order process",
      customHeaders: { hu: "vu" },
    });
    expect(task?.["formKey"]).toMatch(/^\d+$/);
  });

  it("keeps incidents and forgets what lies above a resolved one", () => {
    const incidents = find(entities.INCIDENTS);
    expect(incidents.map((incident) => [incident["errorType"], incident["state"]])).toEqual([
      ["JOB_NO_RETRIES", "RESOLVED"],
      ["CONDITION_ERROR", "RESOLVED"],
    ]);
    expect(search.rows("SELECT * FROM history_incident_scope")).toEqual([]);
  });

  it("shows subscriptions, and which message reached which element or start event", () => {
    const [subscription] = find(entities.MESSAGE_SUBSCRIPTIONS);
    expect(subscription).toMatchObject({
      messageName: "reply",
      messageSubscriptionState: "CORRELATED",
      elementId: "msg",
    });
    const correlations = find(entities.CORRELATIONS);
    expect(correlations.map((found) => [found["elementId"], found["messageName"], found["correlationKey"]])).toEqual([
      ["msg", "reply", "A"],
      ["bs", "begin", "K"],
    ]);
    expect(correlations[0]).toMatchObject({ processDefinitionId: "order", partitionId: 1 });
    expect(correlations[1]?.["elementInstanceKey"]).toBeNull();
  });

  it("keeps every decision that an evaluation went through", () => {
    const decisions = find(entities.DECISION_INSTANCES, { processInstanceKey: { $exists: true } });
    expect(decisions.map((found) => [found["decisionDefinitionId"], found["result"]])).toEqual([
      ["sub", "2"],
      ["dec", '"yes"'],
    ]);
    expect(find(entities.DECISION_INSTANCES)).toHaveLength(4);
    expect(find(entities.DECISION_DEFINITIONS, { decisionDefinitionId: "dec" })[0]).toMatchObject({
      decisionRequirementsName: "My DRG",
      version: 1,
    });
  });

  it("keeps a variable's present value", () => {
    const [changed] = find(entities.VARIABLES, { name: "n" });
    expect(changed?.["value"]).toBe("2");
  });
});
