import {
  flag,
  HIDDEN,
  instant,
  integer,
  json,
  key,
  oneOf,
  PLAIN,
  PLAIN_UNSORTED,
  SHOWN,
  text,
  UNSORTED,
  type Entity,
} from "./history-entity.ts";

const ELEMENT_TYPES = [
  "UNSPECIFIED",
  "PROCESS",
  "SUB_PROCESS",
  "EVENT_SUB_PROCESS",
  "AD_HOC_SUB_PROCESS",
  "AD_HOC_SUB_PROCESS_INNER_INSTANCE",
  "START_EVENT",
  "INTERMEDIATE_CATCH_EVENT",
  "INTERMEDIATE_THROW_EVENT",
  "BOUNDARY_EVENT",
  "END_EVENT",
  "SERVICE_TASK",
  "RECEIVE_TASK",
  "USER_TASK",
  "MANUAL_TASK",
  "TASK",
  "EXCLUSIVE_GATEWAY",
  "INCLUSIVE_GATEWAY",
  "PARALLEL_GATEWAY",
  "EVENT_BASED_GATEWAY",
  "SEQUENCE_FLOW",
  "MULTI_INSTANCE_BODY",
  "CALL_ACTIVITY",
  "BUSINESS_RULE_TASK",
  "SCRIPT_TASK",
  "SEND_TASK",
  "UNKNOWN",
];
const INSTANCE_STATES = ["ACTIVE", "COMPLETED", "TERMINATED"];
const DEFINITION_STATES = ["ACTIVE", "DRAINING", "DELETED"];

const hasIncident = (keySql: string): string =>
  `EXISTS (SELECT 1 FROM history_incident_scope s WHERE s.scope_key = ${keySql})`;

const WITH_DEFINITION = "LEFT JOIN history_process_definition d ON d.key = t.definition_key";
const WITH_INSTANCE = "LEFT JOIN history_process_instance i ON i.key = t.instance_key";
const WITH_ELEMENT =
  "LEFT JOIN history_element e ON e.definition_key = t.definition_key AND e.element_id = t.element_id";

/** Process definitions, every version. */
export const PROCESS_DEFINITIONS = {
  name: "Process Definition",
  from: "history_process_definition t",
  id: key("t.key"),
  fields: {
    processDefinitionKey: key("t.key", PLAIN),
    name: text("t.name"),
    resourceName: text("t.resource_name", PLAIN),
    version: integer("t.version", PLAIN),
    versionTag: text("t.version_tag", PLAIN),
    processDefinitionId: text("t.process_id"),
    tenantId: text("t.tenant_id", PLAIN),
    hasStartForm: flag("t.start_form IS NOT NULL"),
    state: oneOf("t.state", DEFINITION_STATES, PLAIN_UNSORTED),
    isLatestVersion: flag(
      "t.version = (SELECT max(o.version) FROM history_process_definition o WHERE o.process_id = t.process_id AND o.state <> 'DELETED')",
      HIDDEN,
    ),
  },
} satisfies Entity;

/** Process instances. */
export const PROCESS_INSTANCES = {
  name: "Process Instance",
  from: `history_process_instance t ${WITH_DEFINITION}`,
  id: key("t.key"),
  fields: {
    processInstanceKey: key("t.key"),
    processDefinitionId: text("d.process_id"),
    processDefinitionName: text("d.name"),
    processDefinitionVersion: integer("d.version"),
    processDefinitionVersionTag: text("d.version_tag"),
    processDefinitionKey: key("t.definition_key"),
    parentProcessInstanceKey: key("t.parent_key"),
    parentElementInstanceKey: key("t.parent_element_key"),
    rootProcessInstanceKey: key("t.root_key", SHOWN),
    startDate: instant("t.started_at"),
    endDate: instant("t.ended_at"),
    state: oneOf("t.state", INSTANCE_STATES),
    hasIncident: flag(hasIncident("t.key"), { isSortable: true }),
    tenantId: text("t.tenant_id"),
    tags: json("t.tags"),
    businessId: text("NULL"),
  },
} satisfies Entity;

