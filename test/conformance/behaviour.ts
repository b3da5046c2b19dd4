import type { Command, JsonObject } from "../../src/engine/core/record.ts";
import type { Known } from "./known.ts";

/** One thing that a player does: a command whose keys come from the player's own records, or a move of the clock. */
export type Step =
  | { readonly label: string; readonly command: (known: Known) => Command; readonly isAwaiting?: boolean }
  | { readonly label: string; readonly advance: string };

/** A small model, or several, and a list of commands; the records that they cause are compared. */
export interface Behaviour {
  readonly name: string;
  /** Content of each resource by its name; they are deployed together before the first step. */
  readonly resources: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** Names a behaviour. */
export const behaviour = (name: string, parts: Omit<Behaviour, "name">): Behaviour => ({ name, ...parts });

/** The default tenant, the only one. */
const TENANT = "<default>";

/** The command that deploys resources, their content as base64. */
export function deployment(resources: Readonly<Record<string, string>>): Command {
  const encoded = Object.entries(resources).map(([resourceName, content]) => ({
    resourceName,
    resource: Buffer.from(content).toString("base64"),
  }));
  return { valueType: "DEPLOYMENT", intent: "CREATE", value: { tenantId: TENANT, resources: encoded } };
}

/** Deploys further resources. */
export const deploy = (resources: Readonly<Record<string, string>>): Step => ({
  label: `deploy ${Object.keys(resources).join(", ")}`,
  command: () => deployment(resources),
});

/** Moves the clock forward by an ISO duration. */
export const advance = (duration: string): Step => ({ label: `advance ${duration}`, advance: duration });

/** Any command, for what has no word of its own. */
export const command = (label: string, build: (known: Known) => Command): Step => ({ label, command: build });

const creation = (processId: string, variables: JsonObject, more: JsonObject): JsonObject => ({
  bpmnProcessId: processId,
  version: -1,
  tenantId: TENANT,
  variables,
  ...more,
});

/** Creates a process instance; `more` overrides fields of the command, such as version or startInstructions. */
export const create = (processId: string, variables: JsonObject = {}, more: JsonObject = {}): Step => ({
  label: `create ${processId}`,
  command: () => ({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent: "CREATE",
    value: creation(processId, variables, more),
  }),
});

/** Creates a process instance whose result the caller awaits. */
export const createAwaiting = (processId: string, variables: JsonObject = {}, fetch: readonly string[] = []): Step => ({
  label: `create ${processId} awaiting its result`,
  isAwaiting: true,
  command: () => ({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent: "CREATE_WITH_AWAITING_RESULT",
    value: creation(processId, variables, { fetchVariables: fetch }),
  }),
});

/** Cancels a process instance: the oldest active one, of the process if one is named. */
export const cancel = (processId?: string): Step => ({
  label: `cancel ${processId ?? "instance"}`,
  command: (known) => ({
    valueType: "PROCESS_INSTANCE",
    intent: "CANCEL",
    key: known.instance(processId),
    value: {},
  }),
});

/** Activates jobs of a type for a worker. */
export const activate = (
  type: string,
  options: { max?: number; timeout?: number; fetch?: readonly string[] } = {},
): Step => ({
  label: `activate ${type}`,
  command: () => ({
    valueType: "JOB_BATCH",
    intent: "ACTIVATE",
    value: {
      type,
      worker: "worker",
      timeout: options.timeout ?? 60_000,
      maxJobsToActivate: options.max ?? 10,
      tenantIds: [TENANT],
      ...(options.fetch === undefined ? {} : { variables: [...options.fetch] }),
    },
  }),
});

/** Completes the oldest open job of a type. */
export const completeJob = (type: string, variables: JsonObject = {}, more: JsonObject = {}): Step => ({
  label: `complete job ${type}`,
  command: (known) => ({ valueType: "JOB", intent: "COMPLETE", key: known.job(type), value: { variables, ...more } }),
});

/** Completes the newest open job of a type. */
export const completeLastJob = (type: string, variables: JsonObject = {}): Step => ({
  label: `complete last job ${type}`,
  command: (known) => ({ valueType: "JOB", intent: "COMPLETE", key: known.lastJob(type), value: { variables } }),
});

/** Completes the oldest open job of an ad-hoc sub-process: what its worker wants to happen next. */
export const completeAdHocJob = (
  type: string,
  result: {
    readonly activate?: readonly { readonly elementId: string; readonly variables?: JsonObject }[];
    readonly fulfilled?: boolean;
    readonly cancelRemaining?: boolean;
  },
  variables: JsonObject = {},
): Step =>
  completeJob(type, variables, {
    result: {
      type: "AD_HOC_SUB_PROCESS",
      activateElements: (result.activate ?? []).map((each) => ({ variables: {}, ...each })),
      isCompletionConditionFulfilled: result.fulfilled ?? false,
      isCancelRemainingInstances: result.cancelRemaining ?? false,
    },
  });

/** Activates elements in the newest active instance of an ad-hoc sub-process. */
export const activateAdHoc = (
  elementId: string,
  elements: readonly { readonly elementId: string; readonly variables?: JsonObject }[],
  cancelRemainingInstances = false,
): Step => ({
  label: `activate ${elements.map((each) => each.elementId).join(", ")} in ${elementId}`,
  command: (known) => ({
    valueType: "AD_HOC_SUB_PROCESS_INSTRUCTION",
    intent: "ACTIVATE",
    value: {
      adHocSubProcessInstanceKey: known.element(elementId),
      activateElements: elements.map((each) => ({ variables: {}, ...each })),
      cancelRemainingInstances,
    },
  }),
});

/** Fails the oldest open job of a type. */
export const failJob = (type: string, retries: number, more: JsonObject = {}): Step => ({
  label: `fail job ${type}, ${retries} retries left`,
  command: (known) => ({ valueType: "JOB", intent: "FAIL", key: known.job(type), value: { retries, ...more } }),
});

/** Throws a BPMN error from the oldest open job of a type. */
export const throwError = (type: string, errorCode: string, more: JsonObject = {}): Step => ({
  label: `throw ${errorCode} from job ${type}`,
  command: (known) => ({
    valueType: "JOB",
    intent: "THROW_ERROR",
    key: known.job(type),
    value: { errorCode, ...more },
  }),
});

/** Updates retries or the time-out of the oldest open job of a type. */
export const updateJob = (type: string, value: JsonObject): Step => ({
  label: `update job ${type}`,
  command: (known) => ({
    valueType: "JOB",
    intent: "UPDATE",
    key: known.job(type),
    value: { ...value, changedAttributes: Object.keys(value) },
  }),
});

/** Resolves the oldest open incident. */
export const resolveIncident = (): Step => ({
  label: "resolve incident",
  command: (known) => ({ valueType: "INCIDENT", intent: "RESOLVE", key: known.incident(), value: {} }),
});

/** Sets variables at the newest active instance of an element; of the process itself by its process id. */
export const setVariables = (elementId: string, variables: JsonObject, isLocal = false): Step => ({
  label: `set variables at ${elementId}${isLocal ? " locally" : ""}`,
  command: (known) => ({
    valueType: "VARIABLE_DOCUMENT",
    intent: "UPDATE",
    value: { scopeKey: known.element(elementId), updateSemantics: isLocal ? "LOCAL" : "PROPAGATE", variables },
  }),
});

/** Publishes a message; with a time to live in milliseconds it is buffered. */
export const publish = (
  name: string,
  correlationKey: string,
  options: { ttl?: number; id?: string; variables?: JsonObject } = {},
): Step => ({
  label: `publish ${name} ${correlationKey}`,
  command: () => ({
    valueType: "MESSAGE",
    intent: "PUBLISH",
    value: {
      name,
      correlationKey,
      timeToLive: options.ttl ?? 0,
      messageId: options.id ?? "",
      variables: options.variables ?? {},
      tenantId: TENANT,
    },
  }),
});

/** Correlates a message at once. */
export const correlate = (name: string, correlationKey: string, variables: JsonObject = {}): Step => ({
  label: `correlate ${name} ${correlationKey}`,
  command: () => ({
    valueType: "MESSAGE_CORRELATION",
    intent: "CORRELATE",
    value: { name, correlationKey, variables, tenantId: TENANT },
  }),
});

/** Broadcasts a signal. */
export const broadcast = (signalName: string, variables: JsonObject = {}): Step => ({
  label: `broadcast ${signalName}`,
  command: () => ({ valueType: "SIGNAL", intent: "BROADCAST", value: { signalName, variables, tenantId: TENANT } }),
});

const userTask = (elementId: string, label: string, parts: { intent: string; value: JsonObject }): Step => ({
  label: `${label} ${elementId}`,
  command: (known) => {
    const key = known.userTask(elementId);
    return { valueType: "USER_TASK", intent: parts.intent, key, value: { userTaskKey: key, ...parts.value } };
  },
});

/** Completes the newest open user task of an element. */
export const completeUserTask = (elementId: string, variables: JsonObject = {}, more: JsonObject = {}): Step =>
  userTask(elementId, "complete user task", { intent: "COMPLETE", value: { variables, action: "complete", ...more } });

/** Assigns the newest open user task of an element; an empty assignee takes the assignment back. */
export const assign = (elementId: string, assignee: string, action = "assign"): Step =>
  userTask(elementId, "assign", { intent: "ASSIGN", value: { assignee, action } });

/** Claims the newest open user task of an element: refused when somebody else has it. */
export const claim = (elementId: string, assignee: string): Step =>
  userTask(elementId, "claim", { intent: "CLAIM", value: { assignee, action: "claim" } });

/** Updates attributes of the newest open user task of an element. */
export const updateUserTask = (elementId: string, value: JsonObject): Step =>
  userTask(elementId, "update user task", {
    intent: "UPDATE",
    value: { ...value, changedAttributes: Object.keys(value), action: "update" },
  });

/** Evaluates a decision by its id. */
export const evaluate = (decisionId: string, variables: JsonObject = {}): Step => ({
  label: `evaluate ${decisionId}`,
  command: () => ({
    valueType: "DECISION_EVALUATION",
    intent: "EVALUATE",
    value: { decisionId, variables, tenantId: TENANT },
  }),
});
