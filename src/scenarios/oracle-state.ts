import { z } from "zod";
import type {
  DecisionEvaluation,
  ElementInstance,
  Incident,
  InstanceState,
  ProcessInstance,
  Snapshot,
  Subscription,
  TakenFlow,
  UserTask,
  Variable,
} from "./driver.ts";
import type { OracleRecord } from "./oracle-client.ts";

/** Names of elements by process and id; records do not carry them. */
export type NameOf = (processId: string, elementId: string) => string;

const instanceValue = z.looseObject({
  bpmnProcessId: z.string(),
  elementId: z.string(),
  bpmnElementType: z.string(),
  processInstanceKey: z.number(),
});
const taskValue = z.looseObject({
  bpmnProcessId: z.string(),
  processInstanceKey: z.number(),
  elementId: z.string(),
  assignee: z.string(),
  candidateGroupsList: z.array(z.string()),
  dueDate: z.string(),
  followUpDate: z.string(),
  priority: z.number(),
});
const variableValue = z.looseObject({
  name: z.string(),
  value: z.string(),
  scopeKey: z.number(),
  processInstanceKey: z.number(),
});
const incidentValue = z.looseObject({
  bpmnProcessId: z.string(),
  processInstanceKey: z.number(),
  elementId: z.string(),
  errorMessage: z.string(),
  jobKey: z.number(),
});
const subscriptionValue = z.looseObject({
  processInstanceKey: z.number(),
  messageName: z.string(),
  correlationKey: z.string(),
});
const decisionValue = z.looseObject({
  evaluatedDecisions: z.array(
    z.looseObject({
      decisionId: z.string(),
      decisionName: z.string(),
      decisionOutput: z.string(),
      matchedRules: z.array(z.looseObject({ ruleIndex: z.number() })),
    }),
  ),
});

/** Processes, elements, tasks and incidents as the records say. */
export function snapshotFrom(records: readonly OracleRecord[], nameOf: NameOf): Snapshot {
  const instances = new Map<number, ProcessInstance>();
  const elements = new Map<number, ElementInstance>();
  for (const record of eventsOf(records, "PROCESS_INSTANCE")) {
    const state = stateAfter(record.intent);
    if (state === undefined) continue;
    const { bpmnElementType, bpmnProcessId, elementId, processInstanceKey } = instanceValue.parse(record.value);
    const base = { key: String(record.key), processId: bpmnProcessId, state };
    if (bpmnElementType === "PROCESS") instances.set(record.key, base);
    else elements.set(record.key, { ...base, elementId, processInstanceKey: String(processInstanceKey) });
  }
  return {
    instances: [...instances.values()],
    elements: [...elements.values()],
    userTasks: tasksFrom(records, nameOf),
    incidents: incidentsFrom(records),
  };
}

function stateAfter(intent: string): InstanceState | undefined {
  switch (intent) {
    case "ELEMENT_ACTIVATING":
    case "ELEMENT_ACTIVATED":
      return "active";
    case "ELEMENT_COMPLETED":
      return "completed";
    case "ELEMENT_TERMINATED":
      return "terminated";
    default:
      return undefined;
  }
}

const TASK_STATES: Readonly<Record<string, UserTask["state"]>> = {
  CREATED: "created",
  ASSIGNED: "created",
  UPDATED: "created",
  COMPLETED: "completed",
  CANCELED: "canceled",
};

function tasksFrom(records: readonly OracleRecord[], nameOf: NameOf): UserTask[] {
  const tasks = new Map<number, UserTask>();
  for (const { key, intent, value } of eventsOf(records, "USER_TASK")) {
    const state = TASK_STATES[intent];
    if (state === undefined) continue;
    const task = taskValue.parse(value);
    tasks.set(key, {
      key: String(key),
      processId: task.bpmnProcessId,
      processInstanceKey: String(task.processInstanceKey),
      elementId: task.elementId,
      name: nameOf(task.bpmnProcessId, task.elementId),
      state,
      assignee: task.assignee,
      candidateGroups: task.candidateGroupsList,
      dueDate: task.dueDate,
      followUpDate: task.followUpDate,
      priority: task.priority,
    });
  }
  return [...tasks.values()];
}

function incidentsFrom(records: readonly OracleRecord[]): Incident[] {
  const incidents = new Map<number, Incident>();
  for (const { key, intent, value } of eventsOf(records, "INCIDENT")) {
    if (intent === "RESOLVED") incidents.delete(key);
    if (intent !== "CREATED") continue;
    const { bpmnProcessId, processInstanceKey, elementId, errorMessage, jobKey } = incidentValue.parse(value);
    incidents.set(key, {
      key: String(key),
      processId: bpmnProcessId,
      processInstanceKey: String(processInstanceKey),
      elementId,
      message: errorMessage,
      jobKey: jobKey > 0 ? String(jobKey) : undefined,
    });
  }
  return [...incidents.values()];
}

