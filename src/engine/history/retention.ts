import type { EngineRecord } from "../core/record.ts";
import type { Db } from "../store/db.ts";
import { openLog, type RecordLog } from "../store/log.ts";
import { openRetentionStore, type RetentionStore } from "../store/retention.ts";
import { numberOf, objectsOf } from "./values.ts";

/** Instances looked at, and groups of records read, in one step: a few milliseconds of work. */
const INSTANCES_A_STEP = 100;
const GROUPS_A_STEP = 20;

/** Records that tell of what is deployed stay for as long as the file does. */
const LASTING = new Set(["DEPLOYMENT", "PROCESS", "DECISION", "DECISION_REQUIREMENTS", "FORM", "RESOURCE"]);

/** What a sweep has removed so far. */
export interface Swept {
  readonly instances: number;
  readonly groups: number;
}

/**
 * Removes history that ended before an instant, in small steps: instances with all they called from the read tables, then groups
 * of records that tell only of instances that have ended. What runs stays whole, and so does what the erasure of transient values
 * still needs. Each step belongs into a transaction in which the tables are up to date.
 */
export class RetentionSweep {
  readonly #before: number;
  readonly #store: RetentionStore;
  readonly #log: RecordLog;
  #phase: "instances" | "records" | "done" = "instances";
  #lastKey = 0;
  #nextPosition = 1;
  #running: ReadonlySet<number> = new Set();
  #instances = 0;
  #groups = 0;

  constructor(db: Db, before: number) {
    this.#before = before;
    this.#store = openRetentionStore(db);
    this.#log = openLog(db);
  }

  get swept(): Swept {
    return { instances: this.#instances, groups: this.#groups };
  }

  /** Does some work; false when nothing is left to do. */
  step(): boolean {
    if (this.#phase === "instances") this.#sweepInstances();
    else if (this.#phase === "records") this.#sweepRecords();
    return this.#phase !== "done";
  }

  #sweepInstances(): void {
    const page = this.#store.page(this.#lastKey, INSTANCES_A_STEP);
    for (const { key, isRoot, endedAt } of page) {
      this.#lastKey = key;
      if (isRoot && endedAt !== undefined && endedAt < this.#before) this.#instances += this.#store.removeFamily(key);
    }
    const last = page.at(-1);
    // Whatever started later has not ended earlier.
    if (last !== undefined && last.startedAt < this.#before) return;
    this.#store.removeStray(this.#before);
    this.#running = this.#store.running();
    this.#phase = "records";
  }

  #sweepRecords(): void {
    const needed = this.#store.neededFrom();
    for (let count = 0; count < GROUPS_A_STEP; count += 1) {
      const records = this.#log.next(this.#nextPosition);
      const [first] = records;
      const last = records.at(-1);
      // The last group stays, so that the stream keeps its position.
      const isLast = last === undefined || last.position === this.#log.lastPosition();
      if (first === undefined || isLast || last.position >= needed || last.timestamp >= this.#before) {
        this.#phase = "done";
        return;
      }
      this.#nextPosition = last.position + 1;
      if (records.some((record) => this.#stays(record))) continue;
      this.#store.removeGroup(first.position);
      this.#groups += 1;
    }
  }

  #stays({ value, valueType }: EngineRecord): boolean {
    if (LASTING.has(valueType)) return true;
    if (this.#running.has(numberOf(value, "processInstanceKey"))) return true;
    return objectsOf(value, "jobs").some((job) => this.#running.has(numberOf(job, "processInstanceKey")));
  }
}
