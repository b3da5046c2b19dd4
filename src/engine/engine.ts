import { prepareDeployment } from "./commands/prepared.ts";
import { PROCESSORS } from "./commands/index.ts";
import { openClock, type Clock } from "./core/clock.ts";
import { BatchRunner } from "./core/batch-runner.ts";
import { DueWatch } from "./core/due.ts";
import { DUE_SOURCES } from "./core/due-sources.ts";
import { openKeys } from "./core/keys.ts";
import { Health } from "./core/health.ts";
import { Loop, type Outcome, type RecordObserver } from "./core/loop.ts";
import type { Command, EngineRecord } from "./core/record.ts";
import type { Entry } from "./core/writers.ts";
import { JobBell } from "./core/wake.ts";
import type { AwaitedResult, Runtime } from "./core/runtime.ts";
import { behaviourOf } from "./elements/index.ts";
import { ProcessCache } from "./model/process-cache.ts";
import { verifyDb } from "./maintenance/verify.ts";
import { openDb, settledView, type Db } from "./store/db.ts";
import { openLog, type RecordLog } from "./store/log.ts";
import { migrate } from "./store/schema.ts";
import { openState, type State } from "./store/state.ts";

export type { Outcome, RecordObserver } from "./core/loop.ts";
export type { Command, EngineRecord } from "./core/record.ts";

/** How an engine is opened. */
export interface EngineOptions {
  /** Path of the data file; ":memory:" keeps nothing. */
  readonly file: string;
  /** The running time, epoch milliseconds; default the host's. */
  readonly clock?: () => number;
  /** Told when the file cannot be written, with the sentence, and with undefined when it can again. */
  readonly onTrouble?: (trouble: string | undefined) => void;
  /** Told how long each command took from its arrival to its commit, in seconds. */
  readonly onProcessed?: (seconds: number) => void;
  /** Who sees every record in its transaction; made when the file is open. */
  readonly observers?: readonly ((db: Db, log: RecordLog) => RecordObserver)[];
}

/** An embedded engine on one data file; the only writer of that file. */
export interface Engine {
  /** Runs a command; resolves after the commit of its group with the answer and all records that it caused. */
  execute(command: Command): Promise<Outcome>;
  /** The root of the call hierarchy of a process instance; undefined when it has ended. */
  rootOf(processInstanceKey: number): number | undefined;
  /** Records from a position on. */
  records(from: number): EngineRecord[];
  readonly clock: {
    now(): number;
    /** Sets the clock to an instant and runs what is due by then; rejects with RangeError when that lies before a pinned clock. */
    pin(epochMs: number): Promise<void>;
    /** Moves the clock forward and runs what is due by then; it runs on from there. Rejects with RangeError for an instant before the present one. */
    advance(epochMs: number): Promise<void>;
    /** Lets the clock follow the host's again. */
    reset(): Promise<void>;
  };
  /** Why the file cannot be written now, found out by writing when the last group failed; undefined when all is well. */
  trouble(): Promise<string | undefined>;
  /** Calls back after a commit that made jobs of that type available; gives what ends that. */
  onJobsAvailable(type: string, wake: () => void): () => void;
  /** How many jobs of a type could be activated now, counted up to a limit. */
  countActivatable(type: string, limit: number): number;
  /** Reads the last commit. */
  read<T>(query: (db: Db) => T): T;
  /** Runs work inside of the next group's transaction; resolves after its commit. */
  write(work: (db: Db) => void): Promise<void>;
  /** Finishes what is queued and closes the file. */
  close(): Promise<void>;
}

/** Opens an engine; throws StoreUnavailable when the file is in use or cannot be used. */
export function openEngine(options: EngineOptions): Engine {
  const db = openCurrent(options.file);
  const state = openState(db);
  const clock = openClock(state.meta, options.clock);
  const bell = new JobBell();
  const log = openLog(db);
  const processes = new ProcessCache(state);
  const batches = new BatchRunner(state.batchOperations.query("runnable").length > 0);
  const base = memoryOf(state, clock, batches);
  const health = new Health(options.onTrouble);
  const loop: Loop = new Loop({
    file: options.file,
    db,
    state,
    log,
    clock,
    processors: PROCESSORS,
    observers: (options.observers ?? []).map((observer) => observer(db, log)),
    runtime: (writers) => ({
      ...base,
      writers,
      process: (key) => processes.get(key),
      announceJob: (type) => {
        bell.note(type);
      },
    }),
    afterGroup: (cause) => {
      health.note(cause);
      bell.ring();
      batches.goOn(submit, cause);
      if (cause === undefined) due.arm();
      else due.retry();
    },
  });
  const submit = (entries: readonly Entry[]): void => {
    loop.submitInternal(entries);
  };
  const due = new DueWatch({ sources: DUE_SOURCES, clock, state, submit });
  due.check();
  batches.goOn(submit);
  const settled = settledView(db, () => {
    loop.settle();
  });
  return {
    ...facesOf({ loop, clock, due, onProcessed: options.onProcessed }),
    trouble: () => health.look(() => loop.write(() => undefined)),
    rootOf: (key) => state.elementInstances.get(key)?.path[0]?.[0],
    records: (from) => log.from(from),
    onJobsAvailable: (type, wake) => bell.listen(type, wake),
    countActivatable: (type, limit) => state.jobs.query("activatable", type, limit).length,
    read: (query) => query(settled),
    close: () => close({ loop, due, db }),
  };
}

/** What every step of an engine has in common. */
function memoryOf(state: State, clock: Clock, batches: BatchRunner) {
  return {
    state,
    clock,
    keys: openKeys(state.meta),
    awaited: new Map<number, AwaitedResult>(),
    correlating: new Map<number, number>(),
    requests: new Map<number, number>(),
    elements: behaviourOf,
    announceBatch: () => {
      batches.announce();
    },
  } satisfies Partial<Runtime>;
}

/** Opens a file in this program's schema; closes it again when it cannot be brought there. */
function openCurrent(file: string): Db {
  const db = openDb(file);
  try {
    migrate(db, file, { verify: (copy) => verifyDb(copy).findings });
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

interface Faced {
  readonly loop: Loop;
  readonly clock: Clock;
  readonly due: DueWatch;
  readonly onProcessed: EngineOptions["onProcessed"];
}

function facesOf({ loop, clock, due, onProcessed }: Faced) {
  const settle = async (change: () => void): Promise<void> => {
    await loop.write(change);
    due.check();
    // What was due has been queued before this empty work, so it is committed when this resolves.
    await loop.write(() => undefined);
  };
  return {
    execute: async (command: Command): Promise<Outcome> => {
      const start = performance.now();
      if (command.valueType === "DEPLOYMENT") await prepareDeployment(command);
      const outcome = await loop.submit(command);
      // Whoever waits for an instance's result waits for its work, not for us.
      if (!command.intent.endsWith("_AWAITING_RESULT")) onProcessed?.((performance.now() - start) / 1000);
      return outcome;
    },
    write: (work: (db: Db) => void) => loop.write(work),
    clock: {
      now: () => clock.now(),
      pin: (epochMs: number) =>
        settle(() => {
          clock.pin(epochMs);
        }),
      advance: (epochMs: number) =>
        settle(() => {
          clock.advance(epochMs);
        }),
      reset: () =>
        settle(() => {
          clock.reset();
        }),
    },
  };
}

async function close({ loop, due, db }: { loop: Loop; due: DueWatch; db: Db }): Promise<void> {
  await loop.write(() => undefined);
  // After the last commit, because each commit arms the timer anew.
  due.stop();
  loop.settle();
  db.close();
}
