import type { Runtime } from "../core/runtime.ts";
import type { UserTaskRow, UserTaskState } from "../store/tables-user-tasks.ts";
import { takeRequest } from "./requests.ts";

interface Denial {
  /** The record of the denial. */
  readonly intent: string;
  /** The command that is refused. */
  readonly command: string;
  /** What is denied, as Zeebe says it. */
  readonly what: string;
}

const ASSIGNMENT: Denial = { intent: "ASSIGNMENT_DENIED", command: "ASSIGN", what: "Assignment" };
const DENIALS: Partial<Readonly<Record<UserTaskState, Denial>>> = {
  ASSIGNING: ASSIGNMENT,
  CLAIMING: ASSIGNMENT,
  UPDATING: { intent: "UPDATE_DENIED", command: "UPDATE", what: "Update" },
  COMPLETING: { intent: "COMPLETION_DENIED", command: "COMPLETE", what: "Completion" },
};

/** Takes a transition back that a listener has denied, and refuses the request that began it. */
export function denyTransition(rt: Runtime, task: UserTaskRow, deniedReason: string): void {
  const denial = DENIALS[task.state ?? "CREATED"];
  if (denial === undefined)
    throw new Error(`Expected a transition that can be denied, but got ${task.state ?? "none"}`);
  const { key, initialAssignee } = task;
  const value = { ...task.value, deniedReason };
  rt.state.userTasks.put(key, { key, value: task.value, initialAssignee });
  rt.writers.event("USER_TASK", denial.intent, { key, value });
  if (task.document !== undefined) rt.writers.event("VARIABLE_DOCUMENT", "UPDATE_DENIED", task.document);
  refuse(rt, task, { ...denial, deniedReason });
}

function refuse(rt: Runtime, task: UserTaskRow, denied: Denial & { deniedReason: string }): void {
  const requestId = takeRequest(rt, task.key);
  if (requestId === undefined) return;
  const { key, document } = task;
  const because = `was denied by Task Listener. Reason to deny: '${denied.deniedReason}'`;
  const reason =
    document === undefined
      ? `${denied.what} of the User Task with key '${key}' ${because}`
      : `Variable update for user task instance with key '${task.value.elementInstanceKey}' ${because}`;
  const entry =
    document === undefined
      ? { valueType: "USER_TASK", intent: denied.command, key, value: task.value }
      : { valueType: "VARIABLE_DOCUMENT", intent: "UPDATE", ...document };
  rt.writers.refuse(requestId, entry, { type: "INVALID_STATE", reason });
}
