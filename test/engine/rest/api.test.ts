import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { model, NOW, openTestEngine } from "./support.ts";

const FILES = ["order.bpmn", "dec.dmn", "checkform.form", "startform.form"];

// One engine and one story: each step is what a worker, a task list or a monitor does next.
describe("the REST API as the real Camunda client sees it", () => {
  let engine: Awaited<ReturnType<typeof openTestEngine>>;
  let processInstanceKey = "";
  let processDefinitionKey = "";
  let jobKey = "";
  let incidentKey = "";
  let userTaskKey = "";

  beforeAll(async () => {
    engine = await openTestEngine();
  });
  afterAll(() => engine.served.close());

  it("says what it is", async () => {
    const { client } = engine;
    const topology = await client.getTopology();
    expect(topology.gatewayVersion).toBe("8.8.21");
    expect(topology.brokers[0]?.port).toBe(engine.served.address.port);
    await client.getStatus();
    expect((await client.getLicense()).isCommercial).toBe(false);
    expect((await client.getSystemConfiguration()).jobMetrics.enabled).toBe(true);
  });

  it("deploys models, decisions and forms in one request and shows them", async () => {
    const { client } = engine;
    const deployed = await client.createDeployment({ resources: FILES.map(model) });
    expect(deployed.processes.map(({ processDefinitionId }) => processDefinitionId)).toEqual([
      "order",
      "child",
      "begun",
    ]);
    const found = await client.searchProcessDefinitions({ filter: { processDefinitionId: "order" } }, NOW);
    expect(found.items).toHaveLength(1);
    processDefinitionKey = found.items[0]?.processDefinitionKey ?? "";
    const definition = await client.getProcessDefinition({ processDefinitionKey }, NOW);
    expect(definition).toMatchObject({ name: "Order process", hasStartForm: true, versionTag: "v1", state: "ACTIVE" });
    expect(await client.getProcessDefinitionXml({ processDefinitionKey }, NOW)).toContain('name="Order process"');
    const form = await client.getStartProcessForm({ processDefinitionKey }, NOW);
    expect(form).toMatchObject({ formId: "startform", version: 1 });
  });

  it("starts an instance and finds it at once by state, variable, element and tag", async () => {
    const { client } = engine;
    const variables = { ref: "A", n: 1, long: "x".repeat(9000) };
    const created = await client.createProcessInstance({ processDefinitionId: "order", variables, tags: ["t1"] });
    processInstanceKey = created.processInstanceKey;
    const filter = {
      state: "ACTIVE" as const,
      variables: [{ name: "n", value: "1" }],
      tags: ["t1"],
      $or: [{ elementId: "svc" }, { hasIncident: true }],
    };
    const found = await client.searchProcessInstances({ filter, page: { limit: 1 } }, NOW);
    expect(found.items.map((item) => item.processInstanceKey)).toEqual([processInstanceKey]);
    const none = await client.searchProcessInstances({ filter: { ...filter, $or: [{ hasIncident: true }] } }, NOW);
    expect(none.items).toEqual([]);
    expect((await client.getProcessInstance({ processInstanceKey }, NOW)).rootProcessInstanceKey).toBe(
      processInstanceKey,
    );
  });

  it("gives a job to a worker with its variables, headers and lease", async () => {
    const { client } = engine;
    const request = { type: "work", worker: "w1", timeout: 60_000, maxJobsToActivate: 5, requestTimeout: -1 };
    const { jobs } = await client.activateJobs(request);
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({
      customHeaders: { h1: "v1" },
      retries: 2,
      rootProcessInstanceKey: processInstanceKey,
    });
    expect(jobs[0]?.variables).toMatchObject({ ref: "A", local: "A" });
    jobKey = jobs[0]?.jobKey ?? "";
    const [listed] = (await client.searchJobs({ filter: { jobKey } }, NOW)).items;
    expect(listed).toMatchObject({ worker: "w1", state: "CREATED", type: "work" });
  });

  it("raises an incident when a job has no retries left, and shows it from the instance and the element", async () => {
    const { client } = engine;
    await client.failJob({ jobKey, retries: 0, errorMessage: "no luck" });
    const found = await client.searchIncidents({ filter: { processInstanceKey, state: "ACTIVE" } }, NOW);
    expect(found.items[0]).toMatchObject({ errorType: "JOB_NO_RETRIES", errorMessage: "no luck", jobKey });
    incidentKey = found.items[0]?.incidentKey ?? "";
    expect((await client.getIncident({ incidentKey }, NOW)).elementId).toBe("svc");
    expect((await client.searchProcessInstanceIncidents({ processInstanceKey }, NOW)).page.totalItems).toBe(1);
    const elements = await client.searchElementInstances({ filter: { processInstanceKey, hasIncident: true } }, NOW);
    expect(elements.items[0]).toMatchObject({ elementId: "svc", elementName: "Do work", incidentKey, state: "ACTIVE" });
    const elementInstanceKey = elements.items[0]?.elementInstanceKey ?? "";
    expect((await client.getElementInstance({ elementInstanceKey }, NOW)).type).toBe("SERVICE_TASK");
    expect((await client.searchElementInstanceIncidents({ elementInstanceKey }, NOW)).page.totalItems).toBe(1);
  });

  it("counts what is held up", async () => {
    const { client } = engine;
    const [byError] = (await client.getProcessInstanceStatisticsByError({}, NOW)).items;
    expect(byError).toMatchObject({ errorMessage: "no luck", activeInstancesWithErrorCount: 1 });
    const filter = { errorHashCode: byError?.errorHashCode ?? 0 };
    const [byDefinition] = (await client.getProcessInstanceStatisticsByDefinition({ filter }, NOW)).items;
    expect(byDefinition).toMatchObject({ processDefinitionId: "order", activeInstancesWithErrorCount: 1 });
    const byProcess = await client.getProcessDefinitionInstanceStatistics({}, NOW);
    expect(byProcess.items.find((item) => item.processDefinitionId === "order")).toMatchObject({
      activeInstancesWithIncidentCount: 1,
      activeInstancesWithoutIncidentCount: 0,
      hasMultipleVersions: false,
    });
    const byVersion = { filter: { processDefinitionId: "order" } };
    expect((await client.getProcessDefinitionInstanceVersionStatistics(byVersion, NOW)).items).toHaveLength(1);
    expect((await client.getProcessDefinitionStatistics({ processDefinitionKey }, NOW)).items).toContainEqual({
      elementId: "svc",
      active: 1,
      canceled: 0,
      incidents: 1,
      completed: 0,
    });
  });

  it("goes on when the job has retries again and the incident is resolved", async () => {
    const { client } = engine;
    await client.updateJob({ jobKey, changeset: { retries: 3 } });
    await client.resolveIncident({ incidentKey });
    expect((await client.searchProcessInstances({ filter: { hasIncident: true } }, NOW)).items).toEqual([]);
    await client.activateJobs({
      type: "work",
      worker: "w2",
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: -1,
    });
    await client.completeJob({ jobKey, variables: { go: true } });
    expect((await client.searchJobs({ filter: { jobKey } }, NOW)).items[0]).toMatchObject({
      state: "COMPLETED",
      worker: "w2",
    });
  });

  it("lists a user task by group and variable, with its form", async () => {
    const { client } = engine;
    const filter = {
      candidateGroup: { $like: "g*" },
      state: "CREATED" as const,
      processInstanceVariables: [{ name: "ref", value: '"A"' }],
    };
    const [task] = (await client.searchUserTasks({ filter }, NOW)).items;
    expect(task).toMatchObject({
      name: "Check it",
      priority: 70,
      candidateGroups: ["g1", "g2"],
      tags: ["t1"],
      assignee: null,
    });
    expect(task?.dueDate).toBe("2026-02-01T10:00:00.000Z");
    userTaskKey = task?.userTaskKey ?? "";
    expect(await client.getUserTaskForm({ userTaskKey }, NOW)).toMatchObject({ formId: "checkform" });
  });

  it("assigns, refuses to take away, gives back and changes a user task", async () => {
    const { client } = engine;
    await client.assignUserTask({ userTaskKey, assignee: "anna" });
    expect((await client.getUserTask({ userTaskKey }, NOW)).assignee).toBe("anna");
    await expect(client.assignUserTask({ userTaskKey, assignee: "bob", allowOverride: false })).rejects.toMatchObject({
      status: 409,
    });
    await client.unassignUserTask({ userTaskKey });
    await client.updateUserTask({ userTaskKey, changeset: { priority: 3, candidateGroups: ["g9"], dueDate: "" } });
    expect(await client.getUserTask({ userTaskKey }, NOW)).toMatchObject({
      assignee: null,
      priority: 3,
      candidateGroups: ["g9"],
      candidateUsers: ["u1"],
      dueDate: null,
    });
  });

  it("shows the variables that a user task sees, long ones shortened unless asked for whole", async () => {
    const { client, url } = engine;
    await client.createElementInstanceVariables({ elementInstanceKey: processInstanceKey, variables: { n: 2 } });
    const seen = await client.searchUserTaskEffectiveVariables({ userTaskKey, filter: { name: "n" } }, NOW);
    expect(seen.items.map(({ value }) => value)).toEqual(["2"]);
    const long = (await client.searchUserTaskVariables({ userTaskKey, filter: { name: { $like: "lo?g" } } }, NOW))
      .items[0];
    expect(long).toMatchObject({ isTruncated: true });
    expect(long?.value).toHaveLength(8191);
    const whole = await fetch(`${url}/variables/search?truncateValues=false`, { method: "POST" });
    expect(await whole.text()).toContain(`"\\"${"x".repeat(9000)}\\""`);
    const [variable] = (await client.searchVariables({ filter: { processInstanceKey, name: "long" } }, NOW)).items;
    const single = await client.getVariable({ variableKey: variable?.variableKey ?? "" }, NOW);
    expect(single.value).toHaveLength(9002);
  });

  it("completes a user task, waits for a message and shows who got it", async () => {
    const { client } = engine;
    await client.completeUserTask({ userTaskKey, variables: { done: true } });
    const [waiting] = (await client.searchMessageSubscriptions({ filter: { processInstanceKey } }, NOW)).items;
    expect(waiting).toMatchObject({ messageName: "reply", correlationKey: "A", messageSubscriptionState: "CREATED" });
    expect(
      (await client.getProcessDefinitionMessageSubscriptionStatistics({}, NOW)).items[0]?.activeSubscriptions,
    ).toBe(1);
    const { messageKey } = await client.publishMessage({
      name: "reply",
      correlationKey: "A",
      variables: { answer: 42 },
    });
    const correlated = await client.searchCorrelatedMessageSubscriptions({ filter: { processInstanceKey } }, NOW);
    expect(correlated.items).toMatchObject([{ messageKey, elementId: "msg", messageName: "reply" }]);
  });

  it("answers a correlation with the instance that it reached, and 404 when nobody waits", async () => {
    const { client } = engine;
    const started = await client.correlateMessage({ name: "begin", correlationKey: "K" });
    const found = await client.getProcessInstance({ processInstanceKey: started.processInstanceKey }, NOW);
    expect(found.processDefinitionId).toBe("begun");
    await expect(client.correlateMessage({ name: "nobody", correlationKey: "K" })).rejects.toMatchObject({
      status: 404,
    });
    expect((await client.broadcastSignal({ signalName: "alarm" })).signalKey).toMatch(/^\d+$/);
  });

  it("shows where an instance has been and what it called", async () => {
    const { client } = engine;
    const flows = await client.getProcessInstanceSequenceFlows({ processInstanceKey }, NOW);
    expect(flows.items.map(({ elementId }) => elementId)).toEqual(["f1", "f2", "f3", "f4", "f5"]);
    const statistics = await client.getProcessInstanceStatistics({ processInstanceKey }, NOW);
    expect(statistics.items.find(({ elementId }) => elementId === "call")).toMatchObject({ active: 1, completed: 0 });
    const called = await client.searchProcessInstances(
      { filter: { parentProcessInstanceKey: processInstanceKey } },
      NOW,
    );
    const child = called.items[0]?.processInstanceKey ?? "";
    const above = await client.getProcessInstanceCallHierarchy({ processInstanceKey: child }, NOW);
    expect(above.map((entry) => entry.processDefinitionName)).toEqual(["Order process", "Child"]);
  });

  it("keeps decisions and their evaluations", async () => {
    const { client } = engine;
    const [decision] = (await client.searchDecisionDefinitions({ filter: { decisionDefinitionId: "dec" } }, NOW)).items;
    const decisionDefinitionKey = decision?.decisionDefinitionKey ?? "";
    expect((await client.getDecisionDefinition({ decisionDefinitionKey }, NOW)).decisionRequirementsName).toBe(
      "My DRG",
    );
    expect(await client.getDecisionDefinitionXml({ decisionDefinitionKey }, NOW)).toContain("My DRG");
    const [graph] = (await client.searchDecisionRequirements({}, NOW)).items;
    const decisionRequirementsKey = graph?.decisionRequirementsKey ?? "";
    expect((await client.getDecisionRequirements({ decisionRequirementsKey }, NOW)).resourceName).toBe("dec.dmn");
    expect(await client.getDecisionRequirementsXml({ decisionRequirementsKey }, NOW)).toContain("My DRG");
    const evaluated = await client.searchDecisionInstances({ filter: { processInstanceKey } }, NOW);
    expect(evaluated.items.map((item) => [item.decisionDefinitionId, item.result])).toEqual([
      ["sub", "2"],
      ["dec", '"yes"'],
    ]);
    const decisionEvaluationInstanceKey = evaluated.items[1]?.decisionEvaluationInstanceKey ?? "";
    const details = await client.getDecisionInstance({ decisionEvaluationInstanceKey }, NOW);
    expect(details.matchedRules[0]).toMatchObject({ ruleId: "r1", ruleIndex: 1 });
    expect((await client.evaluateDecision({ decisionDefinitionId: "dec", variables: { ref: "B" } })).output).toBe(
      '"no"',
    );
  });

  it("evaluates an expression with given variables", async () => {
    const { client } = engine;
    const evaluated = await client.evaluateExpression({ expression: "=1 + x", variables: { x: 2 } });
    expect(evaluated.result).toBe(3);
  });

  it("cancels an instance with what it called", async () => {
    const { client } = engine;
    await client.cancelProcessInstance({ processInstanceKey });
    const ended = await client.searchProcessInstances({ filter: { state: "TERMINATED" } }, NOW);
    expect(ended.items.map((item) => item.processDefinitionId)).toEqual(["order", "child"]);
  });

  it("answers an awaited instance with its variables, and 504 when the time is over", async () => {
    const { client } = engine;
    const never = { processDefinitionId: "child", awaitCompletion: true, requestTimeout: 20 };
    await expect(client.createProcessInstance(never)).rejects.toMatchObject({ status: 504 });
    const request = { type: "childwork", worker: "w", timeout: 60_000, maxJobsToActivate: 5, requestTimeout: 5000 };
    expect((await client.activateJobs(request)).jobs).toHaveLength(1);
    const awaited = client.createProcessInstance({ ...never, requestTimeout: 5000, fetchVariables: ["result"] });
    const { jobs } = await client.activateJobs(request);
    for (const job of jobs) await client.completeJob({ jobKey: job.jobKey, variables: { result: "fine", other: 1 } });
    expect((await awaited).variables).toEqual({ result: "fine" });
  });

  it("moves the clock and follows the host's again", async () => {
    const { client, served } = engine;
    await client.pinClock({ timestamp: Date.parse("2027-03-01T00:00:00Z") });
    const { processInstanceKey: later } = await client.createProcessInstance({ processDefinitionId: "child" });
    expect((await client.getProcessInstance({ processInstanceKey: later }, NOW)).startDate).toBe(
      "2027-03-01T00:00:00.000Z",
    );
    await client.resetClock();
    expect(served.engine.clock.now()).toBe(Date.parse("2026-01-05T08:00:00Z"));
  });
});
