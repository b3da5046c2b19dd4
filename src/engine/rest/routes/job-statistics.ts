import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Row } from "../../store/db.ts";
import { allOf } from "../../store/history-conditions.ts";
import { text, type Condition } from "../../store/history-entity.ts";
import { fieldCondition, type FieldFilter } from "../../store/history-search.ts";
import { jobErrors, jobsByType, jobsByWorker, jobsOverTime, jobTotals } from "../../store/job-statistics.ts";
import { invalidArgument } from "../problem.ts";
import { ok, query, type Route } from "../route.ts";
import { noBody, required } from "../schemas.ts";
import { fieldSchema } from "../search.ts";
import { statisticsAnswer, statisticsPage } from "../statistics.ts";
import { parseBody } from "../validation.ts";

const MINUTE_MS = 60_000;

/** Into how many stretches a window falls at most unless the request says how long they are. */
const STRETCHES = 100;

const instant = z.iso
  .datetime({
    offset: true,
    error: ({ input, path }) =>
      input === undefined
        ? undefined
        : `The provided ${String(path?.at(-1))} '${typeof input === "string" ? input : JSON.stringify(input)}' cannot be parsed as a date according to RFC 3339, section 5.6`,
  })
  .transform((at) => Date.parse(at));

const WINDOW = { from: instant, to: instant };
const PAGE = z.strictObject({ after: z.string().nullish(), limit: z.int().gte(1).lte(10_000).nullish() }).nullish();

const TYPE = text("type");
const CODE = text("error_code");
const MESSAGE = text("error_message");

const BY_TYPE = z.strictObject({
  filter: z.strictObject({ ...WINDOW, jobType: fieldSchema("jobType", TYPE).nullish() }),
  page: PAGE,
});
const OF_TYPE = z.strictObject({ filter: z.strictObject({ ...WINDOW, jobType: required }), page: PAGE });
const OVER_TIME = z.strictObject({
  filter: z.strictObject({ ...WINDOW, jobType: required, resolution: z.string().nullish() }),
  page: PAGE,
});
const ERRORS = z.strictObject({
  filter: z.strictObject({
    ...WINDOW,
    jobType: required,
    errorCode: fieldSchema("errorCode", CODE).nullish(),
    errorMessage: fieldSchema("errorMessage", MESSAGE).nullish(),
  }),
  page: PAGE,
});
const GLOBAL = z.object({ ...WINDOW, jobType: z.string().optional() });

/** Operations that count jobs. */
export const JOB_STATISTICS_ROUTES: readonly Route[] = [
  query({
    operation: "getGlobalJobStatistics",
    body: noBody,
    query: ({ history }, { request }) => {
      const { from, to, jobType } = parseBody(GLOBAL, Object.fromEntries(request.query));
      const totals = jobTotals(history, { from, to, ...(jobType === undefined ? {} : { type: isType(jobType) }) });
      return ok({ ...metricsOf(totals), isIncomplete: false });
    },
  }),
  query({
    operation: "getJobTypeStatistics",
    body: BY_TYPE,
    query: ({ history }, { body: { filter, page } }) => {
      const type = conditionOf(TYPE, filter.jobType);
      const found = jobsByType(history, { ...filter, type }, statisticsPage({ page }, {}, "type"));
      return ok(
        statisticsAnswer(found, (row) => ({ jobType: row["type"], ...metricsOf(row), workers: row["workers"] })),
      );
    },
  }),
  query({
    operation: "getJobWorkerStatistics",
    body: OF_TYPE,
    query: ({ history }, { body: { filter, page } }) => {
      const window = { ...filter, type: isType(filter.jobType) };
      const found = jobsByWorker(history, window, statisticsPage({ page }, {}, "worker"));
      return ok(statisticsAnswer(found, (row) => ({ worker: row["worker"], ...metricsOf(row) })));
    },
  }),
  query({
    operation: "getJobTimeSeriesStatistics",
    body: OVER_TIME,
    query: ({ history }, { body: { filter, page } }) => {
      const window = { ...filter, type: isType(filter.jobType), stepMs: stepOf(filter) };
      const found = jobsOverTime(history, window, statisticsPage({ page }, {}, "start"));
      return ok(statisticsAnswer(found, (row) => ({ time: dateOf(row["start"]), ...metricsOf(row) })));
    },
  }),
  query({
    operation: "getJobErrorStatistics",
    body: ERRORS,
    query: ({ history }, { body: { filter, page } }) => {
      const wanted = allOf([conditionOf(CODE, filter.errorCode), conditionOf(MESSAGE, filter.errorMessage)]);
      const window = { ...filter, type: isType(filter.jobType), wanted };
      const found = jobErrors(history, window, statisticsPage({ page }, {}, "error_code, error_message"));
      return ok(
        statisticsAnswer(found, (row) => ({
          errorCode: row["error_code"],
          errorMessage: row["error_message"],
          workers: row["workers"],
        })),
      );
    },
  }),
];

const isType = (jobType: string): Condition => ({ sql: "type = ?", params: [jobType] });

function conditionOf(field: ReturnType<typeof text>, wanted: FieldFilter | null | undefined): Condition {
  return allOf(wanted === undefined || wanted === null ? [] : fieldCondition(field, wanted));
}

function stepOf({ from, to, resolution }: z.infer<typeof OVER_TIME>["filter"]): number {
  if (typeof resolution !== "string") return Math.max(1, Math.ceil((to - from) / STRETCHES / MINUTE_MS)) * MINUTE_MS;
  const stepMs = millisecondsOf(resolution);
  if (stepMs > 0) return stepMs;
  throw invalidArgument(
    `The value for resolution is '${resolution}' but must be a duration of days and less, e.g. 'PT1H'.`,
  );
}

/** Length of an ISO duration; 0 for a text that is none, or one of months and years, which have no fixed length. */
function millisecondsOf(text: string): number {
  try {
    return Math.floor(Temporal.Duration.from(text).total("milliseconds"));
  } catch {
    return 0;
  }
}

function metricsOf(row: Row) {
  const metric = (status: string) => ({ count: row[status] ?? 0, lastUpdatedAt: dateOf(row[`${status}_at`]) });
  return { created: metric("created"), completed: metric("completed"), failed: metric("failed") };
}

function dateOf(at: Row[string] | undefined): string | null {
  return typeof at === "number" ? new Date(at).toISOString() : null;
}
