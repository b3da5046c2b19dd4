/** Column types of the read tables. */
type ColumnType = "INTEGER" | "TEXT";

/** A read table of the history: its first column is the primary key. */
export interface HistoryTableSpec {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Each a list of columns, followed by a condition for a partial index where one is given. */
  readonly indexes: readonly (readonly string[])[];
}

const I = "INTEGER";
const T = "TEXT";

/** All read tables that the projection writes and the searches read. */
export const HISTORY_TABLES = {
  processDefinition: {
    name: "history_process_definition",
    columns: {
      key: I,
      process_id: T,
      version: I,
      version_tag: T,
      name: T,
      resource_name: T,
      tenant_id: T,
      deployment_key: I,
      start_form: T,
      state: T,
      xml: T,
    },
    indexes: [["process_id", "version"]],
  },
  element: {
    name: "history_element",
    columns: { id: T, definition_key: I, element_id: T, name: T },
    indexes: [["definition_key", "element_id"]],
  },
  processInstance: {
    name: "history_process_instance",
    columns: {
      key: I,
      definition_key: I,
      parent_key: I,
      parent_element_key: I,
      root_key: I,
      state: T,
      started_at: I,
      ended_at: I,
      tenant_id: T,
      tags: T,
    },
    indexes: [["definition_key", "state"], ["parent_key"], ["root_key"]],
  },
  elementInstance: {
    name: "history_element_instance",
    columns: {
      key: I,
      instance_key: I,
      definition_key: I,
      element_id: T,
      type: T,
      state: T,
      started_at: I,
      ended_at: I,
      scope_key: I,
      tenant_id: T,
    },
    indexes: [["instance_key"]],
  },
  variable: {
    name: "history_variable",
    columns: { key: I, name: T, value: T, scope_key: I, instance_key: I, definition_key: I, tenant_id: T },
    indexes: [
      ["instance_key", "name"],
      ["scope_key", "name"],
    ],
  },
  job: {
    name: "history_job",
    columns: {
      key: I,
      type: T,
      kind: T,
      listener_event: T,
      state: T,
      worker: T,
      retries: I,
      deadline: I,
      headers: T,
      error_code: T,
      error_message: T,
      is_denied: I,
      denied_reason: T,
      element_id: T,
      element_instance_key: I,
      instance_key: I,
      definition_key: I,
      tenant_id: T,
      created_at: I,
      updated_at: I,
      ended_at: I,
    },
    indexes: [["instance_key"]],
  },
  userTask: {
    name: "history_user_task",
    columns: {
      key: I,
      state: T,
      assignee: T,
      candidate_groups: T,
      candidate_users: T,
      due_at: I,
      follow_up_at: I,
      priority: I,
      form_key: I,
      external_form: T,
      headers: T,
      element_id: T,
      element_instance_key: I,
      instance_key: I,
      definition_key: I,
      tenant_id: T,
      created_at: I,
      ended_at: I,
    },
    indexes: [["state"], ["instance_key"], ["assignee"]],
  },
  incident: {
    name: "history_incident",
    columns: {
      key: I,
      error_type: T,
      error_message: T,
      error_hash: I,
      state: T,
      element_id: T,
      element_instance_key: I,
      instance_key: I,
      definition_key: I,
      job_key: I,
      tenant_id: T,
      created_at: I,
    },
    indexes: [["instance_key"], ["state"], ["element_instance_key"]],
  },
  incidentScope: {
    name: "history_incident_scope",
    columns: { id: T, scope_key: I, incident_key: I },
    indexes: [["scope_key"], ["incident_key"]],
  },
  messageSubscription: {
    name: "history_message_subscription",
    columns: {
      key: I,
      state: T,
      message_name: T,
      correlation_key: T,
      element_id: T,
      element_instance_key: I,
      instance_key: I,
      process_id: T,
      tenant_id: T,
      updated_at: I,
    },
    indexes: [["instance_key"], ["message_name"]],
  },
  correlation: {
    name: "history_correlation",
    columns: {
      id: T,
      subscription_key: I,
      message_key: I,
      message_name: T,
      correlation_key: T,
      element_id: T,
      element_instance_key: I,
      instance_key: I,
      process_id: T,
      tenant_id: T,
      correlated_at: I,
    },
    indexes: [["instance_key"], ["message_key"]],
  },
  decisionRequirements: {
    name: "history_decision_requirements",
    columns: {
      key: I,
      requirements_id: T,
      name: T,
      version: I,
      resource_name: T,
      tenant_id: T,
      state: T,
      xml: T,
    },
    indexes: [["requirements_id", "version"]],
  },
  decision: {
    name: "history_decision",
    columns: { key: I, decision_id: T, name: T, version: I, requirements_key: I, tenant_id: T, state: T },
    indexes: [["decision_id", "version"]],
  },
  decisionInstance: {
    name: "history_decision_instance",
    columns: {
      id: T,
      evaluation_key: I,
      decision_key: I,
      decision_id: T,
      name: T,
      version: I,
      type: T,
      state: T,
      result: T,
      failure: T,
      inputs: T,
      rules: T,
      root_decision_key: I,
      requirements_key: I,
      element_instance_key: I,
      instance_key: I,
      definition_key: I,
      tenant_id: T,
      evaluated_at: I,
    },
    indexes: [["evaluation_key"], ["instance_key"]],
  },
  batchOperation: {
    name: "history_batch_operation",
    columns: { key: I, type: T, state: T, started_at: I, ended_at: I, total: I, completed: I, failed: I },
    indexes: [["state"]],
  },
  batchItem: {
    name: "history_batch_item",
    columns: {
      key: I,
      batch_key: I,
      type: T,
      item_key: I,
      instance_key: I,
      state: T,
      processed_at: I,
      error_message: T,
    },
    indexes: [["batch_key"], ["instance_key"]],
  },
  form: {
    name: "history_form",
    columns: {
      key: I,
      form_id: T,
      version: I,
      version_tag: T,
      deployment_key: I,
      resource_name: T,
      tenant_id: T,
      state: T,
      schema: T,
    },
    indexes: [["form_id", "version"]],
  },
  resource: {
    name: "history_resource",
    columns: {
      key: I,
      resource_id: T,
      version: I,
      version_tag: T,
      resource_name: T,
      tenant_id: T,
      state: T,
      content: T,
    },
    indexes: [],
  },
  jobFailure: {
    name: "history_job_failure",
    columns: {
      position: I,
      at: I,
      type: T,
      worker: T,
      error_code: T,
      error_message: T,
      instance_key: I,
    },
    indexes: [["at"], ["instance_key"]],
  },
  audit: {
    name: "history_audit",
    columns: {
      position: I,
      at: I,
      actor_id: T,
      actor_type: T,
      operation: T,
      entity_type: T,
      entity_key: T,
      category: T,
      result: T,
      description: T,
      tenant_id: T,
      process_id: T,
      definition_key: I,
      instance_key: I,
      element_instance_key: I,
      job_key: I,
      user_task_key: I,
      requirements_id: T,
      requirements_key: I,
      decision_id: T,
      decision_key: I,
      evaluation_key: I,
      deployment_key: I,
      form_key: I,
      resource_key: I,
    },
    indexes: [["instance_key"], ["user_task_key"], ["at"]],
  },
} as const satisfies Record<string, HistoryTableSpec>;

