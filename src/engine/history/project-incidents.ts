import type { EngineRecord } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { numberOf, numberOrNull, numbersOf, textOf } from "./values.ts";

/** Incidents, and which instances and elements lie above an open one. */
export function projectIncidents(store: HistoryStore): Projections {
  return {
    INCIDENT: (record) => {
      switch (record.intent) {
        case "CREATED":
          store.incident.insert(record.key, createdIncident(record));
          for (const scopeKey of scopesOf(record)) openScope(store, scopeKey, record.key);
          break;
        case "RESOLVED":
          store.incident.update(record.key, { state: "RESOLVED" });
          store.incidentScope.remove("incident_key", record.key);
          break;
        case "MIGRATED":
          store.incident.update(record.key, migrated(record));
          break;
      }
    },
  };
}

function openScope(store: HistoryStore, scopeKey: number, incidentKey: number): void {
  const id = `${incidentKey}-${scopeKey}`;
  store.incidentScope.insert(id, { id, scope_key: scopeKey, incident_key: incidentKey });
}

/** The element, what encloses it, and the same in the calling instances. */
function scopesOf({ value }: EngineRecord): Set<number> {
  const levels = value["elementInstancePath"];
  const above = Array.isArray(levels) ? levels.flatMap(numbersOf) : [];
  return new Set([...above, numberOf(value, "processInstanceKey"), numberOf(value, "elementInstanceKey")]);
}

function createdIncident({ key, timestamp, value }: EngineRecord) {
  const message = textOf(value, "errorMessage");
  return {
    key,
    error_type: textOf(value, "errorType"),
    error_message: message,
    error_hash: hashCode(message),
    state: "ACTIVE",
    element_id: textOf(value, "elementId"),
    element_instance_key: numberOf(value, "elementInstanceKey"),
    instance_key: numberOf(value, "processInstanceKey"),
    definition_key: numberOf(value, "processDefinitionKey"),
    job_key: numberOrNull(value, "jobKey"),
    tenant_id: textOf(value, "tenantId"),
    created_at: timestamp,
  };
}

function migrated({ value }: EngineRecord) {
  return { definition_key: numberOf(value, "processDefinitionKey"), element_id: textOf(value, "elementId") };
}

/** The 32-bit hash that Camunda's API shows as errorHashCode: Java's hash of a text. */
function hashCode(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
