import { isStoreFailure } from "../store/errors.ts";
import type { State } from "../store/state.ts";
import type { Clock } from "./clock.ts";
import type { Entry } from "./writers.ts";

/** Something that becomes due: gives the next instant, and the commands for what is due by now. */
export interface DueSource {
  /** The next instant at which something is due; undefined when nothing is. */
  next(state: State): number | undefined;
  /** Commands for everything that is due by an instant, in the order in which it was due. */
  collect(state: State, now: number): readonly Entry[];
}

/** How long what is due waits after the file could not be written. */
const RETRY_MS = 1_000;

/** Longest sleep: the host's clock may jump, and timers of the host do not follow it. So late is a timer at most after a jump. */
const LONGEST_MS = 10_000;

/** Wakes the engine when the earliest of all due things is due: one timer, re-armed after each commit. */
export class DueWatch {
  readonly #sources: readonly DueSource[];
  readonly #clock: Clock;
  readonly #state: State;
  readonly #submit: (entries: readonly Entry[]) => void;
  #timer: NodeJS.Timeout | undefined;
  #armedFor: number | undefined;

  constructor(parts: {
    sources: readonly DueSource[];
    clock: Clock;
    state: State;
    submit: (entries: readonly Entry[]) => void;
  }) {
    this.#sources = parts.sources;
    this.#clock = parts.clock;
    this.#state = parts.state;
    this.#submit = parts.submit;
  }

  /** Submits what is due and sets the timer for the next; a pinned clock needs no timer. */
  check(): void {
    this.#guarded(() => {
      const now = this.#clock.now();
      const due = this.#sources.flatMap((source) => source.collect(this.#state, now));
      if (due.length > 0) this.#submit(due);
      else this.#arm(now);
    });
  }

  /** Sets the timer for the next due instant. */
  arm(): void {
    this.#guarded(() => {
      this.#arm(this.#clock.now());
    });
  }

  /** Looks again in a second: after the file could not be written, so that a full disk is not asked all the time. */
  retry(): void {
    this.stop();
    this.#set(RETRY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#armedFor = undefined;
  }

  #arm(now: number): void {
    const instants = this.#sources.map((source) => source.next(this.#state)).filter((instant) => instant !== undefined);
    const next = instants.length === 0 || this.#clock.pinned() !== undefined ? undefined : Math.min(...instants);
    // One that is due by now although its timer still runs: the host's clock has jumped forward.
    if (next === this.#armedFor && this.#timer !== undefined && (next === undefined || next > now)) return;
    this.stop();
    if (next === undefined) return;
    this.#armedFor = next;
    this.#set(Math.min(LONGEST_MS, Math.max(0, next - now)));
  }

  #set(waitMs: number): void {
    this.#timer = setTimeout(() => {
      this.stop();
      this.check();
    }, waitMs);
    this.#timer.unref();
  }

  /** What is due is asked of tables that may first have to be written. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (cause) {
      if (!isStoreFailure(cause)) throw cause;
      this.retry();
    }
  }
}
