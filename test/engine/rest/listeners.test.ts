import { expect, it } from "vitest";
import { around, extended } from "../../conformance/model/around.ts";
import * as m from "../../conformance/model/bpmn.ts";
import { listening, taskListeners } from "../../conformance/model/listeners.ts";
import { NOW, startTestEngine, type TestEngineOptions } from "./support.ts";

const EVENTS = ["assigning", "updating", "completing", "canceling"] as const;

/** An engine with one instance whose user task has a listener before everything that can be done with it. */
async function openTask(options: TestEngineOptions = {}) {
  const { client } = await startTestEngine(options);
  const part = extended(m.user("u", { priority: "70" }), taskListeners(...EVENTS.map((event) => `${event}:${event}`)));
  await client.createDeployment({ resources: filesOf(around(part)) });
  const { processInstanceKey } = await client.createProcessInstance({ processDefinitionId: "p" });
  const { items } = await client.searchUserTasks({ filter: { processInstanceKey } }, NOW);
  const task = items[0];
  if (task === undefined) throw new Error("Expected a user task, but there is none");
  const { userTaskKey, elementInstanceKey } = task;
  const take = async (type: string) => {
    const batch = { type, worker: "w", timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 20_000 };
    const [job] = (await client.activateJobs(batch)).jobs;
    if (job === undefined) throw new Error(`Expected a job ${type}, but there is none`);
    return job;
  };
  const read = () => client.getUserTask({ userTaskKey }, NOW);
  return { client, processInstanceKey, userTaskKey, elementInstanceKey, take, read };
}

const filesOf = (resources: Readonly<Record<string, string>>) =>
  Object.entries(resources).map(([name, content]) => new File([content], name));

it("an assignment is answered when its listener has let it pass", async () => {
  const { client, userTaskKey, take, read } = await openTask();
  const assigned = client.assignUserTask({ userTaskKey, assignee: "ann" });
  const job = await take("assigning");
  expect(job).toMatchObject({
    kind: "TASK_LISTENER",
    listenerEventType: "ASSIGNING",
    userTask: { action: "assign", assignee: "ann", changedAttributes: ["assignee"], priority: 70, userTaskKey },
  });
  expect(await read()).toMatchObject({ state: "ASSIGNING", assignee: null });
  await client.completeJob({ jobKey: job.jobKey });
  await assigned;
  expect(await read()).toMatchObject({ state: "CREATED", assignee: "ann" });
});

it("a completion that is denied is a conflict with the listener's reason, and the task stays", async () => {
  const { client, userTaskKey, take, read } = await openTask();
  const completed = client.completeUserTask({ userTaskKey, variables: { r: 1 } });
  const refused = expect(completed).rejects.toMatchObject({
    status: 409,
    title: "INVALID_STATE",
    detail: `Command 'COMPLETE' rejected with code 'INVALID_STATE': Completion of the User Task with key '${userTaskKey}' was denied by Task Listener. Reason to deny: 'not yet'`,
  });
  const job = await take("completing");
  expect(job.variables).toEqual({ r: 1 });
  const result = { type: "userTask", denied: true, deniedReason: "not yet" };
  await client.completeJob({ jobKey: job.jobKey, result });
  await refused;
  expect(await read()).toMatchObject({ state: "CREATED" });
});

it("a listener corrects what it lets pass", async () => {
  const { client, userTaskKey, take, read } = await openTask();
  const updated = client.updateUserTask({ userTaskKey, changeset: { priority: 10 } });
  const { jobKey } = await take("updating");
  const corrections = { priority: 20, candidateGroups: ["g"], dueDate: "2026-02-01T08:00:00Z" };
  await client.completeJob({ jobKey, result: { type: "userTask", corrections } });
  await updated;
  expect(await read()).toMatchObject({ state: "CREATED", priority: 20, candidateGroups: ["g"] });
});

it("variables of a task pass its updating listeners", async () => {
  const { client, elementInstanceKey, take } = await openTask();
  const set = client.createElementInstanceVariables({ elementInstanceKey, variables: { v: 1 }, local: true });
  const denied = expect(set).rejects.toMatchObject({
    status: 409,
    detail: `Command 'UPDATE' rejected with code 'INVALID_STATE': Variable update for user task instance with key '${elementInstanceKey}' was denied by Task Listener. Reason to deny: 'no'`,
  });
  const job = await take("updating");
  expect(job).toMatchObject({ variables: { v: 1 }, userTask: { changedAttributes: ["variables"] } });
  await client.completeJob({ jobKey: job.jobKey, result: { type: "userTask", denied: true, deniedReason: "no" } });
  await denied;
  const again = client.createElementInstanceVariables({ elementInstanceKey, variables: { v: 2 }, local: true });
  await client.completeJob({ jobKey: (await take("updating")).jobKey });
  await again;
  const found = await client.searchVariables({ filter: { name: "v" } }, NOW);
  expect(found.items.map(({ value }) => value)).toEqual(["2"]);
});

it("a cancellation is answered when the canceling listener is done", async () => {
  const { client, processInstanceKey, take, read } = await openTask();
  const canceled = client.cancelProcessInstance({ processInstanceKey });
  const { jobKey } = await take("canceling");
  expect(await read()).toMatchObject({ state: "CANCELING" });
  await client.completeJob({ jobKey });
  await canceled;
  expect(await read()).toMatchObject({ state: "CANCELED" });
  const { state } = await client.getProcessInstance({ processInstanceKey }, NOW);
  expect(state).toBe("TERMINATED");
});

it("a listener that nobody serves ends the request in 504; the transition stays open for it", async () => {
  const { client, userTaskKey, take, read } = await openTask({ requestTimeoutMs: 50 });
  await expect(client.completeUserTask({ userTaskKey })).rejects.toMatchObject({
    status: 504,
    title: "DEADLINE_EXCEEDED",
    detail: "Expected to handle request, but request timed out between gateway and broker",
  });
  await expect(client.assignUserTask({ userTaskKey, assignee: "ann" })).rejects.toMatchObject({ status: 409 });
  await client.completeJob({ jobKey: (await take("completing")).jobKey });
  expect(await read()).toMatchObject({ state: "COMPLETED" });
});

it("a listener without retries is an incident of its own kind", async () => {
  const { client, userTaskKey, take } = await openTask({ requestTimeoutMs: 50 });
  await expect(client.completeUserTask({ userTaskKey })).rejects.toMatchObject({ status: 504 });
  await client.failJob({ jobKey: (await take("completing")).jobKey, retries: 0, errorMessage: "broken" });
  const found = await client.searchIncidents({ filter: { errorType: "TASK_LISTENER_NO_RETRIES" } }, NOW);
  expect(found.items.map(({ errorMessage }) => errorMessage)).toEqual(["broken"]);
});

it("an execution listener's job says what it is", async () => {
  const { client } = await startTestEngine();
  await client.createDeployment({ resources: filesOf(around(listening(m.service("a", "a"), "start:s"))) });
  await client.createProcessInstance({ processDefinitionId: "p" });
  const { jobs } = await client.activateJobs({ type: "s", worker: "w", timeout: 60_000, maxJobsToActivate: 1 });
  expect(jobs[0]).toMatchObject({ kind: "EXECUTION_LISTENER", listenerEventType: "START", userTask: null });
});
