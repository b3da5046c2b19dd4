import { booleanField, textField } from "../core/fields.ts";
import type { EngineRecord, JsonObject } from "../core/record.ts";
import { contextOf, instanceOf, type ElementContext, type Failure, type Runtime } from "../core/runtime.ts";
import { complete } from "../core/transitions.ts";
import { completeResult, NO_RESULT } from "../core/job-result.ts";
import { TENANT } from "../core/values.ts";
import type { JobSource } from "../model/source.ts";
import type { JobRow, JobValue } from "../store/tables.ts";
import { toJson } from "../feel/expression.ts";
import { resolveIncident } from "./incidents.ts";
import { listenerAnswer } from "./task-listener-results.ts";
import { evaluateText, evaluateTo } from "./expressions.ts";

/** Type and retries of a job, evaluated once when it is made. */
export interface JobProperties {
  readonly type: string;
  readonly retries: number;
}

/** Evaluates a job's type and retries. */
export function jobProperties(
  context: ElementContext,
  job: Pick<JobSource, "type" | "retries">,
): JobProperties | { readonly failure: Failure } {
  const type = evaluateText(context, job.type);
  if (!type.ok) return { failure: type.failure };
  if (/^-?\d+$/.test(job.retries)) return { type: type.value, retries: Number(job.retries) };
  const retries = evaluateTo(context, job.retries, { types: ["NUMBER"] });
  return retries.ok
    ? { type: type.value, retries: Math.trunc(Number(toJson(retries.value))) }
    : { failure: retries.failure };
}

/** What sets the job of a listener or of an ad-hoc sub-process apart from an element's own. */
export interface ListenerKind {
  readonly jobKind: "EXECUTION_LISTENER" | "TASK_LISTENER" | "AD_HOC_SUB_PROCESS";
  readonly jobListenerEventType: string;
  readonly headers: JsonObject;
}

/** Makes the job of an element. */
export function createJob(context: ElementContext, properties: JobProperties, headers: JsonObject): void {
  putJob(context, jobValue(context, properties, headers));
}

/** Makes the job of an element's listener, or of an ad-hoc sub-process. */
export function createListenerJob(context: ElementContext, properties: JobProperties, kind: ListenerKind): void {
  const { jobKind, jobListenerEventType, headers } = kind;
  putJob(context, { ...jobValue(context, properties, headers), jobKind, jobListenerEventType });
}

function putJob(context: ElementContext, job: JobValue): void {
  const { rt } = context;
  const key = rt.keys.next();
  rt.state.elementInstances.put(context.key, { ...instanceOf(context), jobKey: key });
  rt.state.jobs.insert(key, { key, state: "ACTIVATABLE", value: job });
  rt.writers.event("JOB", "CREATED", { key, value: job });
  rt.announceJob(job.type);
}

function jobValue(context: ElementContext, properties: JobProperties, headers: JsonObject): JobValue {
  const { rt, value } = context;
  return {
    type: properties.type,
    result: NO_RESULT,
    processDefinitionVersion: value.version,
    bpmnProcessId: value.bpmnProcessId,
    elementInstanceKey: context.key,
    errorCode: "",
    timeout: -1,
    deadline: -1,
    recurringTime: -1,
    retryBackoff: 0,
    retries: properties.retries,
    customHeaders: headers,
    variables: {},
    processInstanceKey: value.processInstanceKey,
    tenantId: TENANT,
    processDefinitionKey: value.processDefinitionKey,
    jobKind: "BPMN_ELEMENT",
    jobListenerEventType: "UNSPECIFIED",
    changedAttributes: [],
    jobToUserTaskMigration: false,
    tags: rt.state.elementInstances.get(value.processInstanceKey)?.value.tags ?? [],
    elementId: value.elementId,
    errorMessage: "",
    worker: "",
  };
}

/** Keeps a job's new state and value; those who wait for such jobs hear of it. */
export function changeJob(rt: Runtime, job: JobRow, change: Partial<JobRow> & Pick<JobRow, "value">): JobRow {
  const isElsewhere = change.state !== undefined && change.state !== job.state;
  const recurs = change.recurs ?? (!isElsewhere && job.recurs === true);
  const changed: JobRow = { key: job.key, state: change.state ?? job.state, value: change.value, recurs };
  rt.state.jobs.put(job.key, changed);
  if (changed.state === "ACTIVATABLE") rt.announceJob(changed.value.type);
  return changed;
}

/** Cancels the job, and resolves the job's incident, of an element that is terminated. */
export function cancelJob(context: ElementContext): void {
  const { rt } = context;
  const { jobKey } = instanceOf(context);
  const job = rt.state.jobs.get(jobKey);
  if (job === undefined) return;
  rt.state.jobs.delete(jobKey);
  rt.writers.event("JOB", "CANCELED", { key: jobKey, value: job.value });
  for (const incident of rt.state.incidents.query("ofJob", jobKey)) resolveIncident(rt, incident);
}

/** Takes away a job that has been worked on, from its element too, which may stay: without its next step it has an incident. */
function removeJob(rt: Runtime, { key, value }: JobRow): void {
  rt.state.jobs.delete(key);
  const instance = rt.state.elementInstances.get(value.elementInstanceKey);
  if (instance?.jobKey === key) rt.state.elementInstances.put(instance.key, { ...instance, jobKey: -1 });
}

/** Ends a job with its result and lets its element go on. */
export function completeJob(
  rt: Runtime,
  job: JobRow,
  outcome: { variables: JsonObject; result: JsonObject },
): EngineRecord {
  const { variables } = outcome;
  removeJob(rt, job);
  const result = completeResult(outcome.result);
  const value = { ...job.value, variables, result };
  const record = rt.writers.event("JOB", "COMPLETED", { key: job.key, value });
  if (job.value.jobKind === "AD_HOC_SUB_PROCESS") return record;
  const element = contextOf(rt, job.value.elementInstanceKey);
  if (element === undefined) return record;
  if (job.value.jobKind === "EXECUTION_LISTENER") endListener(element, variables);
  else if (job.value.jobKind === "TASK_LISTENER") endTaskListener(element, result);
  else if (isOpen(rt, element)) endOwnJob(element, variables);
  return record;
}

/** The element takes the listener's result in a command of its own, after all that this one has caused. */
function endListener({ rt, key }: ElementContext, variables: JsonObject): void {
  rt.writers.command("PROCESS_INSTANCE", "COMPLETE_EXECUTION_LISTENER", { key, value: { variables } });
}

/** The user task takes the listener's answer, too, in a command of its own. */
function endTaskListener(element: ElementContext, result: JsonObject): void {
  const { rt } = element;
  const key = instanceOf(element).userTaskKey;
  const deniedReason = textField(result, "deniedReason");
  if (booleanField(result, "denied"))
    rt.writers.command("USER_TASK", "DENY_TASK_LISTENER", { key, value: { deniedReason } });
  else rt.writers.command("USER_TASK", "COMPLETE_TASK_LISTENER", { key, value: listenerAnswer(result) });
}

function endOwnJob(element: ElementContext, variables: JsonObject): void {
  const { rt } = element;
  const key = rt.keys.next();
  rt.state.eventTriggers.put(element.key, String(key), { key, elementId: element.element.id, variables });
  complete(element);
}

function isOpen(rt: Runtime, element: ElementContext): boolean {
  const scope = rt.state.elementInstances.get(element.value.flowScopeKey);
  return instanceOf(element).phase === "ELEMENT_ACTIVATED" && scope?.phase === "ELEMENT_ACTIVATED";
}
