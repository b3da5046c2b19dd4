import type { Meta } from "../store/meta.ts";

/** The engine's time, epoch milliseconds. Pinned, it stands still until it is pinned again or reset. */
export interface Clock {
  now(): number;
  /** The instant at which the clock stands; undefined when it runs. */
  pinned(): number | undefined;
  /** Throws RangeError when the instant lies before the present one. */
  pin(epochMs: number): void;
  /** Lets the clock follow the host's again. */
  reset(): void;
}

const NAME = "pinnedClock";

/** Opens the clock as it was left; `source` is the running time, by default the host's. */
export function openClock(meta: Meta, source: () => number = Date.now): Clock {
  const pinned = (): number | undefined => {
    const value = meta.number(NAME, -1);
    return value < 0 ? undefined : value;
  };
  const now = (): number => pinned() ?? source();
  return {
    now,
    pinned,
    pin: (epochMs) => {
      if (pinned() !== undefined && epochMs < now()) {
        throw new RangeError(`Expected to move the clock forward from ${now()}, but ${epochMs} lies before it`);
      }
      meta.set(NAME, epochMs);
    },
    reset: () => {
      meta.remove(NAME);
    },
  };
}
