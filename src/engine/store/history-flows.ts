import type { Db, Statement } from "./db.ts";
import type { HistoryProgress } from "./history-progress.ts";

interface Waiting {
  readonly flows: Set<string>;
  readonly since: number;
}

/** Sequence flows taken, one row for an instance and a flow. */
export class HistoryFlows {
  readonly #insert: Statement;
  readonly #delete: Statement;
  readonly #deleteAll: Statement;
  readonly #progress: HistoryProgress;
  readonly #waiting = new Map<number, Waiting>();

  constructor(db: Db, progress: HistoryProgress) {
    this.#progress = progress;
    this.#deleteAll = db.prepare("DELETE FROM history_flow WHERE instance_key = ?");
    this.#delete = db.prepare("DELETE FROM history_flow WHERE instance_key = ? AND flow_id = ?");
    this.#insert = db.prepare("INSERT OR IGNORE INTO history_flow (instance_key, flow_id) VALUES (?, ?)");
  }

  /** Position of the record since which the first waits; Infinity when none does. */
  get waitsSince(): number {
    for (const { since } of this.#waiting.values()) return since;
    return Infinity;
  }

  take(instanceKey: number, flowId: string): void {
    const waiting = this.#waiting.get(instanceKey);
    if (waiting !== undefined) waiting.flows.add(flowId);
    else this.#waiting.set(instanceKey, { flows: new Set([flowId]), since: this.#progress.position });
  }

  /** Forgets a flow that a migration has put another in place of. */
  delete(instanceKey: number, flowId: string): void {
    this.#waiting.get(instanceKey)?.flows.delete(flowId);
    this.#delete.run(instanceKey, flowId);
  }

  /** Forgets all flows of an instance. */
  forgetInstance(instanceKey: number): void {
    this.#waiting.delete(instanceKey);
    this.#deleteAll.run(instanceKey);
  }

  /** Writes what has waited since before a position. */
  write(before: number): void {
    for (const [instanceKey, { flows, since }] of this.#waiting) {
      if (since >= before) break;
      for (const flow of flows) this.#insert.run(instanceKey, flow);
      this.#waiting.delete(instanceKey);
    }
  }

  /** Drops what waits. */
  forget(): void {
    this.#waiting.clear();
  }
}
