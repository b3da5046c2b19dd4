import type { EngineRecord } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { jsonOf, numberOf, numberOrNull, textOf } from "./values.ts";

/** Process instances, element instances and the flows they took. */
export function projectProcessInstances(store: HistoryStore): Projections {
  const endElement = store.elementInstance.updater("state", "ended_at");
  return {
    PROCESS_INSTANCE: (record) => {
      const { intent, key, timestamp, value } = record;
      if (intent === "SEQUENCE_FLOW_TAKEN") takeFlow(store, record);
      else if (intent === "SEQUENCE_FLOW_DELETED")
        store.flows.delete(numberOf(value, "processInstanceKey"), textOf(value, "elementId"));
      else if (value["bpmnElementType"] === "PROCESS") projectProcess(store, record);
      else if (intent === "ELEMENT_COMPLETED") endElement(key, "COMPLETED", timestamp);
      else projectElement(store, record);
    },
  };
}

function takeFlow(store: HistoryStore, { value }: EngineRecord): void {
  store.flows.take(numberOf(value, "processInstanceKey"), textOf(value, "elementId"));
}

function projectProcess(store: HistoryStore, record: EngineRecord): void {
  const { intent, key, timestamp, value } = record;
  switch (intent) {
    case "ELEMENT_ACTIVATING":
      store.processInstance.insert(key, startedProcess(store, record));
      break;
    case "ELEMENT_COMPLETED":
      store.processInstance.update(key, { state: "COMPLETED", ended_at: timestamp });
      break;
    case "ELEMENT_TERMINATED":
      store.processInstance.update(key, { state: "TERMINATED", ended_at: timestamp });
      break;
    case "ELEMENT_MIGRATED":
      store.processInstance.update(key, { definition_key: numberOf(value, "processDefinitionKey") });
      break;
  }
}

function startedProcess(store: HistoryStore, { key, timestamp, value }: EngineRecord) {
  const parentKey = numberOrNull(value, "parentProcessInstanceKey");
  const rootKey = parentKey === null ? key : (store.processInstance.column(parentKey, "root_key") ?? parentKey);
  return {
    key,
    definition_key: numberOf(value, "processDefinitionKey"),
    parent_key: parentKey,
    parent_element_key: numberOrNull(value, "parentElementInstanceKey"),
    root_key: rootKey,
    state: "ACTIVE",
    started_at: timestamp,
    ended_at: null,
    tenant_id: textOf(value, "tenantId"),
    tags: jsonOf(value, "tags", "[]"),
  };
}

function projectElement(store: HistoryStore, record: EngineRecord): void {
  const { intent, key, timestamp } = record;
  switch (intent) {
    case "ELEMENT_ACTIVATING":
      store.elementInstance.insert(key, startedElement(record));
      break;
    case "ELEMENT_TERMINATED":
      store.elementInstance.update(key, { state: "TERMINATED", ended_at: timestamp });
      break;
    case "ELEMENT_MIGRATED":
      store.elementInstance.update(key, migratedElement(record));
      break;
  }
}

function startedElement({ key, timestamp, value }: EngineRecord) {
  return {
    key,
    instance_key: numberOf(value, "processInstanceKey"),
    definition_key: numberOf(value, "processDefinitionKey"),
    element_id: textOf(value, "elementId"),
    type: textOf(value, "bpmnElementType"),
    state: "ACTIVE",
    started_at: timestamp,
    ended_at: null,
    scope_key: numberOf(value, "flowScopeKey"),
    tenant_id: textOf(value, "tenantId"),
  };
}

function migratedElement({ value }: EngineRecord) {
  return { definition_key: numberOf(value, "processDefinitionKey"), element_id: textOf(value, "elementId") };
}
