import type { JsonObject } from "../core/record.ts";
import type { UserTaskValue } from "../store/tables-user-tasks.ts";

const PREFIX = "io.camunda.zeebe:";

/** The headers of a task listener's job: those of the task, and what the task is about to become. */
export function taskListenerHeaders(value: UserTaskValue): JsonObject {
  const texts = {
    action: value.action,
    assignee: value.assignee,
    candidateGroups: listText(value.candidateGroupsList),
    candidateUsers: listText(value.candidateUsersList),
    changedAttributes: listText(value.changedAttributes.toSorted()),
    dueDate: value.dueDate,
    followUpDate: value.followUpDate,
    formKey: value.formKey < 0 ? "" : String(value.formKey),
    priority: String(value.priority),
    userTaskKey: String(value.userTaskKey),
  };
  const given = Object.entries(texts).filter(([, text]) => text !== "");
  return { ...value.customHeaders, ...Object.fromEntries(given.map(([name, text]) => [PREFIX + name, text])) };
}

function listText(list: readonly string[]): string {
  return list.length === 0 ? "" : JSON.stringify(list);
}
