import { pathsOf } from "../core/instances.ts";
import type { Refusal } from "../core/refusal.ts";
import { contextFor, instanceOf, type ElementContext, type Runtime } from "../core/runtime.ts";
import { valueWithPaths } from "../core/transitions.ts";
import { TENANT, type ProcessInstanceValue } from "../core/values.ts";
import { moveStart } from "../behaviour/start-events.ts";
import type { IncidentRow } from "../store/tables.ts";
import { elementRefusal, targetOf, type Candidate } from "./element-checks.ts";
import { migrateSubscriptions } from "./subscriptions.ts";
import { moveTokens, takenFlows } from "./taken-flows.ts";
import { convertUserTask } from "./user-task.ts";

/** Migrates one element instance with all that hangs on it; gives why it cannot be. */
export function migrateElement(candidate: Candidate): Refusal | undefined {
  const { plan, instance } = candidate;
  const sourceId = instance.value.elementId;
  const refused = elementRefusal(candidate);
  if (refused !== undefined) return { type: "INVALID_STATE", reason: refused };
  const source = plan.source.element(sourceId, instance.value.bpmnElementType);
  const context = migrateInstance(candidate);
  const flows = takenFlows(candidate);
  if (!flows.ok) return flows.refusal;
  moveTokens(candidate, flows.flows, context.value);
  const isConverted = source?.userTask?.isNative === false && context.element.userTask?.isNative === true;
  if (!isConverted) migrateJob(context);
  migrateIncidents(context);
  const unconverted = isConverted ? convertUserTask(context, source) : undefined;
  if (unconverted !== undefined) return unconverted;
  migrateUserTask(context);
  migrateVariables(context);
  const unsubscribed =
    instance.phase === "ELEMENT_ACTIVATING" ? undefined : migrateSubscriptions({ plan, context, sourceId });
  if (unsubscribed !== undefined) {
    const reason = `Expected to migrate process instance '${instance.value.processInstanceKey}' but ${unsubscribed}`;
    return { type: "INVALID_STATE", reason };
  }
  if (context.element.type === "CALL_ACTIVITY") tellCalled(context.rt, instance.calledKey);
  return undefined;
}

function migrateInstance(candidate: Candidate): ElementContext {
  const { rt, plan, instance } = candidate;
  const targetId = plan.mapping.get(instance.value.elementId) ?? "";
  const { key: processDefinitionKey, bpmnProcessId, version } = plan.definition;
  const value = { ...instance.value, processDefinitionKey, bpmnProcessId, version, elementId: targetId };
  const context = contextFor(rt, instance.key, value);
  const element = targetOf(candidate, targetId) ?? context.element;
  if (element.type === "PROCESS") moveStart(rt, instance, bpmnProcessId);
  const interrupting = instance.interrupting ?? interruptingBoundaries(candidate);
  const { definitionPath, callingPath } = instance;
  const formerPaths = instance.formerPaths ?? { definitionPath, callingPath };
  rt.state.elementInstances.put(instance.key, { ...instance, value, interrupting, formerPaths: undefined });
  refreshPaths(context);
  rt.writers.event("PROCESS_INSTANCE", "ELEMENT_MIGRATED", { key: instance.key, value: valueWithPaths(context) });
  rt.state.elementInstances.put(instance.key, { ...instanceOf(context), formerPaths });
  return { ...context, element };
}

/** Which boundary events interrupt is settled when an activity begins; a migration does not change it. */
function interruptingBoundaries({ plan, instance }: Candidate): readonly string[] | undefined {
  const boundaries =
    plan.source.element(instance.value.elementId, instance.value.bpmnElementType)?.boundaryEvents ?? [];
  const ids = boundaries.filter(({ isInterrupting }) => isInterrupting !== false).map(({ id }) => id);
  return ids.length === 0 ? undefined : ids;
}

function refreshPaths(context: ElementContext): void {
  const { rt, key, value } = context;
  const outer = rt.state.elementInstances.get(
    value.flowScopeKey < 0 ? value.parentElementInstanceKey : value.flowScopeKey,
  );
  const { path, definitionPath, callingPath } = pathsOf(context, outer);
  rt.state.elementInstances.put(key, { ...instanceOf(context), path, definitionPath, callingPath });
}

/** The called process instances below a call activity stand under another process now. */
function tellCalled(rt: Runtime, calledKey: number): void {
  const open = [calledKey];
  for (let key = open.shift(); key !== undefined; key = open.shift()) {
    const instance = rt.state.elementInstances.get(key);
    if (instance === undefined) continue;
    const context = contextFor(rt, key, instance.value);
    refreshPaths(context);
    rt.writers.event("PROCESS_INSTANCE", "ANCESTOR_MIGRATED", { key, value: valueWithPaths(context) });
    if (context.element.type === "CALL_ACTIVITY") open.push(instance.calledKey);
    open.push(...rt.state.elementInstances.query("children", key).map((child) => child.key));
  }
}

function definitionOf({ bpmnProcessId, processDefinitionKey, version, elementId }: ProcessInstanceValue) {
  return { bpmnProcessId, processDefinitionKey, processDefinitionVersion: version, elementId };
}

function migrateJob(context: ElementContext): void {
  const { rt, value } = context;
  const job = rt.state.jobs.get(instanceOf(context).jobKey);
  if (job === undefined) return;
  const migrated = { ...job, value: { ...job.value, ...definitionOf(value) } };
  rt.state.jobs.put(job.key, migrated);
  rt.writers.event("JOB", "MIGRATED", { key: job.key, value: migrated.value });
}

function migrateIncidents(context: ElementContext): void {
  const { rt, key } = context;
  for (const incident of rt.state.incidents.query("ofElement", key)) migrateIncident(context, incident);
}

function migrateIncident(context: ElementContext, incident: IncidentRow): void {
  const { rt, value } = context;
  const { path, definitionPath, callingPath } = instanceOf(context);
  const { bpmnProcessId, processDefinitionKey, elementId } = value;
  const paths = { elementInstancePath: path, processDefinitionPath: definitionPath, callingElementPath: callingPath };
  const migrated = { ...incident.value, bpmnProcessId, processDefinitionKey, elementId, ...paths };
  const failed = incident.failed === undefined ? undefined : { ...incident.failed, value };
  rt.state.incidents.put(incident.key, { ...incident, value: migrated, failed });
  rt.writers.event("INCIDENT", "MIGRATED", { key: incident.key, value: migrated });
}

function migrateUserTask(context: ElementContext): void {
  const { rt, value } = context;
  const task = rt.state.userTasks.get(instanceOf(context).userTaskKey);
  if (task === undefined) return;
  // As in Zeebe, the task's later records still name the process and the element that it was made in.
  const migrated = { ...task.value, ...definitionOf(value), variables: {} };
  rt.writers.event("USER_TASK", "MIGRATED", { key: task.key, value: migrated });
}

/** The values stay as they are; as in Zeebe, the records do not show them. */
function migrateVariables({ rt, key, value }: ElementContext): void {
  const { bpmnProcessId, processDefinitionKey, processInstanceKey } = value;
  for (const [name, variable] of rt.state.variables.of(key)) {
    rt.writers.event("VARIABLE", "MIGRATED", {
      key: variable.key,
      value: {
        name,
        value: "null",
        bpmnProcessId,
        processInstanceKey,
        tenantId: TENANT,
        processDefinitionKey,
        scopeKey: key,
      },
    });
  }
}
