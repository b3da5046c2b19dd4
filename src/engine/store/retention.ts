import type { Db } from "./db.ts";
import { FLOW_TABLE_NAME, HISTORY_TABLES } from "./history-tables.ts";

/** A process instance as the history shows it. */
export interface ShownInstance {
  readonly key: number;
  readonly isRoot: boolean;
  readonly startedAt: number;
  /** undefined while it runs. */
  readonly endedAt: number | undefined;
}

/** What removing old history needs of a file; everything runs inside of a transaction of the caller's. */
export interface RetentionStore {
  /** Instances after a key, in the order of their keys, which is that of their starts. */
  page(after: number, limit: number): ShownInstance[];
  /** Removes an instance and all it has called from the read tables, unless one of them still runs; gives how many. */
  removeFamily(rootKey: number): number;
  /** Removes evaluations and correlations that belong to no instance and are older than an instant. */
  removeStray(before: number): void;
  /** Keys of the process instances that run. */
  running(): ReadonlySet<number>;
  /** Position of the first record that the erasure of transient values still needs; Infinity where there is none. */
  neededFrom(): number;
  /** Removes the group of records that begins at a position. */
  removeGroup(first: number): void;
}

/** The read tables whose rows belong to a process instance. */
const OF_INSTANCE = [
  ...Object.values(HISTORY_TABLES).flatMap(({ name, columns }) => ("instance_key" in columns ? [name] : [])),
  FLOW_TABLE_NAME,
];

/** Opens a file's old history. */
export function openRetentionStore(db: Db): RetentionStore {
  const page = db.prepare(
    "SELECT key, root_key, started_at, ended_at FROM history_process_instance WHERE key > ? ORDER BY key LIMIT ?",
  );
  const running = db.prepare("SELECT key FROM element_instance WHERE parent_key = -1");
  const needed = db.prepare("SELECT min(position) AS first FROM history_transient");
  const removeGroup = db.prepare("DELETE FROM record_batch WHERE first_position = ?");
  return {
    page: (after, limit) =>
      page.all(after, limit).map((row) => ({
        key: Number(row["key"]),
        isRoot: row["root_key"] === row["key"],
        startedAt: Number(row["started_at"]),
        endedAt: row["ended_at"] === null ? undefined : Number(row["ended_at"]),
      })),
    ...removing(db),
    running: () => new Set(running.all().map((row) => Number(row["key"]))),
    neededFrom: () => {
      const first = needed.get()?.["first"];
      return typeof first === "number" ? first : Infinity;
    },
    removeGroup: (first) => {
      removeGroup.run(first);
    },
  };
}

function removing(db: Db): Pick<RetentionStore, "removeFamily" | "removeStray"> {
  const family = db.prepare("SELECT key, ended_at FROM history_process_instance WHERE root_key = ?");
  const scopes = db.prepare(
    "DELETE FROM history_incident_scope WHERE incident_key IN (SELECT key FROM history_incident WHERE instance_key = ?)",
  );
  const rows = OF_INSTANCE.map((name) => db.prepare(`DELETE FROM ${name} WHERE instance_key = ?`));
  const instance = db.prepare("DELETE FROM history_process_instance WHERE key = ?");
  const evaluations = db.prepare(
    "DELETE FROM history_decision_instance WHERE instance_key IS NULL AND evaluated_at < ?",
  );
  return {
    removeFamily: (rootKey) => {
      const members = family.all(rootKey);
      if (members.some((member) => member["ended_at"] === null)) return 0;
      for (const { key = null } of members) {
        scopes.run(key);
        for (const statement of rows) statement.run(key);
        instance.run(key);
      }
      return members.length;
    },
    removeStray: (before) => {
      evaluations.run(before);
    },
  };
}
