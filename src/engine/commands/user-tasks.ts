import { continueTransition, repeatListeners } from "../behaviour/task-listeners.ts";
import { denyTransition } from "../behaviour/task-denials.ts";
import { updatedValue } from "../behaviour/user-task-changes.ts";
import { changeTask, finishTransition } from "../behaviour/user-tasks.ts";
import { objectField, textField } from "../core/fields.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { UserTaskRow } from "../store/tables-user-tasks.ts";

/** Commands on Camunda user tasks; task listeners stand between the two records that each of them writes. */
export const userTaskCommands: CommandProcessors = {
  "USER_TASK ASSIGN": onTask("assign", assign),
  "USER_TASK CLAIM": onTask("claim", claim),
  "USER_TASK UPDATE": onTask("update", update),
  "USER_TASK COMPLETE": onTask("complete", completeTask),
  "USER_TASK COMPLETE_TASK_LISTENER": onListener((rt, command, task) => {
    const value = continueTransition(rt, task, command.value);
    if (value !== undefined) finishTransition(rt, task, value);
  }),
  "USER_TASK DENY_TASK_LISTENER": onListener((rt, command, task) => {
    denyTransition(rt, task, textField(command.value, "deniedReason"));
  }),
  "USER_TASK CALL_TASK_LISTENERS": onListener((rt, _command, task) => {
    repeatListeners(rt, task);
  }),
};

type OnTask = (rt: Runtime, command: PendingCommand, task: UserTaskRow) => void;

function onTask(verb: string, work: OnTask): CommandProcessors[string] {
  return (rt, command) => {
    const task = rt.state.userTasks.get(command.key);
    const wanted = `Expected to ${verb} user task with key '${command.key}'`;
    const { state = "CREATED" } = task ?? {};
    if (task === undefined) rt.writers.reject("NOT_FOUND", `${wanted}, but no such user task was found`);
    else if (state !== "CREATED") rt.writers.reject("INVALID_STATE", `${wanted}, but it is in state '${state}'`);
    else work(rt, command, task);
  };
}

/** The engine's own commands; a task that has ended meanwhile needs none. */
function onListener(work: OnTask): CommandProcessors[string] {
  return (rt, command) => {
    const task = rt.state.userTasks.get(command.key);
    if (task !== undefined) work(rt, command, task);
  };
}

function actionOf(command: PendingCommand, fallback: string): string {
  const action = textField(command.value, "action");
  return action === "" ? fallback : action;
}

function assign(rt: Runtime, command: PendingCommand, task: UserTaskRow): void {
  const value = { ...updatedValue(task.value, command.value, ["assignee"]), action: actionOf(command, "assign") };
  changeTask(rt, task, { state: "ASSIGNING", value });
}

function claim(rt: Runtime, command: PendingCommand, task: UserTaskRow): void {
  const assignee = textField(command.value, "assignee");
  const wanted = `Expected to claim user task with key '${command.key}'`;
  if (assignee === "") {
    rt.writers.reject("INVALID_STATE", `${wanted}, but provided assignee is empty`);
    return;
  }
  if (task.value.assignee !== "" && task.value.assignee !== assignee) {
    rt.writers.reject("INVALID_STATE", `${wanted}, but it has already been assigned`);
    return;
  }
  const value = { ...updatedValue(task.value, command.value, ["assignee"]), action: actionOf(command, "claim") };
  changeTask(rt, task, { state: "CLAIMING", value });
}

function update(rt: Runtime, command: PendingCommand, task: UserTaskRow): void {
  const value = { ...updatedValue(task.value, command.value), action: actionOf(command, "update") };
  changeTask(rt, task, { state: "UPDATING", value });
}

function completeTask(rt: Runtime, command: PendingCommand, task: UserTaskRow): void {
  const variables = objectField(command.value, "variables");
  const value = { ...task.value, variables, changedAttributes: [], action: actionOf(command, "complete") };
  changeTask(rt, task, { state: "COMPLETING", value });
}
