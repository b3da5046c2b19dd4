import type { EngineRecord } from "../core/record.ts";
import { contextOf, instanceOf, type ElementContext, type Runtime } from "../core/runtime.ts";
import { complete } from "../core/transitions.ts";
import { TENANT } from "../core/values.ts";
import type { UserTaskRow, UserTaskState, UserTaskValue } from "../store/tables-user-tasks.ts";
import { answerEnd, awaitEnd, leaveRequest } from "./requests.ts";
import { putVariables } from "./results.ts";
import { beginTransition, type Transition } from "./task-listeners.ts";
import { endByTermination } from "./termination.ts";
import type { UserTaskProperties } from "./user-task-properties.ts";
import { setVariables } from "./variable-documents.ts";

/** What a finished transition has come to. */
interface Finished {
  readonly task: UserTaskRow;
  /** What the task has become. */
  readonly value: UserTaskValue;
}

/** Makes the user task of an element; whom it is assigned to is told later, by assignNewTask. */
export function createUserTask(context: ElementContext, properties: UserTaskProperties): void {
  const { rt } = context;
  const key = rt.keys.next();
  const value = userTaskValue(context, { key, properties });
  const unassigned = { ...value, assignee: "" };
  const task: UserTaskRow = { key, value: unassigned, initialAssignee: value.assignee };
  rt.state.userTasks.insert(key, task);
  rt.state.elementInstances.put(context.key, { ...instanceOf(context), userTaskKey: key });
  if (!beginTransition(rt, task, { state: "CREATING", value })) settle(rt, { task, value: unassigned }, "CREATED");
}

/** Assigns a new user task as its model says, once it is created; nobody where the model names none. */
export function assignNewTask(rt: Runtime, key: number): void {
  const task = rt.state.userTasks.get(key);
  const assignee = task?.initialAssignee ?? "";
  if (task === undefined || assignee === "" || task.pending !== undefined) return;
  const value = { ...task.value, assignee, changedAttributes: ["assignee"] };
  changeTask(rt, { ...task, initialAssignee: undefined }, { state: "ASSIGNING", value });
}

/** Begins a transition and, where no listener stands before its end, ends it at once. */
export function changeTask(rt: Runtime, task: UserTaskRow, transition: Transition): void {
  awaitEnd(rt, task.key);
  if (!beginTransition(rt, task, transition))
    finishTransition(rt, { ...task, state: transition.state }, transition.value);
}

/** Ends a transition after its listeners. */
export function finishTransition(rt: Runtime, task: UserTaskRow, value: UserTaskValue): void {
  FINISH[task.state ?? "CREATED"](rt, { task, value });
}

const FINISH: Readonly<Record<UserTaskState, (rt: Runtime, finished: Finished) => void>> = {
  CREATED: () => undefined,
  CREATING: (rt, finished) => {
    finishCreation(rt, finished);
  },
  ASSIGNING: (rt, finished) => {
    answerEnd(rt, finished.task.key, settle(rt, finished, "ASSIGNED"));
  },
  CLAIMING: (rt, finished) => {
    answerEnd(rt, finished.task.key, settle(rt, finished, "ASSIGNED"));
  },
  UPDATING: finishUpdate,
  COMPLETING: finishCompletion,
  CANCELING: finishCancellation,
};

/** Where the model names an assignee, it is not part of the creation. */
function finishCreation(rt: Runtime, { task, value }: Finished): void {
  const isAssignedLater = (task.initialAssignee ?? "") !== "";
  const changed = value.changedAttributes.filter((name) => name !== "assignee");
  const created = isAssignedLater ? { ...value, assignee: "", changedAttributes: changed } : value;
  settle(rt, { task, value: created }, "CREATED");
  assignNewTask(rt, task.key);
}

function finishUpdate(rt: Runtime, { task, value }: Finished): void {
  const context = contextOf(rt, task.value.elementInstanceKey);
  const { document } = task;
  if (document !== undefined && context !== undefined) setVariables(context, document.value);
  const updated = settle(rt, { task, value }, "UPDATED");
  const record = document === undefined ? updated : rt.writers.event("VARIABLE_DOCUMENT", "UPDATED", document);
  answerEnd(rt, task.key, record);
}

function finishCompletion(rt: Runtime, { task, value }: Finished): void {
  rt.state.userTasks.delete(task.key);
  answerEnd(rt, task.key, rt.writers.event("USER_TASK", "COMPLETED", { key: task.key, value }));
  const context = contextOf(rt, task.value.elementInstanceKey);
  if (context === undefined) return;
  putVariables(context, value.variables);
  complete(context);
}

function finishCancellation(rt: Runtime, finished: Finished): void {
  endCanceled(rt, finished);
  const context = contextOf(rt, finished.task.value.elementInstanceKey);
  if (context !== undefined) endByTermination(context);
}

function endCanceled(rt: Runtime, { task, value }: Finished): void {
  rt.state.userTasks.delete(task.key);
  rt.writers.event("USER_TASK", "CANCELED", { key: task.key, value });
}

/** Writes the end of a transition and keeps the task as it has become. */
function settle(rt: Runtime, { task, value }: Finished, intent: string): EngineRecord {
  const { key, initialAssignee } = task;
  const kept = { ...value, action: "", changedAttributes: [], variables: {} };
  rt.state.userTasks.put(key, { key, value: kept, initialAssignee });
  return rt.writers.event("USER_TASK", intent, { key, value });
}

/** Cancels the user task of an element that is terminated; its canceling listeners stand before the element's end. */
export function endWithUserTask(context: ElementContext): void {
  const { rt } = context;
  const task = taskOf(context);
  if (task === undefined) endByTermination(context);
  else if (!beginTransition(rt, task, { state: "CANCELING", value: task.value })) {
    finishCancellation(rt, { task, value: task.value });
  }
}

/** Cancels the user task of an element that is ended in one go: no listener is asked. */
export function cancelUserTask(context: ElementContext): void {
  const { rt } = context;
  const task = taskOf(context);
  if (task === undefined) return;
  rt.writers.event("USER_TASK", "CANCELING", { key: task.key, value: task.value });
  endCanceled(rt, { task, value: task.value });
}

/** The user task of an element, without the transition that it may be in. */
function taskOf(context: ElementContext): UserTaskRow | undefined {
  const { rt } = context;
  const task = rt.state.userTasks.get(instanceOf(context).userTaskKey);
  if (task === undefined) return undefined;
  leaveRequest(rt, task.key);
  return { key: task.key, value: task.value };
}

/** The value of a new user task. */
export function userTaskValue(
  context: ElementContext,
  { key, properties }: { key: number; properties: UserTaskProperties },
): UserTaskValue {
  const { rt, value } = context;
  return {
    ...properties,
    creationTimestamp: rt.clock.now(),
    action: "",
    userTaskKey: key,
    deniedReason: "",
    processDefinitionVersion: value.version,
    bpmnProcessId: value.bpmnProcessId,
    elementInstanceKey: context.key,
    variables: {},
    processInstanceKey: value.processInstanceKey,
    tenantId: TENANT,
    processDefinitionKey: value.processDefinitionKey,
    changedAttributes: [],
    elementId: value.elementId,
  };
}
