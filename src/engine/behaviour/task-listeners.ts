import type { JsonObject } from "../core/record.ts";
import { contextOf, type ElementContext, type Failure, type Runtime } from "../core/runtime.ts";
import type { ListenerSource, TaskListenerEvent } from "../model/source.ts";
import type { UserTaskRow, UserTaskState, UserTaskValue } from "../store/tables-user-tasks.ts";
import { raiseIncident } from "./incidents.ts";
import { createListenerJob, jobProperties } from "./jobs.ts";
import { taskListenerHeaders } from "./task-listener-headers.ts";
import { changedAttributes, updatedValue } from "./user-task-changes.ts";

/** A change of a user task that its listeners stand before. */
export interface Transition {
  readonly state: Exclude<UserTaskState, "CREATED">;
  /** What the task is to become. */
  readonly value: UserTaskValue;
}

const EVENTS: Readonly<Record<Transition["state"], TaskListenerEvent>> = {
  CREATING: "creating",
  ASSIGNING: "assigning",
  CLAIMING: "assigning",
  UPDATING: "updating",
  COMPLETING: "completing",
  CANCELING: "canceling",
};

/** Begins a transition: writes its first record; true when a listener stands before its end. */
export function beginTransition(rt: Runtime, task: UserTaskRow, { state, value }: Transition): boolean {
  rt.writers.event("USER_TASK", state, { key: task.key, value });
  const begun: UserTaskRow = { ...task, state, pending: value, listenerIndex: 0 };
  if (listenerOf(rt, begun) === undefined) return false;
  rt.state.userTasks.put(task.key, begun);
  callListener(rt, begun, value);
  return true;
}

/** Calls the listeners of a transition again, from the first; the incident that stood there is resolved. */
export function repeatListeners(rt: Runtime, task: UserTaskRow): void {
  const begun = { ...task, listenerIndex: 0 };
  rt.state.userTasks.put(task.key, begun);
  if (task.pending !== undefined) callListener(rt, begun, task.pending);
}

/** Takes a listener's corrections and calls the next listener; gives what the task becomes when there is none. */
export function continueTransition(rt: Runtime, task: UserTaskRow, answer: JsonObject): UserTaskValue | undefined {
  if (task.pending === undefined) return undefined;
  const corrected = updatedValue(task.pending, answer);
  const isCorrected = corrected.changedAttributes.length > 0;
  if (isCorrected) rt.writers.event("USER_TASK", "CORRECTED", { key: task.key, value: corrected });
  const pending = isCorrected ? corrected : task.pending;
  const next: UserTaskRow = { ...task, pending, listenerIndex: (task.listenerIndex ?? 0) + 1 };
  rt.state.userTasks.put(task.key, next);
  const value = { ...pending, changedAttributes: changedAttributes(task.value, pending) };
  if (listenerOf(rt, next) === undefined) return value;
  callListener(rt, next, value);
  return undefined;
}

function listenerOf(rt: Runtime, task: UserTaskRow): ListenerSource | undefined {
  const { state = "CREATED", listenerIndex = 0, value } = task;
  if (state === "CREATED") return undefined;
  const source = rt.process(value.processDefinitionKey)?.element(value.elementId, "USER_TASK")?.userTask;
  return source?.taskListeners?.[EVENTS[state]]?.[listenerIndex];
}

function callListener(rt: Runtime, task: UserTaskRow, value: UserTaskValue): void {
  const context = contextOf(rt, task.value.elementInstanceKey);
  const listener = listenerOf(rt, task);
  if (context === undefined || listener === undefined) return;
  const failure = createJobOf(context, listener, { task, value });
  if (failure !== undefined)
    raiseIncident(context, failure, { valueType: "USER_TASK", intent: "CALL_TASK_LISTENERS", key: task.key });
}

function createJobOf(
  context: ElementContext,
  listener: ListenerSource,
  { task, value }: { task: UserTaskRow; value: UserTaskValue },
): Failure | undefined {
  const properties = jobProperties(context, listener);
  if ("failure" in properties) return properties.failure;
  const event = EVENTS[task.state === undefined || task.state === "CREATED" ? "CREATING" : task.state];
  createListenerJob(context, properties, {
    jobKind: "TASK_LISTENER",
    jobListenerEventType: event.toUpperCase(),
    headers: taskListenerHeaders(value),
  });
  return undefined;
}