/** The name of a read table in the projection's code. */
export type HistoryTableName = keyof typeof HISTORY_TABLES;

/** The columns of a read table. */
export type HistoryColumn<N extends HistoryTableName> = keyof (typeof HISTORY_TABLES)[N]["columns"] & string;

/** Flows taken by an instance: one row each, however often a flow is taken. */
export const FLOW_TABLE_NAME = "history_flow";

/** The SQL that creates the table of flows where it is missing. */
export const FLOW_TABLE =
  `CREATE TABLE IF NOT EXISTS ${FLOW_TABLE_NAME} (instance_key INTEGER NOT NULL, flow_id TEXT NOT NULL, ` +
  "PRIMARY KEY (instance_key, flow_id)) WITHOUT ROWID";

/** The SQL that creates a read table and its indexes where they are missing. */
export function createStatements(spec: HistoryTableSpec): string[] {
  const [first = "key", ...rest] = Object.keys(spec.columns);
  const columns = [
    `${first} ${spec.columns[first] ?? I} PRIMARY KEY`,
    ...rest.map((name) => `${name} ${spec.columns[name] ?? T}`),
  ];
  const table = `CREATE TABLE IF NOT EXISTS ${spec.name} (${columns.join(", ")})`;
  const indexes = spec.indexes.map(
    (index) => `CREATE INDEX IF NOT EXISTS ${spec.name}_by_${index.join("_")} ON ${spec.name} (${index.join(", ")})`,
  );
  return [table, ...indexes];
}
