import type { KeyedCamundaClient } from "../../camunda/client.ts";
import { AppError } from "../../platform/errors.ts";
import { setTimeout as delay } from "node:timers/promises";

/** Thrown when a job failed for good: somebody has to look at the incident before the loop can go on. */
export class LoopStuck extends AppError {
  override readonly code = "LOOP_STUCK";
}

const SETTLED = { consistency: { waitUpToMs: 0 } } as const;
const PAUSE_MS = 5;
const QUIET_ROUNDS = 2;
const PATIENCE_MS = 60_000;

/** Waits until the workers have done all jobs there are: only then a person sees what is theirs to do. */
export async function settle(camunda: KeyedCamundaClient): Promise<void> {
  const limit = AbortSignal.timeout(PATIENCE_MS);
  for (let quiet = 0; quiet < QUIET_ROUNDS;) {
    quiet = (await openJobs(camunda)) === 0 ? quiet + 1 : 0;
    if (limit.aborted)
      throw new LoopStuck(
        "Expected the workers to do their jobs within a minute, but some are still open; are workers running?",
      );
    if (quiet < QUIET_ROUNDS) await delay(PAUSE_MS);
  }
}

async function openJobs(camunda: KeyedCamundaClient): Promise<number> {
  const filter = {
    state: { $in: ["CREATED" as const, "TIMED_OUT" as const, "RETRIES_UPDATED" as const, "FAILED" as const] },
  };
  const { items } = await camunda.searchJobs({ filter, page: { limit: 50 } }, SETTLED);
  return items.filter(({ state, hasFailedWithRetriesLeft }) => state !== "FAILED" || hasFailedWithRetriesLeft).length;
}

/** Throws {@link LoopStuck} with element and message when there is an incident younger than a moment (epoch milliseconds). */
export async function refuseIncidents(camunda: KeyedCamundaClient, since: number): Promise<void> {
  const { items } = await camunda.searchIncidents({ filter: { state: "ACTIVE" } }, SETTLED);
  const incident = items.find(({ creationTime }) => Date.parse(creationTime) >= since);
  if (incident === undefined) return;
  const { elementId, processDefinitionId, errorMessage } = incident;
  throw new LoopStuck(
    `Expected the loop to go on, but ${elementId} of ${processDefinitionId} has an incident: ${errorMessage}`,
  );
}
