import type { EngineRecord } from "../core/record.ts";
import type { Db } from "./db.ts";

/** The engine's append-only stream: one row holds the records that one command caused. */
export interface RecordLog {
  append(records: readonly EngineRecord[]): void;
  /** All records from a position on. */
  from(position: number): EngineRecord[];
  /** Position of the last record; 0 in an empty file. */
  lastPosition(): number;
}

/** Opens the stream of a file. Table `record_batch`: first_position, last_position, records (JSON list). */
export function openLog(db: Db): RecordLog {
  db.exec(
    "CREATE TABLE IF NOT EXISTS record_batch " +
      "(first_position INTEGER PRIMARY KEY, last_position INTEGER NOT NULL, records TEXT NOT NULL)",
  );
  const insert = db.prepare("INSERT INTO record_batch (first_position, last_position, records) VALUES (?, ?, ?)");
  const select = db.prepare(
    "SELECT records FROM record_batch WHERE first_position >= " +
      "coalesce((SELECT max(first_position) FROM record_batch WHERE first_position <= ?), 0) ORDER BY first_position",
  );
  const last = db.prepare("SELECT last_position FROM record_batch ORDER BY first_position DESC LIMIT 1");
  return {
    append: (records) => {
      const first = records[0];
      const final = records.at(-1);
      if (first === undefined || final === undefined) return;
      insert.run(first.position, final.position, JSON.stringify(records));
    },
    from: (position) =>
      select
        .all(position)
        .flatMap((row) => decode(String(row["records"])))
        .filter((record) => record.position >= position),
    lastPosition: () => Number(last.get()?.["last_position"] ?? 0),
  };
}

function decode(text: string): EngineRecord[];
function decode(text: string): unknown {
  return JSON.parse(text);
}
