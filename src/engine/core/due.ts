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
    const now = this.#clock.now();
    const due = this.#sources.flatMap((source) => source.collect(this.#state, now));
    if (due.length > 0) this.#submit(due);
    else this.#arm(now);
  }

  /** Sets the timer for the next due instant; after a failure no sooner than the given time, so that a full disk is not asked all the time. */
  arm(soonestMs = 0): void {
    this.#arm(this.#clock.now(), soonestMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#armedFor = undefined;
  }

  #arm(now: number, soonestMs = 0): void {
    const instants = this.#sources.map((source) => source.next(this.#state)).filter((instant) => instant !== undefined);
    const next = instants.length === 0 || this.#clock.pinned() !== undefined ? undefined : Math.min(...instants);
    // One that is due by now although its timer still runs: the host's clock has jumped forward.
    if (next === this.#armedFor && this.#timer !== undefined && (next === undefined || next > now)) return;
    this.stop();
    if (next === undefined) return;
    this.#armedFor = next;
    this.#timer = setTimeout(
      () => {
        this.stop();
        this.check();
      },
      Math.min(LONGEST_MS, Math.max(soonestMs, next - now)),
    );
    this.#timer.unref();
  }
}
