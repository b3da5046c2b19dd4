import { z } from "zod";
import type { Row } from "../store/db.ts";
import type { StatisticsFound, StatisticsPage } from "../store/history-statistics.ts";
import { invalidArgument } from "./problem.ts";

/** The columns that a statistics request may sort by, under the API's names. */
type SortColumns = Readonly<Record<string, string>>;

/** The schema of a statistics request with pages and order. */
export function statisticsSchema(columns: SortColumns) {
  const fields = Object.keys(columns);
  return z
    .strictObject({
      page: z
        .strictObject({
          limit: z.int().gte(1).lte(10_000).nullish(),
          from: z.int().gte(0).nullish(),
          after: z.string().nullish(),
        })
        .nullish(),
      sort: z.array(z.strictObject({ field: z.enum(fields), order: z.enum(["ASC", "DESC"]).nullish() })).nullish(),
    })
    .nullish();
}

type StatisticsBody = z.infer<ReturnType<typeof statisticsSchema>>;

/** The page and order that a statistics request asks for; the cursor of such a list is its offset. */
export function statisticsPage(body: StatisticsBody, columns: SortColumns, otherwise: string): StatisticsPage {
  const sort = (body?.sort ?? []).map(({ field, order }) => `${columns[field] ?? otherwise} ${order ?? "ASC"}`);
  const { limit, from, after } = body?.page ?? {};
  const offset = after === undefined || after === null || after === "" ? (from ?? 0) : offsetOf(after);
  if (!Number.isSafeInteger(offset))
    throw invalidArgument(`Expected after to be a cursor of an earlier answer, but got '${after}'.`);
  return { orderBy: [...sort, otherwise].join(", "), limit: limit ?? 100, from: offset };
}

const cursorOf = (offset: number): string => Buffer.from(String(offset)).toString("base64");

function offsetOf(cursor: string): number {
  const text = Buffer.from(cursor, "base64").toString("utf8");
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

/** The answer to a statistics request. */
export function statisticsAnswer({ rows, totalItems, next }: StatisticsFound, itemOf: (row: Row) => unknown) {
  return {
    items: rows.map(itemOf),
    page: {
      totalItems,
      hasMoreTotalItems: false,
      startCursor: null,
      endCursor: rows.length === 0 ? null : cursorOf(next),
    },
  };
}

/** Counts by element as the API shows them. */
export function elementStatisticsItems(rows: readonly Row[]) {
  return rows.map((row) => ({
    elementId: row["element_id"],
    active: row["active"],
    canceled: row["canceled"],
    incidents: row["incidents"],
    completed: row["completed"],
  }));
}
