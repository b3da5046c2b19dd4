import type { EngineRecord } from "../core/record.ts";
import type { ElementContext, Failure, Runtime } from "../core/runtime.ts";
import { instanceOf } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { FailedCommand, IncidentRow, IncidentValue, JobRow } from "../store/tables.ts";

/** Raises an incident: the phase that failed is repeated when it is resolved. */
export function raiseIncident(
  context: ElementContext,
  failure: Failure,
  failed: string | Omit<FailedCommand, "value">,
): void {
  const { rt, value } = context;
  const incident = incidentValue(context, failure, -1);
  create(rt, { value: incident, failed: { ...(typeof failed === "string" ? { intent: failed } : failed), value } });
}

/** Raises the incident of a job; resolving it makes the job available again. */
export function raiseJobIncident(context: ElementContext, failure: Failure, job: JobRow): void {
  create(context.rt, { value: incidentValue(context, failure, job.key), failed: undefined });
}

function incidentValue(context: ElementContext, failure: Failure, jobKey: number): IncidentValue {
  const { value, key } = context;
  const instance = instanceOf(context);
  return {
    errorType: failure.errorType,
    errorMessage: failure.message,
    bpmnProcessId: value.bpmnProcessId,
    processInstanceKey: value.processInstanceKey,
    elementId: value.elementId,
    elementInstanceKey: key,
    jobKey,
    tenantId: TENANT,
    processDefinitionKey: value.processDefinitionKey,
    variableScopeKey: failure.variableScopeKey ?? key,
    elementInstancePath: instance.path,
    processDefinitionPath: instance.definitionPath,
    callingElementPath: instance.callingPath,
  };
}

function create(rt: Runtime, incident: Omit<IncidentRow, "key">): void {
  const key = rt.keys.next();
  rt.state.incidents.insert(key, { key, ...incident });
  rt.writers.event("INCIDENT", "CREATED", { key, value: incident.value });
}

/** Resolves the incidents of an element that ends. */
export function dropIncidents(context: ElementContext): void {
  const { rt, key } = context;
  for (const incident of rt.state.incidents.query("ofElement", key)) resolveIncident(rt, incident);
}

/** Writes that an incident is over. */
export function resolveIncident(rt: Runtime, incident: IncidentRow): EngineRecord {
  rt.state.incidents.delete(incident.key);
  return rt.writers.event("INCIDENT", "RESOLVED", { key: incident.key, value: incident.value });
}
