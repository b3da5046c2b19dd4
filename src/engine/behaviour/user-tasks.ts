import { listField, numberField, textField, textsField } from "../core/fields.ts";
import type { EngineRecord, JsonObject } from "../core/record.ts";
import { instanceOf, type ElementContext, type Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { UserTaskRow, UserTaskValue } from "../store/tables-user-tasks.ts";
import type { UserTaskProperties } from "./user-task-properties.ts";

/** Writes a step in a user task's life. */
export function moveUserTask(rt: Runtime, { key, value }: UserTaskRow, intent: string): EngineRecord {
  return rt.writers.event("USER_TASK", intent, { key, value });
}

/** Writes the end of a change and keeps the task as changed. */
export function changeUserTask(rt: Runtime, task: UserTaskRow, intent: string): EngineRecord {
  rt.state.userTasks.put(task.key, { key: task.key, value: { ...task.value, action: "", changedAttributes: [] } });
  return moveUserTask(rt, task, intent);
}

/** Makes the user task of an element; whom it is assigned to is told later, by assignUserTask. */
export function createUserTask(context: ElementContext, properties: UserTaskProperties): UserTaskRow {
  const { rt } = context;
  const key = rt.keys.next();
  const value = valueOf(context, { key, properties });
  const task: UserTaskRow = { key, value: { ...value, assignee: "" } };
  rt.state.userTasks.insert(key, task);
  rt.state.elementInstances.put(context.key, { ...instanceOf(context), userTaskKey: key });
  moveUserTask(rt, { key, value }, "CREATING");
  moveUserTask(rt, task, "CREATED");
  return task;
}

/** Assigns a new user task as its model says; nobody where the assignee is empty. */
export function assignUserTask(rt: Runtime, task: UserTaskRow, assignee: string): void {
  if (assignee === "") return;
  const value = { ...task.value, assignee, changedAttributes: ["assignee"] };
  moveUserTask(rt, { key: task.key, value }, "ASSIGNING");
  changeUserTask(rt, { key: task.key, value }, "ASSIGNED");
}

function valueOf(
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

/** Cancels the user task of an element that is terminated. */
export function cancelUserTask(context: ElementContext): void {
  const { rt } = context;
  const task = rt.state.userTasks.get(instanceOf(context).userTaskKey);
  if (task === undefined) return;
  moveUserTask(rt, task, "CANCELING");
  rt.state.userTasks.delete(task.key);
  moveUserTask(rt, task, "CANCELED");
}

/** How an attribute is read from a command's value. */
const ATTRIBUTES: Readonly<Record<string, (value: JsonObject, name: string) => string | number | readonly string[]>> = {
  assignee: (value, name) => textField(value, name),
  candidateGroupsList: textsField,
  candidateUsersList: textsField,
  dueDate: (value, name) => textField(value, name),
  followUpDate: (value, name) => textField(value, name),
  priority: (value, name) => numberField(value, name, 50),
};

/** A user task's value with the named attributes taken from a command; those that really change are listed. */
export function updatedValue(
  task: UserTaskValue,
  command: JsonObject,
  names: readonly string[] = listField(command, "changedAttributes").filter((name) => typeof name === "string"),
): UserTaskValue {
  const given = new Map(names.flatMap((name) => readAttribute(command, name)));
  const changed = [...given].filter(
    ([name, value]) => JSON.stringify(Reflect.get(task, name)) !== JSON.stringify(value),
  );
  return { ...task, ...Object.fromEntries(changed), changedAttributes: changed.map(([name]) => name) };
}

function readAttribute(command: JsonObject, name: string): [string, string | number | readonly string[]][] {
  const read = ATTRIBUTES[name];
  return read === undefined ? [] : [[name, read(command, name)]];
}
