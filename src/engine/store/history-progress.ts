import type { Db } from "./db.ts";

/** How far the read tables are. */
export interface HistoryProgress {
  /** Position of the record that is being projected, else of the last one. */
  position: number;
  /** From here on the records may not be in the read tables. */
  from(): number;
  /** Notes, in the file's open transaction, that all records before a position are in the read tables. */
  note(from: number): void;
}

/** Reads the progress of a file. */
export const PROGRESS = "SELECT position FROM history_progress WHERE id = 1";

/** Opens the progress of a file. */
export function openProgress(db: Db): HistoryProgress {
  db.exec("CREATE TABLE IF NOT EXISTS history_progress (id INTEGER PRIMARY KEY, position INTEGER NOT NULL)");
  const select = db.prepare(PROGRESS);
  const upsert = db.prepare("INSERT OR REPLACE INTO history_progress (id, position) VALUES (1, ?)");
  return {
    position: 0,
    from: () => Number(select.get()?.["position"] ?? 0),
    note: (from) => {
      upsert.run(from);
    },
  };
}
