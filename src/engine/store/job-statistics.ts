import type { SqlValue } from "./db.ts";
import type { Condition } from "./history-entity.ts";
import type { HistorySearch } from "./history-search.ts";
import { paged, type StatisticsFound, type StatisticsPage } from "./history-statistics.ts";

/** Which jobs are counted: those with an event in [from, to), epoch milliseconds. */
export interface JobWindow {
  readonly from: number;
  readonly to: number;
  /** Conditions on `type`; default none. */
  readonly type?: Condition;
}

/** Each creation, completion and failure of a job, with its time and the worker it was given to. */
const EVENTS =
  "SELECT type, '' AS worker, 'created' AS status, created_at AS at FROM history_job UNION ALL " +
  "SELECT type, worker, 'completed', ended_at FROM history_job WHERE state = 'COMPLETED' UNION ALL " +
  "SELECT type, worker, 'failed', at FROM history_job_failure";

const STATUSES = ["created", "completed", "failed"];

const COUNTS = STATUSES.map(
  (status) => `sum(status = '${status}') AS ${status}, max(CASE WHEN status = '${status}' THEN at END) AS ${status}_at`,
).join(", ");
const WORKERS = "count(DISTINCT CASE WHEN worker <> '' THEN worker END) AS workers";

function within({ from, to, type }: JobWindow): { sql: string; params: SqlValue[] } {
  const only = type === undefined ? "" : ` AND (${type.sql})`;
  return { sql: `FROM (${EVENTS}) WHERE at >= ? AND at < ?${only}`, params: [from, to, ...(type?.params ?? [])] };
}

/** Counts over all jobs. */
export function jobTotals(history: HistorySearch, window: JobWindow) {
  const { sql, params } = within(window);
  return history.rows(`SELECT ${COUNTS} ${sql}`, ...params)[0] ?? {};
}

/** Counts by type of job. */
export function jobsByType(history: HistorySearch, window: JobWindow, page: StatisticsPage): StatisticsFound {
  const { sql, params } = within(window);
  return paged(history, page, { sql: `SELECT type, ${COUNTS}, ${WORKERS} ${sql} GROUP BY type`, params });
}

/** Counts by worker; what happened before a worker had the job stands under the empty name. */
export function jobsByWorker(history: HistorySearch, window: JobWindow, page: StatisticsPage): StatisticsFound {
  const { sql, params } = within(window);
  return paged(history, page, { sql: `SELECT worker, ${COUNTS} ${sql} GROUP BY worker`, params });
}

/** Counts by stretches of time of a length in milliseconds; stretches without events are left out. */
export function jobsOverTime(history: HistorySearch, window: JobWindow & { stepMs: number }, page: StatisticsPage) {
  const { sql, params } = within(window);
  const start = `at - at % ${window.stepMs}`;
  return paged(history, page, { sql: `SELECT ${start} AS start, ${COUNTS} ${sql} GROUP BY ${start}`, params });
}

/** Errors that workers reported, and how many workers reported each. */
export function jobErrors(
  history: HistorySearch,
  window: JobWindow & { wanted: Condition },
  page: StatisticsPage,
): StatisticsFound {
  const { from, to, type, wanted } = window;
  const conditions = ["at >= ? AND at < ?", wanted.sql, ...(type === undefined ? [] : [type.sql])];
  return paged(history, page, {
    sql:
      `SELECT error_code, error_message, ${WORKERS} FROM history_job_failure ` +
      `WHERE ${conditions.map((sql) => `(${sql})`).join(" AND ")} GROUP BY error_code, error_message`,
    params: [from, to, ...wanted.params, ...(type?.params ?? [])],
  });
}
