/** The application's present: the embedded engine's clock, or the time of day on a real Camunda. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** The time of day of this machine. */
export const systemClock: Clock = { now: () => Date.now() };
