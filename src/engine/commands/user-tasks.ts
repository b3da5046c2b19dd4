import { putVariables } from "../behaviour/results.ts";
import { changeUserTask, moveUserTask, updatedValue } from "../behaviour/user-tasks.ts";
import { objectField, textField } from "../core/fields.ts";
import { contextOf, type CommandProcessors, type Runtime } from "../core/runtime.ts";
import { complete } from "../core/transitions.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { UserTaskRow } from "../store/tables-user-tasks.ts";

/** Commands on Camunda user tasks. Task listeners, when they come, block between the two records that each of them writes. */
export const userTaskCommands: CommandProcessors = {
  "USER_TASK ASSIGN": onTask("assign", assign),
  "USER_TASK CLAIM": onTask("claim", claim),
  "USER_TASK UPDATE": onTask("update", update),
  "USER_TASK COMPLETE": onTask("complete", completeTask),
};

type OnTask = (rt: Runtime, command: PendingCommand, task: UserTaskRow) => void;

function onTask(verb: string, work: OnTask): CommandProcessors[string] {
  return (rt, command) => {
    const task = rt.state.userTasks.get(command.key);
    if (task !== undefined) {
      work(rt, command, task);
      return;
    }
    const wanted = `Expected to ${verb} user task with key '${command.key}'`;
    rt.writers.reject("NOT_FOUND", `${wanted}, but no such user task was found`);
  };
}

function actionOf(command: PendingCommand, fallback: string): string {
  const action = textField(command.value, "action");
  return action === "" ? fallback : action;
}

function assign(rt: Runtime, command: PendingCommand, task: UserTaskRow): void {
  const value = { ...updatedValue(task.value, command.value, ["assignee"]), action: actionOf(command, "assign") };
  moveUserTask(rt, { ...task, value }, "ASSIGNING");
  rt.writers.respond(changeUserTask(rt, { ...task, value }, "ASSIGNED"));
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
  moveUserTask(rt, { ...task, value }, "CLAIMING");
  rt.writers.respond(changeUserTask(rt, { ...task, value }, "ASSIGNED"));
}

function update(rt: Runtime, command: PendingCommand, task: UserTaskRow): void {
  const value = { ...updatedValue(task.value, command.value), action: actionOf(command, "update") };
  moveUserTask(rt, { ...task, value }, "UPDATING");
  rt.writers.respond(changeUserTask(rt, { ...task, value }, "UPDATED"));
}

function completeTask(rt: Runtime, command: PendingCommand, task: UserTaskRow): void {
  const variables = objectField(command.value, "variables");
  const value = { ...task.value, variables, changedAttributes: [], action: actionOf(command, "complete") };
  moveUserTask(rt, { ...task, value }, "COMPLETING");
  rt.state.userTasks.delete(task.key);
  rt.writers.respond(moveUserTask(rt, { ...task, value }, "COMPLETED"));
  const context = contextOf(rt, task.value.elementInstanceKey);
  if (context === undefined) return;
  putVariables(context, variables);
  complete(context);
}
