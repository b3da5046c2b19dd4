import type { Meta } from "../store/meta.ts";

/** The engine's time, epoch milliseconds. Pinned, it stands still until it is pinned again or reset; advanced, it runs on from there. */
export interface Clock {
  now(): number;
  /** The instant at which the clock stands; undefined when it runs. */
  pinned(): number | undefined;
  /** Throws RangeError when the instant lies before the present one. */
  pin(epochMs: number): void;
  /** Moves a clock that runs on from the instant; throws RangeError when the instant lies before the present one. */
  advance(epochMs: number): void;
  /** Lets the clock follow the host's again. */
  reset(): void;
}

const NAME = "pinnedClock";
const LEAD = "clockLead";

/** Opens the clock as it was left; `source` is the running time, by default the host's. */
export function openClock(meta: Meta, source: () => number = Date.now): Clock {
  const pinned = (): number | undefined => {
    const value = meta.number(NAME, -1);
    return value < 0 ? undefined : value;
  };
  const now = (): number => pinned() ?? source() + meta.number(LEAD, 0);
  const mustNotLieBefore = (epochMs: number): void => {
    if (epochMs < now()) {
      throw new RangeError(`Expected to move the clock forward from ${now()}, but ${epochMs} lies before it`);
    }
  };
  return {
    now,
    pinned,
    pin: (epochMs) => {
      if (pinned() !== undefined) mustNotLieBefore(epochMs);
      meta.set(NAME, epochMs);
    },
    advance: (epochMs) => {
      mustNotLieBefore(epochMs);
      meta.set(LEAD, epochMs - source());
      meta.remove(NAME);
    },
    reset: () => {
      meta.remove(NAME);
      meta.remove(LEAD);
    },
  };
}
