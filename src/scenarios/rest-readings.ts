import { z } from "zod";
import type { CamundaClient } from "../camunda/client.ts";
import type { Incident, InstanceState, ScenarioDriver, Snapshot, Subscription, UserTask } from "./driver.ts";

/** Answers of the embedded engine are consistent at once. */
export const NOW = { consistency: { waitUpToMs: 0 } } as const;
/** One page holds what a scenario makes. */
export const ALL = { limit: 10_000 } as const;

/** What the searches of REST API v2 say of an engine. */
export function restReadings(camunda: CamundaClient) {
  return {
    snapshot: () => snapshotOf(camunda),
    variables: (processInstanceKey: string) => variablesOf(camunda, processInstanceKey),
    subscriptions: (processInstanceKey: string) => subscriptionsOf(camunda, processInstanceKey),
    decisions: () => decisionsOf(camunda),
    takenFlows: () => flowsOf(camunda),
  } satisfies Partial<ScenarioDriver>;
}

async function snapshotOf(camunda: CamundaClient): Promise<Snapshot> {
  const [instances, elements, userTasks, incidents] = await Promise.all([
    camunda.searchProcessInstances({ page: ALL }, NOW),
    camunda.searchElementInstances({ page: ALL }, NOW),
    camunda.searchUserTasks({ page: ALL }, NOW),
    camunda.searchIncidents({ filter: { state: "ACTIVE" }, page: ALL }, NOW),
  ]);
  return {
    instances: byKey(instances.items, ({ processInstanceKey }) => processInstanceKey).map((item) => ({
      key: item.processInstanceKey,
      processId: item.processDefinitionId,
      state: toInstanceState(item.state),
    })),
    elements: byKey(elements.items, ({ elementInstanceKey }) => elementInstanceKey)
      .filter(({ type }) => type !== "PROCESS")
      .map((item) => ({
        key: item.elementInstanceKey,
        processInstanceKey: item.processInstanceKey,
        processId: item.processDefinitionId,
        elementId: item.elementId,
        state: toInstanceState(item.state),
      })),
    userTasks: byKey(userTasks.items, ({ userTaskKey }) => userTaskKey).map(toUserTask),
    incidents: incidents.items.map(toIncident),
  };
}

async function variablesOf(camunda: CamundaClient, processInstanceKey: string) {
  const { items } = await camunda.searchVariables({ page: ALL, truncateValues: false }, NOW);
  return items
    .filter((item) => item.processInstanceKey === processInstanceKey)
    .map(({ name, value, scopeKey }) => ({ name, value: JSON_VALUE.parse(value), scopeKey, processInstanceKey }));
}

async function subscriptionsOf(camunda: CamundaClient, processInstanceKey: string): Promise<Subscription[]> {
  const { items } = await camunda.searchMessageSubscriptions({ page: ALL }, NOW);
  return items
    .filter((item) => String(item.processInstanceKey) === processInstanceKey)
    .map((item) => ({
      processInstanceKey,
      messageName: item.messageName,
      correlationKey: item.correlationKey ?? "",
      state: toSubscriptionState(item.messageSubscriptionState),
    }));
}

async function decisionsOf(camunda: CamundaClient) {
  const { items } = await camunda.searchDecisionInstances({ page: ALL }, NOW);
  const inOrder = byKey(
    items,
    ({ decisionEvaluationInstanceKey }) => decisionEvaluationInstanceKey.split("-")[0] ?? "",
  );
  return Promise.all(
    inOrder.map(async ({ decisionDefinitionId, decisionDefinitionName, decisionEvaluationInstanceKey, result }) => {
      const { matchedRules } = await camunda.getDecisionInstance({ decisionEvaluationInstanceKey }, NOW);
      return {
        decisionId: decisionDefinitionId,
        decisionName: decisionDefinitionName,
        output: JSON_VALUE.parse(result),
        matchedRules: matchedRules.map(({ ruleIndex }) => ruleIndex),
      };
    }),
  );
}

async function flowsOf(camunda: CamundaClient) {
  const { items } = await camunda.searchProcessInstances({ page: ALL }, NOW);
  const lists = await Promise.all(
    items.map(({ processInstanceKey }) => camunda.getProcessInstanceSequenceFlows({ processInstanceKey }, NOW)),
  );
  return lists.flatMap((list) =>
    list.items.map(({ processDefinitionId, processInstanceKey, elementId }) => ({
      processId: processDefinitionId,
      processInstanceKey,
      flowId: elementId,
    })),
  );
}

const JSON_VALUE = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.json());

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return items.toSorted((a, b) => Number(keyOf(a)) - Number(keyOf(b)));
}

function toInstanceState(state: string): InstanceState {
  if (state === "COMPLETED") return "completed";
  return state === "TERMINATED" || state === "CANCELED" ? "terminated" : "active";
}

const TASK_STATES: Readonly<Record<string, UserTask["state"]>> = {
  CREATED: "created",
  COMPLETED: "completed",
  CANCELED: "canceled",
  FAILED: "failed",
};

type FoundTask = Awaited<ReturnType<CamundaClient["searchUserTasks"]>>["items"][number];

function toUserTask(item: FoundTask): UserTask {
  return {
    key: item.userTaskKey,
    processId: item.processDefinitionId,
    processInstanceKey: item.processInstanceKey,
    elementId: item.elementId,
    name: item.name ?? "",
    state: TASK_STATES[item.state] ?? "other",
    assignee: item.assignee ?? "",
    candidateGroups: item.candidateGroups,
    dueDate: item.dueDate ?? "",
    followUpDate: item.followUpDate ?? "",
    priority: item.priority,
  };
}

type FoundIncident = Awaited<ReturnType<CamundaClient["searchIncidents"]>>["items"][number];

function toIncident(item: FoundIncident): Incident {
  return {
    key: item.incidentKey,
    processId: item.processDefinitionId,
    processInstanceKey: item.processInstanceKey,
    elementId: item.elementId,
    message: item.errorMessage,
    jobKey: item.jobKey === null ? undefined : String(item.jobKey),
  };
}

function toSubscriptionState(state: string): Subscription["state"] {
  if (state === "CORRELATED") return "correlated";
  return state === "CREATED" || state === "OPENED" ? "waiting" : "gone";
}
