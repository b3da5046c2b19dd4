import { z } from "zod";
import type { KeyedCamundaClient } from "../../camunda/client.ts";
import type { BrokerClock } from "../../camunda/webapps/broker-clock.ts";
import { problemOf } from "../../camunda/problem.ts";
import { AppError } from "../../platform/errors.ts";

/** Thrown when the engine's clock cannot be moved: a real municipality's is the time of day. */
class ClockFixed extends AppError {
  override readonly code = "CLOCK_FIXED";
}

/** The clock of a running engine, read and moved through its public API. */
export interface EngineClock {
  /** Epoch milliseconds, as of the last look or move. */
  now(): number;
  /** Asks the engine. */
  look(): Promise<number>;
  /** Moves forward; a moment that is over already changes nothing. */
  moveTo(epochMs: number): Promise<void>;
}

/** A moment with its zone behind it, such as 2026-01-05T09:00:00+01:00[Europe/Berlin]. */
const present = z.string().transform((text) => Date.parse(text.replace(/\[.*\]$/, "")));

/** The present comes from FEEL, because the API has no other way to ask for it. */
export function createEngineClock(camunda: KeyedCamundaClient): EngineClock {
  let known = 0;
  const look = async (): Promise<number> => {
    const { result } = await camunda.evaluateExpression({ expression: "=now()" });
    known = present.parse(result);
    return known;
  };
  return {
    now: () => known,
    look,
    moveTo: async (timestamp) => {
      if (timestamp <= (await look())) return;
      try {
        await camunda.pinClock({ timestamp });
      } catch (error) {
        const { status, detail } = problemOf(error);
        // The clock runs: a moment that lay ahead when it was looked at may be over by now.
        if (status === 400 && timestamp <= (await look())) return;
        if (status === 403)
          throw new ClockFixed(
            `Expected a clock that can be moved (demo profile), but the engine refuses: ${detail ?? ""}`,
            { cause: error },
          );
        throw error;
      }
      known = timestamp;
    },
  };
}

/** The clock of a broker before 8.8, moved through its management endpoint. */
export function brokerEngineClock(broker: BrokerClock): EngineClock {
  let known = 0;
  const look = async (): Promise<number> => {
    known = await broker.look();
    return known;
  };
  return {
    now: () => known,
    look,
    moveTo: async (timestamp) => {
      const ahead = timestamp - (await look());
      if (ahead <= 0) return;
      await broker.moveBy(ahead);
      known = timestamp;
    },
  };
}