/** Variables of an instance with their last values. */
export function variablesFrom(records: readonly OracleRecord[], processInstanceKey: string): Variable[] {
  const variables = new Map<number, Variable>();
  for (const { key, value } of eventsOf(records, "VARIABLE")) {
    const found = variableValue.parse(value);
    if (String(found.processInstanceKey) !== processInstanceKey) continue;
    const parsed = z.json().parse(JSON.parse(found.value));
    variables.set(key, { name: found.name, value: parsed, scopeKey: String(found.scopeKey), processInstanceKey });
  }
  return [...variables.values()];
}

const WAITS: Readonly<Record<string, Subscription["state"]>> = {
  CREATING: "waiting",
  CREATED: "waiting",
  CORRELATED: "correlated",
  DELETING: "gone",
  DELETED: "gone",
};

/** Waits for messages of an instance; one that was correlated stays so. */
export function subscriptionsFrom(records: readonly OracleRecord[], processInstanceKey: string): Subscription[] {
  const waits = new Map<string, Subscription>();
  for (const { key, intent, value } of eventsOf(records, "PROCESS_MESSAGE_SUBSCRIPTION")) {
    const state = WAITS[intent];
    const found = subscriptionValue.parse(value);
    if (state === undefined || String(found.processInstanceKey) !== processInstanceKey) continue;
    const id = state === "correlated" ? `${key} correlated` : String(key);
    waits.set(id, { processInstanceKey, messageName: found.messageName, correlationKey: found.correlationKey, state });
  }
  return [...waits.values()];
}

/** Evaluations of decisions in their order. */
export function decisionsFrom(records: readonly OracleRecord[]): DecisionEvaluation[] {
  return eventsOf(records, "DECISION_EVALUATION")
    .filter(({ intent }) => intent === "EVALUATED")
    .flatMap(({ value }) => decisionValue.parse(value).evaluatedDecisions)
    .map(({ decisionId, decisionName, decisionOutput, matchedRules }) => ({
      decisionId,
      decisionName,
      output: z.json().parse(JSON.parse(decisionOutput)),
      matchedRules: matchedRules.map(({ ruleIndex }) => ruleIndex),
    }));
}

/** Sequence flows that were taken, each once an instance. */
export function flowsFrom(records: readonly OracleRecord[]): TakenFlow[] {
  const flows = new Map<string, TakenFlow>();
  for (const { intent, value } of eventsOf(records, "PROCESS_INSTANCE")) {
    if (intent !== "SEQUENCE_FLOW_TAKEN") continue;
    const { bpmnProcessId, elementId, processInstanceKey } = instanceValue.parse(value);
    const flow = { processId: bpmnProcessId, processInstanceKey: String(processInstanceKey), flowId: elementId };
    flows.set(`${processInstanceKey} ${elementId}`, flow);
  }
  return [...flows.values()];
}

const JOB_WAITS: readonly string[] = ["CREATED", "TIMED_OUT", "RECURRED_AFTER_BACKOFF"];
const jobValue = z.looseObject({ type: z.string(), retries: z.number() });
const batchValue = z.looseObject({ jobKeys: z.array(z.number()) });

/** Types of the jobs that nobody has. */
export function waitingTypesFrom(records: readonly OracleRecord[]): string[] {
  const waiting = new Map<number, string>();
  for (const record of records) {
    if (record.recordType !== "EVENT") continue;
    if (record.valueType === "JOB_BATCH" && record.intent === "ACTIVATED")
      for (const key of batchValue.parse(record.value).jobKeys) waiting.delete(key);
    if (record.valueType === "JOB") noteJob(waiting, record);
  }
  return [...new Set(waiting.values())];
}

function noteJob(waiting: Map<number, string>, { key, intent, value }: OracleRecord): void {
  const { type, retries } = jobValue.parse(value);
  if (JOB_WAITS.includes(intent) || (intent === "FAILED" && retries > 0)) waiting.set(key, type);
  else if (intent !== "RETRIES_UPDATED" && intent !== "UPDATED") waiting.delete(key);
}

function eventsOf(records: readonly OracleRecord[], valueType: string): OracleRecord[] {
  return records.filter((record) => record.recordType === "EVENT" && record.valueType === valueType);
}
