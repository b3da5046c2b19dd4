import type { Db } from "../store/db.ts";
import { isStoreFailure, StoreUnavailable } from "../store/errors.ts";
import type { RecordLog } from "../store/log.ts";
import type { State } from "../store/state.ts";
import type { Clock } from "./clock.ts";
import type { Command, EngineRecord } from "./record.ts";
import type { CommandProcessors, Runtime } from "./runtime.ts";
import { StepWriters, type LaterEntry, type Entry, type PendingCommand, type Request } from "./writers.ts";

/** Sees every record inside of the transaction that writes it. */
export interface RecordObserver {
  /** Called for each record of a command that stands, in stream order, with the command from outside that led to it. */
  onRecord(record: EngineRecord, command?: Command): void;
  /** Called once per group before its commit. */
  beforeCommit?(): void;
  /** Called when the group is on disk. */
  afterCommit?(): void;
  /** Called when a group could not be committed. */
  afterRollback?(): void;
  /** Whether settle would write something. */
  isWaiting?(): boolean;
  /** Writes what was put off to the file's open transaction. */
  settle?(): void;
}

/** What became of a command. */
export type Outcome =
  | { readonly kind: "accepted"; readonly record: EngineRecord; readonly records: readonly EngineRecord[] }
  | { readonly kind: "rejected"; readonly record: EngineRecord; readonly records: readonly EngineRecord[] };

/** What the loop works with. */
export interface LoopParts {
  /** Path of the data file, for messages. */
  readonly file: string;
  readonly db: Db;
  readonly state: State;
  readonly log: RecordLog;
  readonly clock: Clock;
  readonly processors: CommandProcessors;
  readonly observers: readonly RecordObserver[];
  /** Makes the runtime around the writers of a step. */
  readonly runtime: (writers: StepWriters) => Runtime;
  /** Called after each group: with nothing after its commit, with the reason when it was refused as a whole. */
  readonly afterGroup: (trouble: unknown) => void;
}

interface Waiting {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (cause: unknown) => void;
}

interface Job extends Waiting {
  readonly work: () => void;
}

/** Commands of one group; one transaction and one fsync for all. */
const GROUP_SIZE = 200;

/** The single writer: takes commands in order, works off all that they cause, commits a group at a time, then answers. */
export class Loop {
  readonly #parts: LoopParts;
  readonly #incoming: { command: Command; waiting: Waiting }[] = [];
  readonly #internal: Entry[] = [];
  readonly #works: Job[] = [];
  /** Requests whose answer has not come yet, by id. */
  readonly #open = new Map<number, { waiting: Waiting; records: EngineRecord[] }>();
  #writers: StepWriters;
  #nextRequest = 1;
  #isScheduled = false;
  #failure: Error | undefined;

  constructor(parts: LoopParts) {
    this.#parts = parts;
    this.#writers = new StepWriters(parts.clock, lastPosition(parts));
  }

