import { z } from "zod";
import { systemClock, type Clock } from "../../platform/clock.ts";

/** The clock of a broker that was started for tests (`ZEEBE_CLOCK_CONTROLLED`), over its management endpoint. */
export interface BrokerClock {
  /** Epoch milliseconds. */
  look(): Promise<number>;
  /** Moves it forward; it runs on from there. */
  moveBy(milliseconds: number): Promise<void>;
}

const answer = z.object({ epochMilli: z.number() });

/** The clock at a management address such as http://127.0.0.1:9600; throws TypeError of fetch when nothing answers. */
export function brokerClock(management: string): BrokerClock {
  const url = `${management}/actuator/clock`;
  return {
    look: async () => answer.parse(await (await fetch(url)).json()).epochMilli,
    moveBy: async (offsetMilli) => {
      const headers = { "content-type": "application/json" };
      answer.parse(
        await (await fetch(`${url}/add`, { method: "POST", headers, body: JSON.stringify({ offsetMilli }) })).json(),
      );
    },
  };
}

const LOOK_EVERY_MS = 1000;

/** Follows a broker's clock, so that mails that a moved clock made due do leave. Looks once a second; keeps the last difference while the broker is away. */
export async function followClock(clock: BrokerClock): Promise<Clock> {
  let ahead = (await clock.look()) - systemClock.now();
  const timer = setInterval(() => {
    clock.look().then(
      (present) => {
        ahead = present - systemClock.now();
      },
      () => undefined,
    );
  }, LOOK_EVERY_MS);
  timer.unref();
  return { now: () => systemClock.now() + ahead };
}
