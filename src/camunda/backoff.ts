import { setTimeout as delay } from "node:timers/promises";

/** Growing pauses between attempts. */
interface Backoff {
  /** Waits longer each time, with some randomness; ends at once when the signal does. */
  wait(signal: AbortSignal): Promise<void>;
  /** Begins anew after a success. */
  reset(): void;
}

/** Pauses from `firstMs`, doubled each time, up to `maximumMs`; each shortened by up to a third so that workers do not march in step. */
export function createBackoff({ firstMs, maximumMs }: { firstMs: number; maximumMs: number }): Backoff {
  let attempts = 0;
  return {
    wait: async (signal) => {
      const pause = Math.min(maximumMs, firstMs * 2 ** attempts);
      attempts += 1;
      await pauseFor(pause * (1 - Math.random() / 3), signal);
    },
    reset: () => {
      attempts = 0;
    },
  };
}

async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
