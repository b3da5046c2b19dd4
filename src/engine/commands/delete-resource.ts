import { closeStartEvents, openStartEvents } from "../behaviour/start-events.ts";
import { numberField } from "../core/fields.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { ProcessRow } from "../store/tables.ts";
import type { DecisionRequirementsRow } from "../store/tables-resources.ts";
import { decisionValue, requirementsRecord } from "./deploy-decisions.ts";
import { formRecord } from "./deploy-forms.ts";
import { resourceRecord } from "./deploy-resources.ts";
import { noteVersion } from "./versions.ts";

/** Deletion of deployed resources. */
export const deleteResourceCommands: CommandProcessors = { "RESOURCE_DELETION DELETE": deleteResource };

function deleteResource(rt: Runtime, command: PendingCommand): void {
  const resourceKey = numberField(command.value, "resourceKey");
  const found = deletionOf(rt, resourceKey);
  if (found === undefined) {
    const reason = `Expected to delete resource but no resource found with key \`${resourceKey}\``;
    rt.writers.reject("NOT_FOUND", reason, { resourceKey, tenantId: "" });
    return;
  }
  if (rt.state.elementInstances.query("ofDefinition", resourceKey).length > 0) {
    const reason = `Expected to delete resource with key \`${resourceKey}\` but there are still running instances`;
    rt.writers.reject("INVALID_STATE", reason, { resourceKey, tenantId: TENANT });
    return;
  }
  const key = rt.keys.next();
  rt.writers.event("RESOURCE_DELETION", "DELETING", { key, value: { resourceKey, tenantId: "" } });
  found();
  const value = { resourceKey, tenantId: TENANT };
  rt.writers.respond(rt.writers.event("RESOURCE_DELETION", "DELETED", { key, value }));
}

/** What deletes the resource with a key; undefined when there is none. */
function deletionOf(rt: Runtime, resourceKey: number): (() => void) | undefined {
  const { processes, decisionRequirements, forms, resources } = rt.state;
  const process = processes.get(resourceKey);
  const requirements = decisionRequirements.get(resourceKey);
  const form = forms.get(resourceKey);
  const resource = resources.get(resourceKey);
  if (process !== undefined)
    return () => {
      deleteProcess(rt, process);
    };
  if (requirements !== undefined)
    return () => {
      deleteRequirements(rt, requirements);
    };
  if (form !== undefined) {
    return () => {
      forms.delete(form.key);
      noteVersion(rt, { kind: "form", id: form.formId }, form.version);
      rt.writers.event("FORM", "DELETED", { key: rt.keys.next(), value: formRecord(form) });
    };
  }
  if (resource === undefined) return undefined;
  return () => {
    resources.delete(resource.key);
    noteVersion(rt, { kind: "resource", id: resource.resourceId }, resource.version);
    rt.writers.event("RESOURCE", "DELETED", { key: rt.keys.next(), value: resourceRecord(resource) });
  };
}

/** Deletes a version of a process; with the newest one the version before takes over its start events. */
function deleteProcess(rt: Runtime, process: ProcessRow): void {
  const { state, writers, keys } = rt;
  const { key, bpmnProcessId, version } = process;
  const value = deletedProcess(process);
  writers.event("PROCESS", "DELETING", { key: keys.next(), value });
  if (state.latestProcess(bpmnProcessId)?.key === key) {
    const previous = state.processes.query("before", bpmnProcessId, version)[0];
    closeStartEvents(rt, key);
    if (previous !== undefined) openStartEvents(rt, previous);
    state.setLatestProcess(bpmnProcessId, previous?.key);
  }
  noteVersion(rt, { kind: "process", id: bpmnProcessId }, version);
  state.processes.delete(key);
  writers.event("PROCESS", "DELETED", { key: keys.next(), value });
}

/** A deleted process shows neither its content nor its checksum. */
function deletedProcess(process: ProcessRow) {
  return {
    bpmnProcessId: process.bpmnProcessId,
    version: process.version,
    processDefinitionKey: process.key,
    resourceName: process.resourceName,
    checksum: "",
    resource: "",
    tenantId: TENANT,
    deploymentKey: process.deploymentKey,
    versionTag: process.versionTag,
    duplicate: false,
  };
}

function deleteRequirements(rt: Runtime, requirements: DecisionRequirementsRow): void {
  const { state, writers, keys } = rt;
  for (const decision of state.decisions.query("ofRequirements", requirements.key)) {
    state.decisions.delete(decision.key);
    writers.event("DECISION", "DELETED", { key: keys.next(), value: decisionValue(decision, false) });
  }
  state.decisionRequirements.delete(requirements.key);
  // Zeebe does not keep the namespace beyond the record of the deployment.
  const value = { ...requirementsRecord(requirements), namespace: "" };
  writers.event("DECISION_REQUIREMENTS", "DELETED", { key: keys.next(), value });
}
