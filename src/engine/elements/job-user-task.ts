import { subscribe } from "../behaviour/catch-events.ts";
import { evaluateText, type Result } from "../behaviour/expressions.ts";
import { createJob } from "../behaviour/jobs.ts";
import { userTaskProperties, type UserTaskProperties } from "../behaviour/user-task-properties.ts";
import type { JsonObject } from "../core/record.ts";
import type { ElementBehaviour, ElementContext } from "../core/runtime.ts";
import { toActivated } from "../core/transitions.ts";
import type { UserTaskSource } from "../model/source.ts";
import { jobTask } from "./job-task.ts";

const JOB = { type: "io.camunda.zeebe:userTask", retries: 1 };
const PREFIX = "io.camunda.zeebe:";

/** User tasks of the older kind: a job whose headers carry the attributes. */
export const jobUserTask: ElementBehaviour = {
  ...jobTask,
  activate: (context) => {
    const headers = headersOf(context, context.element.userTask);
    if (!headers.ok) return headers.failure;
    const subscribing = subscribe(context);
    if (subscribing !== undefined) return subscribing;
    createJob(context, JOB, headers.value);
    toActivated(context);
    return undefined;
  },
};

function headersOf(context: ElementContext, source: UserTaskSource | undefined): Result<JsonObject> {
  if (source === undefined) return { ok: true, value: {} };
  const properties = userTaskProperties(context, { ...source, priority: undefined });
  if (!properties.ok) return properties;
  const formKey = source.formKey === undefined ? undefined : evaluateText(context, source.formKey);
  if (formKey?.ok === false) return formKey;
  const form = formKey?.value ?? (properties.value.formKey < 0 ? "" : String(properties.value.formKey));
  return { ok: true, value: { ...source.headers, ...attributeHeaders(properties.value, form) } };
}

function attributeHeaders(properties: UserTaskProperties, formKey: string): JsonObject {
  const texts = {
    assignee: properties.assignee,
    candidateGroups: listText(properties.candidateGroupsList),
    candidateUsers: listText(properties.candidateUsersList),
    dueDate: properties.dueDate,
    followUpDate: properties.followUpDate,
    formKey,
  };
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text === "" ? [] : [[`${PREFIX}${name}`, text]])),
  );
}

function listText(list: readonly string[]): string {
  return list.length === 0 ? "" : JSON.stringify(list);
}
