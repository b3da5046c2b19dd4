import type { JsonObject } from "../core/record.ts";
import type { Db } from "./db.ts";

/** Characters of changes that may wait: what an engine that was killed has to take over at its next start, and how long rows wait to be written. */
const LIMIT = 4_000_000;

/** The changes of state that the tables of the file may not hold yet, a row for each group of commands. */
export interface Changes {
  /** The number that the next change gets. */
  readonly next: number;
  /** The number of the oldest change that is kept; the next one's where none is. */
  readonly first: number;
  /** Adds the changes of a group, if there are any. */
  append(changes: JsonObject): void;
  /** Changes before this one have waited long enough. */
  due(): number;
  /** Drops the changes before a number: the tables hold them. */
  dropBefore(number: number): void;
  /** All changes, oldest first, with their numbers. */
  all(): { number: number; changes: JsonObject }[];
  /** After a rollback: back to what the file holds. */
  forget(): void;
}

/** Opens the change log of a file. Table `state_change`: number, changes by table as JSON. */
export function openChanges(db: Db): Changes {
  db.exec("CREATE TABLE IF NOT EXISTS state_change (number INTEGER PRIMARY KEY, changes TEXT NOT NULL)");
  const insert = db.prepare("INSERT INTO state_change (number, changes) VALUES (?, ?)");
  const select = db.prepare("SELECT number, changes FROM state_change ORDER BY number");
  const sizes = db.prepare("SELECT number, octet_length(changes) AS size FROM state_change ORDER BY number");
  const remove = db.prepare("DELETE FROM state_change WHERE number < ?");
  let kept: { number: number; size: number }[] = [];
  let total = 0;
  let next = 1;
  const load = (): void => {
    kept = sizes.all().map((row) => ({ number: Number(row["number"]), size: Number(row["size"]) }));
    total = kept.reduce((sum, { size }) => sum + size, 0);
    next = (kept.at(-1)?.number ?? 0) + 1;
  };
  load();
  return {
    get next() {
      return next;
    },
    get first() {
      return kept[0]?.number ?? next;
    },
    append: (changes) => {
      const text = JSON.stringify(changes);
      if (text === "{}") return;
      insert.run(next, text);
      kept.push({ number: next, size: text.length });
      total += text.length;
      next += 1;
    },
    due: () => {
      let rest = total;
      let at = 0;
      while (rest > LIMIT && at < kept.length) {
        rest -= kept[at]?.size ?? 0;
        at += 1;
      }
      return kept[at]?.number ?? next;
    },
    dropBefore: (number) => {
      const index = kept.findIndex((each) => each.number >= number);
      const dropped = kept.splice(0, index < 0 ? kept.length : index);
      if (dropped.length === 0) return;
      for (const { size } of dropped) total -= size;
      remove.run(number);
    },
    all: () => select.all().map((row) => ({ number: Number(row["number"]), changes: parse(String(row["changes"])) })),
    forget: load,
  };
}

function parse(text: string): JsonObject;
function parse(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}