/** Element instances of process instances. */
export const ELEMENT_INSTANCES = {
  name: "Element Instance",
  from: `history_element_instance t ${WITH_DEFINITION} ${WITH_INSTANCE} ${WITH_ELEMENT}`,
  id: key("t.key"),
  fields: {
    elementInstanceKey: key("t.key", PLAIN),
    processInstanceKey: key("t.instance_key", PLAIN),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    processDefinitionKey: key("t.definition_key", PLAIN),
    processDefinitionId: text("d.process_id", PLAIN),
    elementId: text("t.element_id", PLAIN),
    elementName: text("coalesce(e.name, t.element_id)", PLAIN),
    type: oneOf("t.type", ELEMENT_TYPES, PLAIN),
    state: oneOf("t.state", INSTANCE_STATES),
    startDate: instant("t.started_at"),
    endDate: instant("t.ended_at"),
    hasIncident: flag(hasIncident("t.key")),
    incidentKey: key("(SELECT min(s.incident_key) FROM history_incident_scope s WHERE s.scope_key = t.key)", PLAIN),
    tenantId: text("t.tenant_id", PLAIN),
    elementInstanceScopeKey: key("t.scope_key", { ...HIDDEN, ...PLAIN }),
  },
} satisfies Entity;

/** Variables with their present value. */
export const VARIABLES = {
  name: "Variable",
  from: `history_variable t ${WITH_INSTANCE}`,
  id: key("t.key"),
  fields: {
    variableKey: key("t.key"),
    name: text("t.name"),
    value: text("t.value"),
    scopeKey: key("t.scope_key"),
    processInstanceKey: key("t.instance_key"),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    tenantId: text("t.tenant_id", PLAIN),
  },
} satisfies Entity;

/** Jobs of all kinds. */
export const JOBS = {
  name: "Job",
  from: `history_job t ${WITH_DEFINITION} ${WITH_INSTANCE}`,
  id: key("t.key"),
  fields: {
    jobKey: key("t.key"),
    type: text("t.type"),
    worker: text("t.worker"),
    state: oneOf("t.state", [
      "CANCELED",
      "COMPLETED",
      "CREATED",
      "ERROR_THROWN",
      "FAILED",
      "MIGRATED",
      "RETRIES_UPDATED",
      "TIMED_OUT",
    ]),
    kind: oneOf("t.kind", ["BPMN_ELEMENT", "EXECUTION_LISTENER", "TASK_LISTENER", "AD_HOC_SUB_PROCESS"]),
    listenerEventType: oneOf("t.listener_event", [
      "ASSIGNING",
      "CANCELING",
      "COMPLETING",
      "CREATING",
      "END",
      "START",
      "UNSPECIFIED",
      "UPDATING",
    ]),
    retries: integer("t.retries"),
    hasFailedWithRetriesLeft: flag("(t.state = 'FAILED' AND t.retries > 0)", { isSortable: true }),
    isDenied: flag("t.is_denied", { isSortable: true }),
    deniedReason: text("t.denied_reason"),
    errorCode: text("t.error_code"),
    errorMessage: text("t.error_message"),
    customHeaders: json("t.headers"),
    deadline: instant("t.deadline"),
    creationTime: instant("t.created_at", UNSORTED),
    lastUpdateTime: instant("t.updated_at", UNSORTED),
    endTime: instant("t.ended_at"),
    processDefinitionId: text("d.process_id"),
    processDefinitionKey: key("t.definition_key"),
    processInstanceKey: key("t.instance_key"),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    elementId: text("t.element_id"),
    elementInstanceKey: key("t.element_instance_key"),
    tenantId: text("t.tenant_id"),
  },
} satisfies Entity;

