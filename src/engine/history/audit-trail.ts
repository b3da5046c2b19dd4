import type { Command, EngineRecord, JsonObject } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import { numberOf, numberOrNull, textOf, textOrNull } from "./values.ts";

/** Which events and refusals of a value type are kept, and what they are called. */
interface Audited {
  readonly entity: string;
  readonly category: "DEPLOYED_RESOURCES" | "USER_TASKS";
  /** Operation by intent of the event. */
  readonly events: Readonly<Record<string, string>>;
  /** Operation by intent of the refused command. */
  readonly refusals?: Readonly<Record<string, string>>;
  /** The value's field that holds the entity's key; absent: the record's key. */
  readonly keyField?: string;
  /** The value's field that describes the entity. */
  readonly description?: string;
  /** Whether the record is kept at all; absent: always. */
  isKept?(record: EngineRecord, command: Command): boolean;
}

const DEPLOYED = { category: "DEPLOYED_RESOURCES", events: { CREATED: "CREATE", DELETED: "DELETE" } } as const;
const INSTANCE = { entity: "PROCESS_INSTANCE", category: "DEPLOYED_RESOURCES" } as const;

const isFromTask = (command: Command): boolean => command.valueType === "USER_TASK";

/** What is kept of the stream, as Camunda keeps it: what people ask for, not what the engine does by itself or workers do all day. */
const AUDITED: Readonly<Record<string, Audited>> = {
  PROCESS_INSTANCE_CREATION: { ...INSTANCE, events: { CREATED: "CREATE" }, keyField: "processInstanceKey" },
  PROCESS_INSTANCE_MODIFICATION: { ...INSTANCE, events: { MODIFIED: "MODIFY" }, keyField: "processInstanceKey" },
  PROCESS_INSTANCE_MIGRATION: {
    ...INSTANCE,
    events: { MIGRATED: "MIGRATE" },
    refusals: { MIGRATE: "MIGRATE" },
    keyField: "processInstanceKey",
  },
  PROCESS_INSTANCE: {
    ...INSTANCE,
    events: { ELEMENT_TERMINATING: "CANCEL" },
    refusals: { CANCEL: "CANCEL" },
    isKept: ({ key }, command) => command.intent === "CANCEL" && command.key === key,
  },
  INCIDENT: {
    entity: "INCIDENT",
    category: "DEPLOYED_RESOURCES",
    events: { RESOLVED: "RESOLVE" },
    refusals: { RESOLVE: "RESOLVE" },
    isKept: (_record, command) => command.valueType === "INCIDENT",
  },
  USER_TASK: {
    entity: "USER_TASK",
    category: "USER_TASKS",
    events: { ASSIGNED: "ASSIGN", UPDATED: "UPDATE", COMPLETED: "COMPLETE" },
    refusals: { ASSIGN: "ASSIGN", CLAIM: "ASSIGN", UPDATE: "UPDATE", COMPLETE: "COMPLETE" },
    isKept: (record, command) => isFromTask(command) || record.intent !== "ASSIGNED",
  },
  VARIABLE: {
    entity: "VARIABLE",
    category: "DEPLOYED_RESOURCES",
    events: { CREATED: "CREATE", UPDATED: "UPDATE" },
    description: "name",
    isKept: (_record, command) => command.valueType === "VARIABLE_DOCUMENT" || isFromTask(command),
  },
  DECISION_EVALUATION: {
    entity: "DECISION",
    category: "DEPLOYED_RESOURCES",
    events: { EVALUATED: "EVALUATE", FAILED: "EVALUATE" },
    isKept: (_record, command) => command.valueType === "DECISION_EVALUATION",
  },
  PROCESS: { ...DEPLOYED, entity: "RESOURCE", keyField: "processDefinitionKey", description: "resourceName" },
  DECISION: { ...DEPLOYED, entity: "DECISION", keyField: "decisionKey", description: "decisionName" },
  DECISION_REQUIREMENTS: {
    ...DEPLOYED,
    entity: "RESOURCE",
    keyField: "decisionRequirementsKey",
    description: "resourceName",
  },
  FORM: { ...DEPLOYED, entity: "RESOURCE", keyField: "formKey", description: "resourceName" },
  RESOURCE: { ...DEPLOYED, entity: "RESOURCE", keyField: "resourceKey", description: "resourceName" },
};

/** Keeps who asked for what, in the transaction of the records that it led to. */
export function createAuditTrail(store: HistoryStore) {
  return (record: EngineRecord, command: Command | undefined): void => {
    const audited = AUDITED[record.valueType];
    // What the engine does by itself, such as a due timer, nobody has asked for.
    if (audited === undefined || command === undefined) return;
    const operation = operationOf(audited, record);
    if (operation === undefined || audited.isKept?.(record, command) === false) return;
    store.audit.insert(record.position, { ...entryOf(audited, record, command), operation, ...subjectOf(record) });
  };
}

function operationOf({ events, refusals }: Audited, record: EngineRecord): string | undefined {
  if (record.recordType === "EVENT") {
    const isTakenAway = record.intent === "ASSIGNED" && textOf(record.value, "assignee") === "";
    return isTakenAway ? "UNASSIGN" : events[record.intent];
  }
  return record.rejectionType === "INVALID_STATE" ? refusals?.[record.intent] : undefined;
}

function entryOf(audited: Audited, record: EngineRecord, command: Command) {
  const { valueType, intent, value } = record;
  const isRefused = record.recordType === "COMMAND_REJECTION";
  const isFailed = isRefused || (valueType === "DECISION_EVALUATION" && intent === "FAILED");
  const key = audited.keyField === undefined ? record.key : numberOf(value, audited.keyField);
  const described = audited.description === undefined ? null : textOrNull(value, audited.description);
  return {
    position: record.position,
    entity_key: String(key),
    entity_type: audited.entity,
    category: valueType === "VARIABLE" && isFromTask(command) ? "USER_TASKS" : audited.category,
    at: record.timestamp,
    actor_id: command.actor ?? null,
    actor_type: command.actor === undefined ? "ANONYMOUS" : "USER",
    result: isFailed ? "FAIL" : "SUCCESS",
    description: isRefused ? record.rejectionType : described,
    tenant_id: textOrNull(value, "tenantId"),
    user_task_key: valueType === "USER_TASK" ? record.key : null,
  };
}

/** The keys by which an entry is found, wherever the value names them. */
function subjectOf({ valueType, key, value }: EngineRecord) {
  const isEvaluation = valueType === "DECISION_EVALUATION";
  return {
    process_id: textOrNull(value, "bpmnProcessId"),
    definition_key: keyOrNull(value, "processDefinitionKey"),
    instance_key: valueType === "PROCESS_INSTANCE" ? key : keyOrNull(value, "processInstanceKey"),
    element_instance_key: keyOrNull(value, "elementInstanceKey"),
    job_key: keyOrNull(value, "jobKey"),
    requirements_id: textOrNull(value, "decisionRequirementsId"),
    requirements_key: keyOrNull(value, "decisionRequirementsKey"),
    decision_id: textOrNull(value, "decisionId"),
    decision_key: keyOrNull(value, "decisionKey"),
    evaluation_key: isEvaluation ? key : null,
    deployment_key: keyOrNull(value, "deploymentKey"),
    form_key: valueType === "FORM" ? keyOrNull(value, "formKey") : null,
    resource_key: valueType === "RESOURCE" ? keyOrNull(value, "resourceKey") : null,
  };
}

function keyOrNull(value: JsonObject, name: string): number | null {
  const key = numberOrNull(value, name);
  return key === null || key <= 0 ? null : key;
}
