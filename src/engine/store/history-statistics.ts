import type { Condition } from "./history-entity.ts";
import type { Row, SqlValue } from "./db.ts";
import type { HistorySearch } from "./history-search.ts";

/** Rows to skip and to give, and their order. */
export interface StatisticsPage {
  readonly orderBy: string;
  readonly limit: number;
  readonly from: number;
}

/** Rows of a statistics query, one page of them, and how many there are. */
export interface StatisticsFound {
  readonly rows: readonly Row[];
  readonly totalItems: number;
  /** Where the next page begins. */
  readonly next: number;
}

/** How often each element was entered, and how that ended: over the given process instances. */
export function elementStatistics(history: HistorySearch, instances: Condition): Row[] {
  const count = (state: string): string => `sum(x.state = '${state}')`;
  const incidents = "sum(EXISTS (SELECT 1 FROM history_incident_scope s WHERE s.scope_key = x.key))";
  return history.rows(
    `SELECT x.element_id, ${count("ACTIVE")} AS active, ${count("TERMINATED")} AS canceled, ` +
      `${incidents} AS incidents, ${count("COMPLETED")} AS completed FROM history_element_instance x ` +
      "WHERE x.instance_key IN (SELECT t.key FROM history_process_instance t " +
      "LEFT JOIN history_process_definition d ON d.key = t.definition_key " +
      `WHERE ${instances.sql}) GROUP BY x.element_id ORDER BY x.element_id`,
    ...instances.params,
  );
}

const HAS_INCIDENT = "EXISTS (SELECT 1 FROM history_incident_scope s WHERE s.scope_key = i.key)";
const ACTIVE = "LEFT JOIN history_process_instance i ON i.definition_key = d.key AND i.state = 'ACTIVE'";
const COUNTS =
  `coalesce(sum(i.key IS NOT NULL AND ${HAS_INCIDENT}), 0) AS with_incident, ` +
  `coalesce(sum(i.key IS NOT NULL AND NOT ${HAS_INCIDENT}), 0) AS without_incident`;

/** Open instances of each process, all versions together. */
export function definitionStatistics(history: HistorySearch, page: StatisticsPage): StatisticsFound {
  const name =
    "(SELECT o.name FROM history_process_definition o WHERE o.process_id = d.process_id ORDER BY o.version DESC LIMIT 1)";
  return paged(history, page, {
    sql:
      `SELECT d.process_id, d.tenant_id, ${name} AS name, count(DISTINCT d.version) AS versions, ${COUNTS} ` +
      `FROM history_process_definition d ${ACTIVE} GROUP BY d.process_id, d.tenant_id`,
    params: [],
  });
}

/** Open instances of each version of a process. */
export function versionStatistics(history: HistorySearch, processId: string, page: StatisticsPage): StatisticsFound {
  return paged(history, page, {
    sql:
      `SELECT d.key, d.process_id, d.name, d.tenant_id, d.version, ${COUNTS} ` +
      `FROM history_process_definition d ${ACTIVE} WHERE d.process_id = ? GROUP BY d.key`,
    params: [processId],
  });
}

/** Open message subscriptions of each process definition that has some. */
export function subscriptionStatistics(
  history: HistorySearch,
  wanted: Condition,
  page: StatisticsPage,
): StatisticsFound {
  return paged(history, page, {
    sql:
      "SELECT i.definition_key AS key, t.process_id, t.tenant_id, count(DISTINCT t.instance_key) AS instances, " +
      "count(*) AS subscriptions FROM history_message_subscription t " +
      "LEFT JOIN history_process_instance i ON i.key = t.instance_key " +
      `WHERE t.state = 'CREATED' AND (${wanted.sql}) GROUP BY i.definition_key, t.process_id, t.tenant_id`,
    params: wanted.params,
  });
}

/** Open instances by the error that holds them. */
export function incidentsByError(history: HistorySearch, page: StatisticsPage): StatisticsFound {
  return paged(history, page, {
    sql:
      "SELECT error_hash, error_message, count(DISTINCT instance_key) AS instances FROM history_incident " +
      "WHERE state = 'ACTIVE' GROUP BY error_hash, error_message",
    params: [],
  });
}

/** Open instances that an error holds, by process definition. */
export function incidentsByDefinition(
  history: HistorySearch,
  errorHash: number,
  page: StatisticsPage,
): StatisticsFound {
  return paged(history, page, {
    sql:
      "SELECT d.key, d.process_id, coalesce(d.name, d.process_id) AS name, d.version, d.tenant_id, " +
      "count(DISTINCT n.instance_key) AS instances FROM history_incident n " +
      "JOIN history_process_definition d ON d.key = n.definition_key " +
      "WHERE n.state = 'ACTIVE' AND n.error_hash = ? GROUP BY d.key",
    params: [errorHash],
  });
}

/** One page of a query, and how many rows it has in all. */
export function paged(
  history: HistorySearch,
  page: StatisticsPage,
  query: { sql: string; params: readonly SqlValue[] },
): StatisticsFound {
  const rows = history.rows(
    `SELECT * FROM (${query.sql}) ORDER BY ${page.orderBy} LIMIT ${page.limit} OFFSET ${page.from}`,
    ...query.params,
  );
  const total = history.rows(`SELECT count(*) AS total FROM (${query.sql})`, ...query.params)[0]?.["total"];
  return { rows, totalItems: Number(total ?? 0), next: page.from + rows.length };
}