/** Camunda user tasks. */
export const USER_TASKS = {
  name: "User Task",
  from: `history_user_task t ${WITH_DEFINITION} ${WITH_INSTANCE} ${WITH_ELEMENT}`,
  id: key("t.key"),
  fields: {
    userTaskKey: key("t.key", PLAIN_UNSORTED),
    name: text("coalesce(e.name, t.element_id)"),
    state: oneOf(
      "t.state",
      ["CREATING", "CREATED", "ASSIGNING", "UPDATING", "COMPLETING", "COMPLETED", "CANCELING", "CANCELED", "FAILED"],
      UNSORTED,
    ),
    assignee: text("t.assignee", UNSORTED),
    elementId: text("t.element_id", PLAIN_UNSORTED),
    candidateGroups: json("t.candidate_groups"),
    candidateUsers: json("t.candidate_users"),
    processDefinitionId: text("d.process_id", PLAIN_UNSORTED),
    creationDate: instant("t.created_at"),
    completionDate: instant("t.ended_at"),
    followUpDate: instant("t.follow_up_at"),
    dueDate: instant("t.due_at"),
    tenantId: text("t.tenant_id", UNSORTED),
    externalFormReference: text("t.external_form", SHOWN),
    processDefinitionVersion: integer("d.version", SHOWN),
    customHeaders: json("t.headers"),
    priority: integer("t.priority"),
    elementInstanceKey: key("t.element_instance_key", PLAIN_UNSORTED),
    processName: text("coalesce(d.name, d.process_id)", SHOWN),
    processDefinitionKey: key("t.definition_key", PLAIN_UNSORTED),
    processInstanceKey: key("t.instance_key", PLAIN_UNSORTED),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    formKey: key("t.form_key", SHOWN),
    tags: json("coalesce(i.tags, '[]')"),
  },
} satisfies Entity;

/** Incidents, open and resolved. */
export const INCIDENTS = {
  name: "Incident",
  from: `history_incident t ${WITH_DEFINITION} ${WITH_INSTANCE}`,
  id: key("t.key"),
  fields: {
    incidentKey: key("t.key"),
    processDefinitionId: text("d.process_id"),
    errorType: text("t.error_type"),
    errorMessage: text("t.error_message", UNSORTED),
    elementId: text("t.element_id"),
    creationTime: instant("t.created_at"),
    state: oneOf("t.state", ["ACTIVE", "MIGRATED", "PENDING", "RESOLVED", "UNKNOWN"]),
    tenantId: text("t.tenant_id"),
    processDefinitionKey: key("t.definition_key"),
    processInstanceKey: key("t.instance_key"),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    elementInstanceKey: key("t.element_instance_key"),
    jobKey: key("t.job_key"),
  },
} satisfies Entity;

const OF_INSTANCE = `${WITH_INSTANCE} LEFT JOIN history_process_definition d ON d.key = i.definition_key`;

/** Message subscriptions of waiting elements. */
export const MESSAGE_SUBSCRIPTIONS = {
  name: "Message Subscription",
  from: `history_message_subscription t ${OF_INSTANCE}`,
  id: key("t.key"),
  fields: {
    messageSubscriptionKey: key("t.key"),
    processDefinitionId: text("t.process_id"),
    processDefinitionKey: key("i.definition_key", UNSORTED),
    processInstanceKey: key("t.instance_key"),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    elementId: text("t.element_id"),
    elementInstanceKey: key("t.element_instance_key"),
    messageSubscriptionState: oneOf("t.state", ["CORRELATED", "CREATED", "DELETED", "MIGRATED"]),
    lastUpdatedDate: instant("t.updated_at"),
    messageName: text("t.message_name"),
    correlationKey: text("t.correlation_key"),
    tenantId: text("t.tenant_id"),
  },
} satisfies Entity;

