import type { Db } from "../store/db.ts";
import { openHistoryStore } from "../store/history-rows.ts";
import { createProjection, type HistoryProjection } from "./projection.ts";

/** What the history is told. */
export interface HistoryOptions {
  /** Names of variables whose values do not stay. */
  readonly transientVariables: readonly string[];
}

/** The history of an engine's file, to be told of every record. */
export function openHistory(db: Db, _options: HistoryOptions): HistoryProjection {
  return createProjection(openHistoryStore(db));
}
