import { setTimeout } from "node:timers/promises";
import type { EngineRecord } from "../core/record.ts";
import { openReader, type Db } from "../store/db.ts";
import { commitsSeen } from "../store/inspect.ts";
import { openLog, type RecordLog } from "../store/log.ts";

/** What is read of a record stream. */
export interface TailOptions {
  /** Position of the first record; default 1, the beginning. */
  readonly from?: number;
  /** Whether to wait for what is written later; default: end with the last record. */
  readonly isFollowing?: boolean;
  /** Ends the stream. */
  readonly signal: AbortSignal;
}

/** How often a file is looked at for new commits. */
const LOOK_MS = 100;

/** The records of a file, group by group, also while an engine writes them; throws StoreUnavailable when it cannot be read. */
export async function* tailRecords(file: string, options: TailOptions): AsyncGenerator<readonly EngineRecord[]> {
  const db = openReader(file);
  try {
    const log = openLog(db);
    let position = options.from ?? 1;
    do {
      // Asked first: a commit between this and the reading is seen once more, none is missed.
      const commits = commitsSeen(db);
      // What was written since may use words that this process has not read yet.
      log.forget();
      for (const records of groupsFrom(log, position)) {
        position = (records.at(-1)?.position ?? position) + 1;
        yield records;
      }
      if (options.isFollowing === true) await nextCommit(db, commits, options.signal);
    } while (options.isFollowing === true && !options.signal.aborted);
  } finally {
    db.close();
  }
}

function* groupsFrom(log: RecordLog, from: number): Generator<readonly EngineRecord[]> {
  let position = from;
  for (let records = log.next(position); records.length > 0; records = log.next(position)) {
    position = (records.at(-1)?.position ?? position) + 1;
    yield records;
  }
}

async function nextCommit(db: Db, seen: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && commitsSeen(db) === seen) {
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
