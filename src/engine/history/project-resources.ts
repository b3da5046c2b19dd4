import type { EngineRecord } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import { outlineOf } from "./outline.ts";
import type { Projections } from "./projections.ts";
import { numberOf, resourceText, textOf, textOrNull } from "./values.ts";

const DELETED = { state: "DELETED" } as const;

/** What was deployed: processes, decisions, forms and other resources. The records of a deletion have keys of their own. */
export function projectResources(store: HistoryStore): Projections {
  return {
    PROCESS: (record) => {
      if (record.intent === "CREATED") createProcess(store, record);
      else if (record.intent === "DELETED")
        store.processDefinition.update(numberOf(record.value, "processDefinitionKey"), DELETED);
    },
    DECISION_REQUIREMENTS: (record) => {
      if (record.intent === "CREATED") createRequirements(store, record);
      else if (record.intent === "DELETED")
        store.decisionRequirements.update(numberOf(record.value, "decisionRequirementsKey"), DELETED);
    },
    DECISION: (record) => {
      if (record.intent === "CREATED") createDecision(store, record);
      else if (record.intent === "DELETED") store.decision.update(numberOf(record.value, "decisionKey"), DELETED);
    },
    FORM: (record) => {
      if (record.intent === "CREATED") createForm(store, record);
      else if (record.intent === "DELETED") store.form.update(numberOf(record.value, "formKey"), DELETED);
    },
    RESOURCE: (record) => {
      if (record.intent === "CREATED") createResource(store, record);
      else if (record.intent === "DELETED") store.resource.update(numberOf(record.value, "resourceKey"), DELETED);
    },
  };
}

function createProcess(store: HistoryStore, { key, value }: EngineRecord): void {
  const processId = textOf(value, "bpmnProcessId");
  const xml = resourceText(value, "resource");
  const outline = outlineOf(xml, processId);
  store.processDefinition.insert(key, {
    key,
    process_id: processId,
    version: numberOf(value, "version"),
    version_tag: textOrNull(value, "versionTag"),
    name: outline?.name ?? null,
    resource_name: textOf(value, "resourceName"),
    tenant_id: textOf(value, "tenantId"),
    deployment_key: numberOf(value, "deploymentKey"),
    start_form: outline?.startForm === undefined ? null : JSON.stringify(outline.startForm),
    state: "ACTIVE",
    xml,
  });
  for (const [elementId, name] of outline?.elementNames ?? []) nameElement(store, key, { elementId, name });
}

function nameElement(store: HistoryStore, definitionKey: number, element: { elementId: string; name: string }): void {
  const id = `${definitionKey}-${element.elementId}`;
  store.element.insert(id, { id, definition_key: definitionKey, element_id: element.elementId, name: element.name });
}

function createRequirements(store: HistoryStore, { key, value }: EngineRecord): void {
  store.decisionRequirements.insert(key, {
    key,
    requirements_id: textOf(value, "decisionRequirementsId"),
    name: textOf(value, "decisionRequirementsName"),
    version: numberOf(value, "decisionRequirementsVersion"),
    resource_name: textOf(value, "resourceName"),
    tenant_id: textOf(value, "tenantId"),
    state: "ACTIVE",
    xml: resourceText(value, "resource"),
  });
}

function createDecision(store: HistoryStore, { key, value }: EngineRecord): void {
  store.decision.insert(key, {
    key,
    decision_id: textOf(value, "decisionId"),
    name: textOf(value, "decisionName"),
    version: numberOf(value, "version"),
    requirements_key: numberOf(value, "decisionRequirementsKey"),
    tenant_id: textOf(value, "tenantId"),
    state: "ACTIVE",
  });
}

function createForm(store: HistoryStore, { key, value }: EngineRecord): void {
  store.form.insert(key, {
    key,
    form_id: textOf(value, "formId"),
    version: numberOf(value, "version"),
    version_tag: textOrNull(value, "versionTag"),
    deployment_key: numberOf(value, "deploymentKey"),
    resource_name: textOf(value, "resourceName"),
    tenant_id: textOf(value, "tenantId"),
    state: "ACTIVE",
    schema: resourceText(value, "resource"),
  });
}

function createResource(store: HistoryStore, { key, value }: EngineRecord): void {
  store.resource.insert(key, {
    key,
    resource_id: textOf(value, "resourceId"),
    version: numberOf(value, "version"),
    version_tag: textOrNull(value, "versionTag"),
    resource_name: textOf(value, "resourceName"),
    tenant_id: textOf(value, "tenantId"),
    state: "ACTIVE",
    content: textOf(value, "resourceProp"),
  });
}
