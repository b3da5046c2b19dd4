import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseUsers } from "../../../src/engine/access/users.ts";
import { linear, NOW, request, startTestEngine, temporaryFolder } from "./support.ts";

const USERS = parseUsers(`
users:
  - { username: anna, password: geheim }
  - { username: bo, password: anders }
`);
const ANNA = { username: "anna", password: "geheim" };
const PROCESS = linear(
  "approval",
  '<bpmn:userTask id="task"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements></bpmn:userTask>',
);

/** An engine with users on which anna has started an instance that waits at a user task. */
async function startedByAnna() {
  const engine = await startTestEngine({ users: USERS, as: ANNA });
  await engine.client.createDeployment({ resources: [new File([PROCESS], "approval.bpmn")] });
  const { processInstanceKey } = await engine.client.createProcessInstance({ processDefinitionId: "approval" });
  const tasks = await engine.client.searchUserTasks({ filter: { processInstanceKey } }, NOW);
  return { ...engine, processInstanceKey, userTaskKey: tasks.items[0]?.userTaskKey ?? "" };
}

describe("the audit log", () => {
  it("says who did what, in order, to a user task and its instance", async () => {
    // given
    const { client, userTaskKey, processInstanceKey } = await startedByAnna();
    // when
    await client.assignUserTask({ userTaskKey, assignee: "anna" });
    await client.updateUserTask({ userTaskKey, changeset: { priority: 80 } });
    await client.unassignUserTask({ userTaskKey });
    await client.completeUserTask({ userTaskKey, variables: { approved: true } });
    // then
    const sort = [{ field: "auditLogKey", order: "ASC" }];
    const ofTask = await client.searchUserTaskAuditLogs({ userTaskKey, sort }, NOW);
    expect(ofTask.items.map(({ operationType, actorId, result }) => [operationType, actorId, result])).toEqual([
      ["ASSIGN", "anna", "SUCCESS"],
      ["UPDATE", "anna", "SUCCESS"],
      ["UNASSIGN", "anna", "SUCCESS"],
      ["COMPLETE", "anna", "SUCCESS"],
    ]);
    const ofInstance = await client.searchAuditLogs({ filter: { processInstanceKey }, sort }, NOW);
    expect(
      ofInstance.items.map(({ entityType, operationType, category }) => [entityType, operationType, category]),
    ).toEqual([
      ["PROCESS_INSTANCE", "CREATE", "DEPLOYED_RESOURCES"],
      ["USER_TASK", "ASSIGN", "USER_TASKS"],
      ["USER_TASK", "UPDATE", "USER_TASKS"],
      ["USER_TASK", "UNASSIGN", "USER_TASKS"],
      ["USER_TASK", "COMPLETE", "USER_TASKS"],
      ["VARIABLE", "CREATE", "USER_TASKS"],
    ]);
    expect(ofInstance.items.at(-1)).toMatchObject({ entityDescription: "approved", actorType: "USER" });
  });

  it("keeps deployments, changed variables, cancellations and what was refused", async () => {
    // given
    const { client, url, userTaskKey, processInstanceKey } = await startedByAnna();
    // when
    await client.createElementInstanceVariables({ elementInstanceKey: processInstanceKey, variables: { note: 1 } });
    await client.assignUserTask({ userTaskKey, assignee: "anna" });
    await client.cancelProcessInstance({ processInstanceKey });
    // then
    const deployed = await client.searchAuditLogs({ filter: { entityType: "RESOURCE" } }, NOW);
    expect(deployed.items).toMatchObject([{ operationType: "CREATE", entityDescription: "approval.bpmn" }]);
    const canceled = await client.searchAuditLogs(
      { filter: { operationType: { $in: ["CANCEL", "CREATE"] }, processInstanceKey } },
      NOW,
    );
    expect(canceled.items.map(({ entityType, operationType }) => `${operationType} ${entityType}`)).toEqual([
      "CREATE PROCESS_INSTANCE",
      "CREATE VARIABLE",
      "CANCEL PROCESS_INSTANCE",
    ]);
    const [entry] = canceled.items;
    expect(await client.getAuditLog({ auditLogKey: entry?.auditLogKey ?? "" }, NOW)).toEqual(entry);
    expect(await request(`${url}/audit-logs/7`, "GET")).toMatchObject({ status: 401 });
  });

  it("keeps a refusal with its reason", async () => {
    // given
    const { client, userTaskKey } = await startedByAnna();
    await client.assignUserTask({ userTaskKey, assignee: "bo" });
    // when
    const refused = client.assignUserTask({ userTaskKey, assignee: "anna", allowOverride: false });
    await expect(refused).rejects.toMatchObject({ status: 409 });
    // then
    const failed = await client.searchAuditLogs({ filter: { result: "FAIL" } }, NOW);
    expect(failed.items).toMatchObject([
      { entityType: "USER_TASK", operationType: "ASSIGN", entityDescription: "INVALID_STATE", actorId: "anna" },
    ]);
  });

  it("calls whoever nobody knows anonymous, and does not note what the engine does by itself", async () => {
    // given
    const { client } = await startTestEngine();
    const timer =
      '<bpmn:intermediateCatchEvent id="task"><bpmn:timerEventDefinition><bpmn:timeDuration>PT0S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>';
    await client.createDeployment({ resources: [new File([linear("wait", timer)], "wait.bpmn")] });
    // when
    const { processInstanceKey } = await client.createProcessInstance({ processDefinitionId: "wait" });
    // then
    const { items } = await client.searchAuditLogs({ filter: { processInstanceKey } }, NOW);
    expect(items).toMatchObject([{ operationType: "CREATE", actorType: "ANONYMOUS", actorId: null }]);
  });

  it("is on disk with what it tells of, even when the engine is killed", async () => {
    // given
    const folder = temporaryFolder();
    const file = join(folder, "engine.db");
    const killed = await startTestEngine({ users: USERS, as: ANNA, file });
    await killed.client.createDeployment({ resources: [new File([PROCESS], "approval.bpmn")] });
    const { processInstanceKey } = await killed.client.createProcessInstance({ processDefinitionId: "approval" });
    // when the file is taken as it is, as after a kill
    const copy = join(folder, "copy.db");
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    const { client } = await startTestEngine({ users: USERS, as: ANNA, file: copy });
    // then
    const { items } = await client.searchAuditLogs({ filter: { processInstanceKey } }, NOW);
    expect(items).toMatchObject([{ operationType: "CREATE", actorId: "anna" }]);
  });

  it("knows no log of a task that does not exist", async () => {
    const { url } = await startTestEngine();
    expect(await request(`${url}/user-tasks/7/audit-logs/search`, "POST", {})).toMatchObject({ status: 404 });
    expect(await request(`${url}/audit-logs/7`, "GET")).toMatchObject({ status: 404 });
  });
});
