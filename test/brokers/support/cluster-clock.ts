import { brokerClock } from "../../../src/camunda/webapps/broker-clock.ts";
import type { EngineClock } from "../../../src/cli/loop/engine-clock.ts";
import type { Brokers } from "./brokers.ts";

/** The clock of several brokers: each has its own, and those of all that run are moved. */
export function clusterClock({ all }: Brokers): EngineClock {
  let known = Date.now();
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  return {
    now: () => known,
    look: () => {
      known = now();
      return Promise.resolve(known);
    },
    moveTo: async (epochMs) => {
      ahead = Math.max(ahead, epochMs - Date.now());
      known = now();
      await Promise.all(all.filter(({ isRunning }) => isRunning()).map(({ management }) => forward(management, now())));
    },
  };
}

async function forward(management: string, to: number): Promise<void> {
  const clock = brokerClock(management);
  const present = await clock.look().catch(() => undefined);
  // One that starts again is moved the next time; until it leads, nobody asks for its time.
  if (present !== undefined && present < to) await clock.moveBy(to - present);
}