  /** Queues a command; resolves after the commit of its group. */
  submit(command: Command): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#incoming.push({ command, waiting: { resolve, reject } });
      this.#schedule();
    });
  }

  /** Queues commands of the engine's own: due timers, time-outs. */
  submitInternal(entries: readonly Entry[]): void {
    this.#internal.push(...entries);
    this.#schedule();
  }

  /** Runs work on the database, whose tables are up to date, inside of the next group's transaction. */
  write(work: (db: Db) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = (): void => {
        this.#writeTables();
        work(this.#parts.db);
      };
      this.#works.push({
        work: run,
        resolve: () => {
          resolve();
        },
        reject,
      });
      this.#schedule();
    });
  }

  /** Brings the file's tables up to date with the last commit: before they are read. */
  settle(): void {
    const { db, file, observers, state } = this.#parts;
    if (!state.isWaiting() && !observers.some((observer) => observer.isWaiting?.() === true)) return;
    try {
      // Nothing new is told, so nothing needs to be on the disk at once: a crash takes it from the logs again.
      db.exec("PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE");
      this.#writeTables();
      db.exec("COMMIT");
    } catch (cause) {
      this.#rollback(this.#writers.lastPosition);
      throw isStoreFailure(cause) ? StoreUnavailable.of(file, cause) : cause;
    } finally {
      db.exec("PRAGMA synchronous = FULL");
    }
  }

  #writeTables(): void {
    for (const observer of this.#parts.observers) observer.settle?.();
    this.#parts.state.settle();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#incoming.length + this.#internal.length + this.#works.length > 0) this.#runGroup();
      if (this.#incoming.length + this.#internal.length + this.#works.length > 0) this.#schedule();
    });
  }

  #runGroup(): void {
    const commands = this.#incoming.splice(0, GROUP_SIZE);
    const internal = this.#internal.splice(0);
    const works = this.#works.splice(0);
    const requests: number[] = [];
    let trouble: unknown;
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const answers = this.#commit(() => {
        for (const entry of internal) this.#step(entry, undefined);
        for (const { command, waiting } of commands) requests.push(this.#request(command, waiting));
        for (const { work } of works) work();
      });
      this.#answer(answers);
      for (const { resolve } of works) resolve(NO_OUTCOME);
    } catch (cause) {
      trouble = cause;
      for (const { waiting } of commands) waiting.reject(cause);
      for (const { reject } of works) reject(cause);
      for (const id of requests) this.#open.delete(id);
    }
    this.#parts.afterGroup(trouble);
  }

  #commit(work: () => void): ReadonlyMap<number, EngineRecord | undefined> {
    const { db, state, observers, log } = this.#parts;
    const answers = new Map<number, EngineRecord | undefined>();
    this.#collect = answers;
    const before = this.#writers.lastPosition;
    try {
      db.exec("BEGIN IMMEDIATE");
      work();
      log.flush();
      for (const observer of observers) observer.beforeCommit?.();
      state.meta.set("lastPosition", this.#writers.lastPosition);
      // What must not stay in the log must not stay in the change log either.
      if (log.takeRewritten()) state.settle();
      else state.flush();
      db.exec("COMMIT");
    } catch (cause) {
      this.#rollback(before);
      throw isStoreFailure(cause) ? StoreUnavailable.of(this.#parts.file, cause) : cause;
    }
    state.trim();
    for (const observer of observers) observer.afterCommit?.();
    return answers;
  }

  #collect = new Map<number, EngineRecord | undefined>();

  #rollback(lastPosition: number): void {
    const { db, state, observers, clock, log } = this.#parts;
    try {
      db.exec("ROLLBACK");
    } catch (cause) {
      // SQLite has rolled back by itself after a full disk; any other reason leaves a transaction that nobody may go on with.
      if (!String(cause).includes("no transaction is active"))
        this.#failure = new Error("Expected the failed group to be rolled back, but it was not", { cause });
    }
    state.recover();
    log.forget();
    for (const observer of observers) observer.afterRollback?.();
    this.#writers = new StepWriters(clock, lastPosition);
  }

  #request(command: Command, waiting: Waiting): number {
    const id = this.#nextRequest;
    this.#nextRequest += 1;
    const open = { waiting, records: new Array<EngineRecord>() };
    this.#open.set(id, open);
    const entry = {
      valueType: command.valueType,
      intent: command.intent,
      key: command.key ?? -1,
      value: command.value,
    };
    open.records.push(...this.#step(entry, { id, command }));
    return id;
  }

  /** One command with all its follow-ups, then what has to run after them. */
  #step(entry: Entry, request: Request | undefined): EngineRecord[] {
    const writers = new StepWriters(this.#parts.clock, this.#writers.lastPosition);
    this.#writers = writers;
    const rt = this.#parts.runtime(writers);
    writers.open(entry, request);
    const records: EngineRecord[] = [];
    this.#work(rt, writers);
    records.push(...this.#keep(writers, outside(request)));
    for (const later of writers.later) records.push(...this.#later(later));
    return records;
  }

  /** A command of the engine's own; when somebody wants to know what came of it, they are told. */
  #later({ report, ...entry }: LaterEntry): EngineRecord[] {
    if (report === undefined) return this.#step(entry, undefined);
    const id = this.#nextRequest;
    this.#nextRequest += 1;
    const records = this.#step(entry, { id, command: entry, isInternal: true });
    const { rejectionType, rejectionReason } = this.#collect.get(id) ?? NO_OUTCOME.record;
    this.#collect.delete(id);
    const value = { ...report.value, rejectionType, rejectionReason };
    return [...records, ...this.#step({ ...report, value }, undefined)];
  }

  #work(rt: Runtime, writers: StepWriters): void {
    const first = writers.queue[0];
    try {
      for (let at = 0; at < writers.queue.length; at += 1) {
        const command = writers.queue[at];
        if (command !== undefined) this.#process(rt, writers, command);
      }
      this.#parts.state.journal.keep();
    } catch (cause) {
      // A file that cannot be used is no fault of the command: the whole group is taken back and refused.
      if (first === undefined || isStoreFailure(cause)) throw cause;
      this.#refuse(writers, first, cause);
    }
  }

  #process(rt: Runtime, writers: StepWriters, command: PendingCommand): void {
    writers.work(command);
    const processor = this.#parts.processors[`${command.valueType} ${command.intent}`];
    if (processor === undefined) {
      writers.reject(
        "INVALID_ARGUMENT",
        `Expected a command that the engine knows, but got ${command.valueType} ${command.intent}`,
      );
      return;
    }
    processor(rt, command);
  }

  /** A bug: takes back what the step did and says so as Zeebe does. */
  #refuse(writers: StepWriters, command: PendingCommand, cause: unknown): void {
    this.#parts.state.journal.revert();
    writers.records.length = 0;
    writers.later.length = 0;
    writers.answers.clear();
    writers.work(command);
    const text = cause instanceof Error ? `${cause.message}\n${cause.stack ?? ""}` : String(cause);
    writers.reject(
      "PROCESSING_ERROR",
      `Expected to process command '${command.intent}' without errors, but got: ${text}`,
    );
  }

  #keep(writers: StepWriters, command: Command | undefined): readonly EngineRecord[] {
    const { log, observers } = this.#parts;
    log.append(writers.records);
    for (const record of writers.records) for (const observer of observers) observer.onRecord(record, command);
    for (const [id, record] of writers.answers) this.#collect.set(id, record);
    return writers.records;
  }

  #answer(answers: ReadonlyMap<number, EngineRecord | undefined>): void {
    for (const [id, record] of answers) {
      const open = this.#open.get(id);
      this.#open.delete(id);
      if (record === undefined) continue;
      const kind = record.recordType === "COMMAND_REJECTION" ? "rejected" : "accepted";
      open?.waiting.resolve({ kind, record, records: open.records });
    }
  }
}

function outside(request: Request | undefined): Command | undefined {
  return request?.isInternal === true ? undefined : request?.command;
}

const NO_OUTCOME: Outcome = {
  kind: "accepted",
  records: [],
  record: {
    position: -1,
    recordType: "EVENT",
    valueType: "",
    intent: "",
    key: -1,
    sourceRecordPosition: -1,
    timestamp: 0,
    rejectionType: "NULL_VAL",
    rejectionReason: "",
    value: {},
  },
};

function lastPosition({ state, log }: LoopParts): number {
  return Math.max(state.meta.number("lastPosition", 0), log.lastPosition());
}
