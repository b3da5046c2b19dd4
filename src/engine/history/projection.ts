import type { EngineRecord } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { projectBatchOperations } from "./project-batch-operations.ts";
import { projectDeletions } from "./project-deletions.ts";
import { projectDecisions } from "./project-decisions.ts";
import { projectIncidents } from "./project-incidents.ts";
import { projectJobs } from "./project-jobs.ts";
import { projectMessages } from "./project-messages.ts";
import { projectProcessInstances } from "./project-process-instances.ts";
import { projectResources } from "./project-resources.ts";
import { projectUserTasks } from "./project-user-tasks.ts";
import { projectVariables } from "./project-variables.ts";

/** Rows wait for so many records before they are written: what an engine that was killed projects again at its next start. */
const PATIENCE = 20_000;

/** Rows are written when at least so many records have come since the last time. */
const STEP = 500;

/** Takes the engine's events into the read tables, a while after the events; until then they wait in memory, and the log has them. */
interface HistoryProjection {
  onRecord(record: EngineRecord): void;
  /** Writes what has waited long enough, in the file's open transaction. */
  beforeCommit(): void;
  /** Whether something waits. */
  isWaiting(): boolean;
  /** Writes all that waits, in the file's open transaction. */
  settle(): void;
  /** Drops what waits and projects anew what the file does not hold; `records` gives the records from a position on. */
  recover(records: (from: number) => readonly EngineRecord[]): void;
}

/** Builds the projection onto the given read tables. */
export function createProjection(store: HistoryStore): HistoryProjection {
  const projections: Projections = {
    ...projectProcessInstances(store),
    ...projectResources(store),
    ...projectVariables(store),
    ...projectJobs(store),
    ...projectUserTasks(store),
    ...projectIncidents(store),
    ...projectMessages(store),
    ...projectDecisions(store),
    ...projectBatchOperations(store),
    ...projectDeletions(store),
  };
  const { progress, ...byName } = store;
  const tables = Object.values(byName);
  let written = 0;
  const waitsSince = (): number => Math.min(...tables.map((table) => table.waitsSince));
  const write = (before: number): void => {
    for (const table of tables) table.write(before);
    written = Math.min(progress.position + 1, waitsSince());
    progress.note(written);
  };
  const onRecord = (record: EngineRecord): void => {
    progress.position = record.position;
    if (record.recordType === "EVENT") projections[record.valueType]?.(record);
  };
  return {
    onRecord,
    beforeCommit: () => {
      if (progress.position - PATIENCE - STEP > written) write(progress.position - PATIENCE);
    },
    isWaiting: () => waitsSince() !== Infinity,
    settle: () => {
      write(Infinity);
    },
    recover: (records) => {
      for (const table of tables) table.forget();
      written = progress.from();
      progress.position = written - 1;
      for (const record of records(written)) onRecord(record);
    },
  };
}
