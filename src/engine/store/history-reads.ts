import type { JsonObject } from "../core/record.ts";
import type { Row, SqlValue } from "./db.ts";
import type { Condition } from "./history-entity.ts";
import type { HistorySearch } from "./history-search.ts";

/** The scopes whose variables an element instance sees, innermost first: itself, what encloses it, its process instance. */
export function scopesOf(history: HistorySearch, elementInstanceKey: number): number[] {
  const rows = history.rows(
    "WITH RECURSIVE scope(key, depth) AS (SELECT ?, 0 UNION ALL " +
      "SELECT e.scope_key, depth + 1 FROM scope JOIN history_element_instance e ON e.key = scope.key) " +
      "SELECT key FROM scope ORDER BY depth",
    elementInstanceKey,
  );
  return rows.map((row) => Number(row["key"]));
}

/** Variables of any of the scopes. */
export function inScopes(scopes: readonly number[]): Condition {
  return { sql: "t.scope_key IN (SELECT value FROM json_each(?))", params: [JSON.stringify(scopes)] };
}

/** Of variables with the same name, only the one in the innermost scope. */
export function effectiveInScopes(scopes: readonly number[]): Condition {
  const depth = (column: string): string => `(SELECT j.key FROM json_each(?) j WHERE j.value = ${column})`;
  const inner =
    "SELECT 1 FROM history_variable o WHERE o.name = t.name AND o.key <> t.key " +
    `AND ${depth("o.scope_key")} < ${depth("t.scope_key")}`;
  const list = JSON.stringify(scopes);
  return { sql: `${inScopes(scopes).sql} AND NOT EXISTS (${inner})`, params: [list, list, list] };
}

/** Incidents of a process instance or an element instance, of what lies in it and of what it called. */
export function incidentsBelow(key: number): Condition {
  const open = "SELECT s.incident_key FROM history_incident_scope s WHERE s.scope_key = ?";
  const sql = `t.element_instance_key = ? OR t.instance_key = ? OR i.root_key = ? OR t.key IN (${open})`;
  return { sql, params: [key, key, key, key] };
}

/** The process instance with a key. */
export const isInstance = (key: number): Condition => ({ sql: "t.key = ?", params: [key] });

/** The process instances of a definition. */
export const isOfDefinition = (key: number): Condition => ({ sql: "t.definition_key = ?", params: [key] });

/** The flows that an instance took, in no order of time: one row each. */
export function flowsOf(history: HistorySearch, instanceKey: number): Row[] {
  return history.rows(
    "SELECT f.flow_id, i.root_key, i.definition_key, i.tenant_id, d.process_id FROM history_flow f " +
      "JOIN history_process_instance i ON i.key = f.instance_key " +
      "LEFT JOIN history_process_definition d ON d.key = i.definition_key WHERE f.instance_key = ?",
    instanceKey,
  );
}

/** The instances from the root down to the given one. */
export function callHierarchy(history: HistorySearch, instanceKey: number): Row[] {
  return history.rows(
    "WITH RECURSIVE above(key, definition_key, parent_key, depth) AS (" +
      "SELECT key, definition_key, parent_key, 0 FROM history_process_instance WHERE key = ? UNION ALL " +
      "SELECT i.key, i.definition_key, i.parent_key, depth + 1 FROM above " +
      "JOIN history_process_instance i ON i.key = above.parent_key) " +
      "SELECT a.key, a.definition_key, coalesce(d.name, d.process_id) AS name FROM above a " +
      "LEFT JOIN history_process_definition d ON d.key = a.definition_key ORDER BY depth DESC",
    instanceKey,
  );
}

/** A text that was deployed, by its key. */
export function deployedText(
  history: HistorySearch,
  kind: "process" | "requirements",
  key: number,
): string | undefined {
  const table = kind === "process" ? "history_process_definition" : "history_decision_requirements";
  const found = history.rows(`SELECT xml FROM ${table} WHERE key = ?`, key)[0]?.["xml"];
  return typeof found === "string" ? found : undefined;
}

/** The DMN text that a decision was deployed in. */
export function decisionText(history: HistorySearch, decisionKey: number): string | undefined {
  const sql =
    "SELECT r.xml FROM history_decision t JOIN history_decision_requirements r ON r.key = t.requirements_key WHERE t.key = ?";
  const found = history.rows(sql, decisionKey)[0]?.["xml"];
  return typeof found === "string" ? found : undefined;
}

const FORM_COLUMNS = "SELECT key, form_id, version, tenant_id, schema FROM history_form";

/** A form version by its key. */
export function formByKey(history: HistorySearch, formKey: number): Row | undefined {
  return history.rows(`${FORM_COLUMNS} WHERE key = ?`, formKey)[0];
}

/** How a start event names its form, and in which deployment it stands. */
interface StartFormLink {
  readonly formId: string;
  readonly bindingType: string;
  readonly versionTag: string;
  readonly deploymentKey: number;
}

/** The form version that a start event's link means now. */
export function startForm(history: HistorySearch, link: StartFormLink): Row | undefined {
  const [condition, params] = bindingOf(link);
  return history.rows(
    `${FORM_COLUMNS} WHERE form_id = ? AND state <> 'DELETED' AND ${condition} ORDER BY version DESC LIMIT 1`,
    link.formId,
    ...params,
  )[0];
}

function bindingOf(link: StartFormLink): [string, SqlValue[]] {
  if (link.bindingType === "deployment") return ["deployment_key = ?", [link.deploymentKey]];
  if (link.bindingType === "versionTag") return ["version_tag = ?", [link.versionTag]];
  return ["1", []];
}

/** The start form's link of a process definition: JSON text, null where there is none; undefined where there is no such definition. */
export function startFormLink(history: HistorySearch, definitionKey: number): Row | undefined {
  return history.rows(
    "SELECT start_form, deployment_key FROM history_process_definition WHERE key = ?",
    definitionKey,
  )[0];
}

/** A generic resource by its key. */
export function resourceByKey(history: HistorySearch, resourceKey: number): Row | undefined {
  return history.rows("SELECT * FROM history_resource WHERE key = ? AND state <> 'DELETED'", resourceKey)[0];
}

/** Inputs and rules of an evaluated decision, as the engine recorded them. */
export function decisionDetails(
  history: HistorySearch,
  id: string,
): { inputs: JsonObject[]; rules: JsonObject[] } | undefined {
  const row = history.rows("SELECT inputs, rules FROM history_decision_instance WHERE id = ?", id)[0];
  if (row === undefined) return undefined;
  return { inputs: objectList(row["inputs"]), rules: objectList(row["rules"]) };
}

function objectList(text: SqlValue | undefined): JsonObject[] {
  const parsed: unknown = typeof text === "string" ? JSON.parse(text) : [];
  return Array.isArray(parsed)
    ? parsed.filter((item): item is JsonObject => typeof item === "object" && item !== null)
    : [];
}
