import type { EngineRecord } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { projectDecisions } from "./project-decisions.ts";
import { projectIncidents } from "./project-incidents.ts";
import { projectJobs } from "./project-jobs.ts";
import { projectMessages } from "./project-messages.ts";
import { projectProcessInstances } from "./project-process-instances.ts";
import { projectResources } from "./project-resources.ts";
import { projectUserTasks } from "./project-user-tasks.ts";
import { projectVariables } from "./project-variables.ts";

/** Writes the read tables from the engine's events, inside of the transaction that writes the events. */
interface HistoryProjection {
  onRecord(record: EngineRecord): void;
  beforeCommit(): void;
  afterRollback(): void;
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
  };
  const tables = Object.values(store);
  return {
    onRecord: (record) => {
      if (record.recordType === "EVENT") projections[record.valueType]?.(record);
    },
    beforeCommit: () => {
      for (const table of tables) table.flush();
    },
    afterRollback: () => {
      for (const table of tables) table.forget();
    },
  };
}
