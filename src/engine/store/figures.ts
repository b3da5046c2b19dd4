import type { Db } from "./db.ts";

const DAY_MS = 86_400_000;

/** How old an open user task can be: less than that many days, by the name of the class. */
const AGES = {
  "under a day": 1,
  "under a week": 7,
  "under 30 days": 30,
  "30 days and more": Number.MAX_SAFE_INTEGER,
} as const;

/** A class of open user tasks by their age. */
export type TaskAge = keyof typeof AGES;

/** What a file holds at this moment, for the metrics. */
export interface Figures {
  readonly openProcessInstances: number;
  readonly openElementInstances: number;
  readonly pendingIncidents: number;
  readonly bufferedMessages: number;
  readonly openJobs: number;
  readonly activatableJobs: number;
  /** By how much the timer that is longest overdue is overdue; 0 when none is. */
  readonly timerLagMs: number;
  readonly openTasks: Readonly<Record<TaskAge, number>>;
  readonly lastPosition: number;
}

/** Counts what the engine's tables hold; `now` is the engine's clock. */
export function figuresOf(db: Db, now: number): Figures {
  const one = (sql: string, ...params: number[]): number => Number(db.prepare(sql).get(...params)?.["n"] ?? 0);
  return {
    openProcessInstances: one("SELECT count(*) AS n FROM element_instance WHERE parent_key = -1"),
    openElementInstances: one("SELECT count(*) AS n FROM element_instance"),
    pendingIncidents: one("SELECT count(*) AS n FROM incident"),
    bufferedMessages: one("SELECT count(*) AS n FROM message"),
    openJobs: one("SELECT count(*) AS n FROM job"),
    activatableJobs: one("SELECT count(*) AS n FROM job WHERE state = 'ACTIVATABLE'"),
    timerLagMs: Math.max(0, one("SELECT ? - min(due) AS n FROM timer WHERE due > 0", now)),
    openTasks: openTasks(db, now),
    lastPosition: one("SELECT max(last_position) AS n FROM record_batch"),
  };
}

function openTasks(db: Db, now: number): Readonly<Record<TaskAge, number>> {
  const open =
    "SELECT count(*) AS n FROM history_user_task WHERE state NOT IN ('COMPLETED', 'CANCELED') AND created_at > ? AND created_at <= ?";
  const statement = db.prepare(open);
  let youngest = Number.MAX_SAFE_INTEGER;
  const count = (days: number): number => {
    const oldest = days === Number.MAX_SAFE_INTEGER ? -1 : now - days * DAY_MS;
    const n = Number(statement.get(oldest, youngest)?.["n"] ?? 0);
    youngest = oldest;
    return n;
  };
  return {
    "under a day": count(AGES["under a day"]),
    "under a week": count(AGES["under a week"]),
    "under 30 days": count(AGES["under 30 days"]),
    "30 days and more": count(AGES["30 days and more"]),
  };
}
