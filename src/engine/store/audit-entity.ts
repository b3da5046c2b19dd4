import { integer, instant, key, oneOf, SHOWN, text, UNSORTED, type Condition, type Entity } from "./history-entity.ts";

const ENTITY_TYPES = [
  "AUTHORIZATION",
  "BATCH",
  "DECISION",
  "GROUP",
  "INCIDENT",
  "JOB",
  "MAPPING_RULE",
  "PROCESS_INSTANCE",
  "RESOURCE",
  "ROLE",
  "TENANT",
  "USER",
  "USER_TASK",
  "VARIABLE",
  "CLIENT",
];
const OPERATIONS = [
  "ASSIGN",
  "CANCEL",
  "COMPLETE",
  "CREATE",
  "DELETE",
  "EVALUATE",
  "MIGRATE",
  "MODIFY",
  "RESOLVE",
  "RESUME",
  "SUSPEND",
  "UNASSIGN",
  "UNKNOWN",
  "UPDATE",
];
const BATCH_TYPES = [
  "ADD_VARIABLE",
  "CANCEL_PROCESS_INSTANCE",
  "DELETE_DECISION_DEFINITION",
  "DELETE_DECISION_INSTANCE",
  "DELETE_PROCESS_DEFINITION",
  "DELETE_PROCESS_INSTANCE",
  "MIGRATE_PROCESS_INSTANCE",
  "MODIFY_PROCESS_INSTANCE",
  "RESOLVE_INCIDENT",
  "UPDATE_VARIABLE",
];

/** Who asked for what. */
export const AUDIT_LOGS = {
  name: "Audit Log",
  from: "history_audit t LEFT JOIN history_process_instance i ON i.key = t.instance_key",
  id: integer("t.position"),
  fields: {
    auditLogKey: key("t.position"),
    entityKey: text("t.entity_key"),
    entityType: oneOf("t.entity_type", ENTITY_TYPES),
    operationType: oneOf("t.operation", OPERATIONS),
    batchOperationKey: { ...key("NULL"), filter: "none" },
    batchOperationType: oneOf("NULL", BATCH_TYPES),
    timestamp: instant("t.at"),
    actorId: text("t.actor_id"),
    actorType: oneOf("t.actor_type", ["ANONYMOUS", "CLIENT", "UNKNOWN", "USER"]),
    agentElementId: text("NULL", UNSORTED),
    tenantId: text("t.tenant_id"),
    result: oneOf("t.result", ["FAIL", "SUCCESS"]),
    category: oneOf("t.category", ["ADMIN", "DEPLOYED_RESOURCES", "USER_TASKS"]),
    processDefinitionId: text("t.process_id"),
    processDefinitionKey: key("t.definition_key"),
    processInstanceKey: key("t.instance_key"),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    elementInstanceKey: key("t.element_instance_key"),
    jobKey: key("t.job_key"),
    userTaskKey: key("t.user_task_key"),
    decisionRequirementsId: text("t.requirements_id"),
    decisionRequirementsKey: key("t.requirements_key"),
    decisionDefinitionId: text("t.decision_id"),
    decisionDefinitionKey: key("t.decision_key"),
    decisionEvaluationKey: key("t.evaluation_key"),
    deploymentKey: key("t.deployment_key", UNSORTED),
    formKey: key("t.form_key", UNSORTED),
    resourceKey: key("t.resource_key", UNSORTED),
    relatedEntityKey: text("NULL", UNSORTED),
    relatedEntityType: oneOf("NULL", ENTITY_TYPES, UNSORTED),
    entityDescription: text("t.description", UNSORTED),
  },
} satisfies Entity;

/** What a user task's own log is filtered by. */
export const USER_TASK_AUDIT_LOGS = {
  ...AUDIT_LOGS,
  fields: Object.fromEntries(
    Object.entries(AUDIT_LOGS.fields).map(([name, field]) => [
      name,
      ["operationType", "result", "timestamp", "actorType", "actorId"].includes(name)
        ? field
        : { ...field, filter: "none" as const },
    ]),
  ),
} satisfies Entity;

/** Entries about one user task. */
export function ofUserTask(userTaskKey: number): Condition {
  return { sql: "t.user_task_key = ?", params: [userTaskKey] };
}
