import { flag, integer, oneOf, text, type Condition, type Field } from "./history-entity.ts";
import { fieldCondition, type FieldFilter } from "./history-search.ts";

/** A filter on a variable: its name and its value as JSON text. */
export interface VariableFilter {
  readonly name: string;
  readonly value: FieldFilter;
}

const NAMES = text("v.name");
const VALUES = text("v.value");

/** Joins conditions so that all must hold. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: "1", params: [] };
  return joined(conditions, " AND ");
}

/** Joins conditions so that one must hold. */
export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: "1", params: [] };
  return joined(conditions, " OR ");
}

function joined(conditions: readonly Condition[], by: string): Condition {
  return { sql: conditions.map(({ sql }) => `(${sql})`).join(by), params: conditions.flatMap(({ params }) => params) };
}

function exists(from: string, conditions: readonly Condition[]): Condition {
  const { sql, params } = allOf(conditions);
  return { sql: `EXISTS (SELECT 1 FROM ${from} AND (${sql}))`, params };
}

/** Rows whose scope (a column) holds each of the variables. */
export function withVariables(scopeSql: string, variables: readonly VariableFilter[]): Condition[] {
  return variables.map(({ name, value }) =>
    exists(`history_variable v WHERE v.scope_key = ${scopeSql}`, [
      ...fieldCondition(NAMES, name),
      ...fieldCondition(VALUES, value),
    ]),
  );
}

/** Variables whose value is longer (or not) than a number of characters. */
export function valueLongerThan(length: number, isLonger: boolean): Condition {
  return { sql: `length(t.value) ${isLonger ? ">" : "<="} ?`, params: [length] };
}

/** Rows whose list of texts (a JSON column) has an item that fits. */
export function withListItem(listSql: string, wanted: FieldFilter): Condition[] {
  return [exists(`json_each(${listSql}) c WHERE 1`, fieldCondition(text("c.value"), wanted))];
}

/** Rows whose list of texts (a JSON column) has all the given items. */
export function withAllItems(listSql: string, items: readonly string[]): Condition[] {
  return items.flatMap((item) => withListItem(listSql, item));
}

/** Process instances with an element instance that fits. */
export function withElement(field: Field, wanted: FieldFilter): Condition[] {
  return [exists("history_element_instance x WHERE x.instance_key = t.key", fieldCondition(field, wanted))];
}

/** Process instances with an open incident that fits. */
export function withIncident(field: Field, wanted: FieldFilter): Condition[] {
  return [
    exists("history_incident x WHERE x.instance_key = t.key AND x.state = 'ACTIVE'", fieldCondition(field, wanted)),
  ];
}

/** Process instances that a batch operation has worked on. */
export function withBatchOperation(field: Field, wanted: FieldFilter): Condition[] {
  return [exists("history_batch_item b WHERE b.instance_key = t.key", fieldCondition(field, wanted))];
}

/** Process instances that have (or lack) a failed job that will be tried again. */
export function withRetriesLeft(isWanted: boolean): Condition[] {
  const failed = "SELECT 1 FROM history_job x WHERE x.instance_key = t.key AND x.state = 'FAILED' AND x.retries > 0";
  return [{ sql: `${isWanted ? "" : "NOT "}EXISTS (${failed})`, params: [] }];
}

/** Fields of element instances and incidents that process instances are filtered by. */
export const INNER_FIELDS = {
  elementId: text("x.element_id"),
  elementInstanceState: oneOf("x.state", ["ACTIVE", "COMPLETED", "TERMINATED"]),
  hasElementInstanceIncident: flag("EXISTS (SELECT 1 FROM history_incident_scope s WHERE s.scope_key = x.key)"),
  errorMessage: text("x.error_message"),
  incidentErrorHashCode: integer("x.error_hash"),
} as const;
