import { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import { unreachableReason } from "../unreachable-reason.ts";
import { systemClock, type Clock } from "../../platform/clock.ts";

/** The clock of a broker that was started for tests (`ZEEBE_CLOCK_CONTROLLED`), over its management endpoint. */
export interface BrokerClock {
  /** Epoch milliseconds. */
  look(): Promise<number>;
  /** Moves it forward; it runs on from there. */
  moveBy(milliseconds: number): Promise<void>;
}

const answer = z.object({ epochMilli: z.number() });

/** Thrown when a broker's clock cannot be read or moved: no management there, or a broker that was not started for tests. */
class NoBrokerClock extends AppError {
  override readonly code = "NO_BROKER_CLOCK";

  constructor(management: string, why: string, options?: ErrorOptions) {
    super(
      `Expected the clock of a broker that was started for tests at ${management}, but ${why}. It is the management address that npm run camunda shows; a broker of another start has no clock that can be moved.`,
      options,
    );
  }
}

/** The clock at a management address such as http://127.0.0.1:9600; throws NoBrokerClock. */
export function brokerClock(management: string): BrokerClock {
  const url = `${management}/actuator/clock`;
  const call = async (path: string, init: RequestInit = {}): Promise<number> => {
    const response = await fetch(`${url}${path}`, init).catch((cause: unknown) => {
      const why = unreachableReason(cause) ?? "no reason is known";
      throw new NoBrokerClock(management, `nothing answers (${why})`, { cause });
    });
    const said = answer.safeParse(await response.json().catch(() => undefined));
    if (said.success) return said.data.epochMilli;
    throw new NoBrokerClock(management, `what answers there is none (status ${String(response.status)})`);
  };
  return {
    look: () => call(""),
    moveBy: async (offsetMilli) => {
      const headers = { "content-type": "application/json" };
      await call("/add", { method: "POST", headers, body: JSON.stringify({ offsetMilli }) });
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
