import type { EngineRecord } from "../core/record.ts";
import type { Db, Row } from "./db.ts";
import { decodeRecords, encodeRecords } from "./record-codec.ts";
import { openWords, type Words } from "./words.ts";

/** The engine's append-only stream: one row holds the records of one group of commands. */
export interface RecordLog {
  /** Takes the records of a command; they reach the file with the group's others. */
  append(records: readonly EngineRecord[]): void;
  /** Writes what was taken: at the end of each group. */
  flush(): void;
  /** All records from a position on. */
  from(position: number): EngineRecord[];
  /** The records from a position on in the next group that has any; none at the end of the stream. */
  next(position: number): EngineRecord[];
  /** The records of the group that wrote a position. */
  at(position: number): EngineRecord[];
  /** Position of the last record; 0 in an empty file. */
  lastPosition(): number;
  /** Replaces the records of the group that wrote a position; the one exception to "append-only", for what must be erased. */
  rewrite(position: number, change: (record: EngineRecord) => EngineRecord): void;
  /** Whether something was replaced since the last call. */
  takeRewritten(): boolean;
  /** Positions at which groups begin that wrote one of the texts, from a position on. */
  findTexts(position: number, texts: readonly string[]): number[];
  /** After a rollback: back to what the file holds. */
  forget(): void;
}

const BATCH_OF = "first_position = (SELECT max(first_position) FROM record_batch WHERE first_position <= ?)";

/** Opens the stream of a file. Table `record_batch`: first_position, last_position, records (see record-codec.ts). */
export function openLog(db: Db): RecordLog {
  db.exec(
    "CREATE TABLE IF NOT EXISTS record_batch " +
      "(first_position INTEGER PRIMARY KEY, last_position INTEGER NOT NULL, records TEXT NOT NULL)",
  );
  const words = openWords(db);
  const taken: EngineRecord[] = [];
  let isRewritten = false;
  const insert = db.prepare("INSERT INTO record_batch (first_position, last_position, records) VALUES (?, ?, ?)");
  const last = db.prepare("SELECT last_position FROM record_batch ORDER BY first_position DESC LIMIT 1");
  const one = db.prepare(`SELECT first_position, records FROM record_batch WHERE ${BATCH_OF}`);
  const replace = db.prepare("UPDATE record_batch SET records = ? WHERE first_position = ?");
  return {
    append: (records) => {
      taken.push(...records);
    },
    flush: () => {
      const [first] = taken;
      const final = taken.at(-1);
      if (first === undefined || final === undefined) return;
      insert.run(first.position, final.position, encodeRecords(taken, words));
      taken.length = 0;
    },
    ...readingFrom(db, words),
    at: (position) => {
      const row = one.get(position);
      return row === undefined ? [] : decodeRecords(String(row["records"]), words);
    },
    lastPosition: () => Number(last.get()?.["last_position"] ?? 0),
    rewrite: (position, change) => {
      const row = one.get(position);
      if (row === undefined) return;
      const records = decodeRecords(String(row["records"]), words).map(change);
      isRewritten = true;
      replace.run(encodeRecords(records, words), row["first_position"] ?? 0);
    },
    takeRewritten: () => {
      const was = isRewritten;
      isRewritten = false;
      return was;
    },
    findTexts: (position, texts) => {
      const from = Number(one.get(position)?.["first_position"] ?? 0);
      return texts.length === 0 ? [] : findTexts(db, from, texts);
    },
    forget: () => {
      taken.length = 0;
      isRewritten = false;
      words.forget();
    },
  };
}

/** The groups from the one on that holds a position. */
const GROUPS_FROM =
  "SELECT records FROM record_batch WHERE first_position >= " +
  "coalesce((SELECT max(first_position) FROM record_batch WHERE first_position <= ?), 0) ORDER BY first_position";

function readingFrom(db: Db, words: Words): Pick<RecordLog, "from" | "next"> {
  const all = db.prepare(GROUPS_FROM);
  // The group that holds the position may end before it; then the next one is wanted.
  const two = db.prepare(`${GROUPS_FROM} LIMIT 2`);
  const recordsOf = (row: Row, position: number): EngineRecord[] =>
    decodeRecords(String(row["records"]), words).filter((record) => record.position >= position);
  return {
    from: (position) => all.all(position).flatMap((row) => recordsOf(row, position)),
    next: (position) => {
      for (const row of two.all(position)) {
        const records = recordsOf(row, position);
        if (records.length > 0) return records;
      }
      return [];
    },
  };
}

function findTexts(db: Db, from: number, texts: readonly string[]): number[] {
  const conditions = texts.map(() => "instr(records, ?) > 0").join(" OR ");
  const sql = `SELECT first_position FROM record_batch WHERE first_position >= ? AND (${conditions})`;
  return db
    .prepare(sql)
    .all(from, ...texts)
    .map((found) => Number(found["first_position"]));
}
