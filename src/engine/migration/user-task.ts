import { userTaskProperties, type UserTaskProperties } from "../behaviour/user-task-properties.ts";
import { userTaskValue } from "../behaviour/user-tasks.ts";
import { textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { Refusal } from "../core/refusal.ts";
import { instanceOf, type ElementContext } from "../core/runtime.ts";
import type { Element } from "../model/process.ts";
import type { UserTaskSource } from "../model/source.ts";

const PREFIX = "io.camunda.zeebe:";
const EMBEDDED_FORM = "bpmn:usertaskform";

/** Turns the job of an older user task into a Camunda user task: who may do it and until when comes from the job, the rest from the target. */
export function convertUserTask(context: ElementContext, source: Element): Refusal | undefined {
  const { rt, value } = context;
  const { jobKey } = instanceOf(context);
  const job = rt.state.jobs.get(jobKey);
  if (job === undefined) {
    const reason =
      `Expected to migrate a job for user task '${source.id}' on process instance with key '${value.processInstanceKey}', but could not ` +
      `find job with key '${Math.max(jobKey, 0)}'. Please resolve any incidents on the user task before migrating the process instance.`;
    return { type: "PROCESSING_ERROR", reason };
  }
  const properties = propertiesOf(context, source, objectOf(job.value["customHeaders"]));
  if ("reason" in properties) return properties;
  assign(context, properties);
  rt.state.jobs.delete(jobKey);
  rt.state.elementInstances.put(context.key, { ...instanceOf(context), jobKey: -1 });
  rt.writers.event("JOB", "CANCELED", { key: jobKey, value: { ...job.value, jobToUserTaskMigration: true } });
  return undefined;
}

function objectOf(value: JsonObject[string] | undefined): JsonObject {
  return typeof value === "object" && value !== null && !("length" in value) ? value : {};
}

/** As in Zeebe, the listeners of the target are not asked, and the task is assigned even to nobody. */
function assign(context: ElementContext, properties: UserTaskProperties): void {
  const { rt } = context;
  const key = rt.keys.next();
  const value = userTaskValue(context, { key, properties: { ...properties, assignee: "" } });
  const assigned = { ...value, assignee: properties.assignee };
  rt.state.userTasks.insert(key, { key, value: assigned });
  rt.state.elementInstances.put(context.key, { ...instanceOf(context), userTaskKey: key });
  for (const intent of ["CREATING", "CREATED"]) rt.writers.event("USER_TASK", intent, { key, value });
  const changed = { ...assigned, changedAttributes: ["assignee"] };
  for (const intent of ["ASSIGNING", "ASSIGNED"]) rt.writers.event("USER_TASK", intent, { key, value: changed });
}

function propertiesOf(context: ElementContext, source: Element, headers: JsonObject): UserTaskProperties | Refusal {
  const target = context.element.userTask;
  if (target === undefined) throw new Error(`Expected ${context.element.id} to be a user task, but it is none`);
  const header = (name: string): string => textField(headers, `${PREFIX}${name}`);
  const isEmbedded = header("formKey").toLowerCase().includes(EMBEDDED_FORM);
  const evaluated = userTaskProperties(
    { ...context, key: context.value.flowScopeKey },
    evaluatedPart(target, isEmbedded),
  );
  if (!evaluated.ok) return formRefusal(source, context.element, evaluated.failure.message);
  const own = Object.entries(headers).filter(([name]) => !name.startsWith(PREFIX));
  return {
    ...evaluated.value,
    candidateGroupsList: texts(header("candidateGroups")),
    candidateUsersList: texts(header("candidateUsers")),
    dueDate: header("dueDate"),
    followUpDate: header("followUpDate"),
    customHeaders: Object.fromEntries(own),
    ...(isEmbedded ? {} : formOf(source, header("formKey"))),
  };
}

function evaluatedPart(target: UserTaskSource, isEmbedded: boolean): UserTaskSource {
  return {
    ...target,
    candidateGroups: undefined,
    candidateUsers: undefined,
    dueDate: undefined,
    followUpDate: undefined,
    formId: isEmbedded && target.externalReference === undefined ? target.formId : undefined,
    externalReference: isEmbedded ? target.externalReference : undefined,
  };
}

function formRefusal(source: Element, target: Element, message: string): Refusal {
  const external = target.userTask?.externalReference;
  const kind = external === undefined ? "internal" : "external";
  const reference = external ?? target.userTask?.formId ?? "";
  const reason =
    `Expected to migrate form of user task with id '${source.id}' to ${kind} form with reference '${reference}' ` +
    `defined in target element '${target.id}', but reference evaluation failed with message: ${message}`;
  return { type: "INVALID_STATE", reason };
}

/** A linked form stays the same version of it, any other form key becomes an external reference. */
function formOf(source: Element, formKey: string): Partial<UserTaskProperties> {
  if (formKey === "") return {};
  return source.userTask?.formId === undefined ? { externalFormReference: formKey } : { formKey: Number(formKey) };
}

function texts(list: string): readonly string[];
function texts(list: string): unknown {
  const parsed: unknown = list === "" ? [] : JSON.parse(list);
  return parsed;
}