/** Which message reached which subscription. */
export const CORRELATIONS = {
  name: "Correlated Message Subscription",
  from: `history_correlation t ${OF_INSTANCE}`,
  id: text("t.id"),
  fields: {
    correlationKey: text("t.correlation_key"),
    correlationTime: instant("t.correlated_at"),
    elementId: text("t.element_id"),
    elementInstanceKey: key("t.element_instance_key"),
    messageKey: key("t.message_key"),
    messageName: text("t.message_name"),
    partitionId: integer("1"),
    processDefinitionId: text("t.process_id"),
    processDefinitionKey: key("i.definition_key"),
    processInstanceKey: key("t.instance_key"),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    subscriptionKey: key("t.subscription_key"),
    tenantId: text("t.tenant_id"),
  },
} satisfies Entity;

/** Decision requirements graphs, every version. */
export const DECISION_REQUIREMENTS = {
  name: "Decision Requirements",
  from: "history_decision_requirements t",
  id: key("t.key"),
  fields: {
    decisionRequirementsKey: key("t.key", PLAIN),
    decisionRequirementsId: text("t.requirements_id", PLAIN),
    decisionRequirementsName: text("t.name", PLAIN),
    version: integer("t.version", PLAIN),
    resourceName: text("t.resource_name", PLAIN_UNSORTED),
    tenantId: text("t.tenant_id", PLAIN),
  },
} satisfies Entity;

/** Decisions, every version. */
export const DECISION_DEFINITIONS = {
  name: "Decision Definition",
  from: "history_decision t LEFT JOIN history_decision_requirements r ON r.key = t.requirements_key",
  id: key("t.key"),
  fields: {
    decisionDefinitionKey: key("t.key", PLAIN),
    decisionDefinitionId: text("t.decision_id", PLAIN),
    name: text("t.name", PLAIN),
    version: integer("t.version", PLAIN),
    decisionRequirementsId: text("r.requirements_id", PLAIN),
    decisionRequirementsKey: key("t.requirements_key", PLAIN),
    decisionRequirementsName: text("r.name", PLAIN),
    decisionRequirementsVersion: integer("r.version", PLAIN),
    tenantId: text("t.tenant_id", PLAIN),
    isLatestVersion: flag(
      "t.version = (SELECT max(o.version) FROM history_decision o WHERE o.decision_id = t.decision_id AND o.state <> 'DELETED')",
      HIDDEN,
    ),
  },
} satisfies Entity;

/** Evaluated decisions. */
export const DECISION_INSTANCES = {
  name: "Decision Instance",
  from: `history_decision_instance t ${WITH_INSTANCE}`,
  id: text("t.id"),
  fields: {
    decisionEvaluationInstanceKey: text("t.id"),
    decisionEvaluationKey: key("t.evaluation_key", PLAIN),
    decisionDefinitionKey: key("t.decision_key"),
    decisionDefinitionId: text("t.decision_id", PLAIN),
    decisionDefinitionName: text("t.name", PLAIN),
    decisionDefinitionVersion: integer("t.version", PLAIN),
    decisionDefinitionType: oneOf("t.type", ["DECISION_TABLE", "LITERAL_EXPRESSION", "UNSPECIFIED", "UNKNOWN"], PLAIN),
    evaluationDate: instant("t.evaluated_at"),
    evaluationFailure: text("t.failure", PLAIN),
    state: oneOf("t.state", ["EVALUATED", "FAILED", "UNSPECIFIED", "UNKNOWN"]),
    result: text("t.result", SHOWN),
    rootDecisionDefinitionKey: key("t.root_decision_key"),
    elementInstanceKey: key("t.element_instance_key"),
    processDefinitionKey: key("t.definition_key", PLAIN),
    processInstanceKey: key("t.instance_key", PLAIN),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    tenantId: text("t.tenant_id", PLAIN),
    decisionRequirementsKey: key("t.requirements_key", HIDDEN),
  },
} satisfies Entity;
