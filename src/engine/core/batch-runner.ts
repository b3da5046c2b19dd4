import type { Entry } from "./writers.ts";

const EXECUTE: Entry = { valueType: "BATCH_OPERATION_EXECUTION", intent: "EXECUTE", key: -1, value: {} };

/** Keeps batch operations going: a few items a group, so that other commands come in between. Nothing in here is needed for correctness. */
export class BatchRunner {
  #isAnnounced: boolean;
  #isSubmitted = false;

  /** Begins with whether an earlier process has left something to do. */
  constructor(isLeft: boolean) {
    this.#isAnnounced = isLeft;
  }

  /** Notes that there is something to do after the commit. */
  announce(): void {
    this.#isAnnounced = true;
  }

  /** After a group: lets the next items be worked off; after one that failed it waits for the next that does not. */
  goOn(submit: (entries: readonly Entry[]) => void, trouble?: unknown): void {
    if (trouble !== undefined) this.#isAnnounced ||= this.#isSubmitted;
    if (!this.#isAnnounced || trouble !== undefined) return;
    this.#isAnnounced = false;
    this.#isSubmitted = true;
    submit([EXECUTE]);
  }
}
