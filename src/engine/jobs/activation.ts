import type { Command, EngineRecord } from "../core/record.ts";
import type { Outcome } from "../core/loop.ts";
import { TENANT } from "../core/values.ts";
import { numbersOf } from "../history/values.ts";
import type { JobQueues } from "./job-queues.ts";
import { waitForJobs, type Wait } from "./long-poll.ts";

/** Which jobs a worker wants, and for how long. */
export interface Activation {
  readonly type: string;
  readonly worker: string;
  /** How long the jobs are the worker's, milliseconds. */
  readonly timeout: number;
  /** Names of the variables that come with the jobs; none means all. */
  readonly fetchVariables: readonly string[];
}

/** What is needed to give jobs to those who ask. */
export interface JobDesk {
  readonly engine: { execute(command: Command): Promise<Outcome> };
  readonly jobQueues: JobQueues;
}

/** The batch of a long poll; nothing when the time is over or the client went away, whose jobs go back at once. */
export async function pollJobs(desk: JobDesk, activation: Activation, wait: Wait): Promise<Outcome | undefined> {
  const { signal } = wait;
  // What the engine refuses is refused at once, however many others wait.
  const isSensible = activation.type.trim() !== "" && activation.timeout > 0 && wait.maxJobs > 0;
  return waitForJobs(desk.jobQueues, activation.type, {
    ...wait,
    requestTimeoutMs: isSensible ? wait.requestTimeoutMs : -1,
    attempt: async (count) => {
      if (signal.aborted) return undefined;
      const outcome = await activate(desk, activation, count);
      if (outcome.kind === "rejected") return outcome;
      if (jobKeysOf(outcome.record).length === 0) return undefined;
      if (!isGone(signal)) return outcome;
      await giveBack(desk, jobKeysOf(outcome.record));
      return undefined;
    },
  });
}

/** Activates up to so many jobs. */
export function activate({ engine }: JobDesk, activation: Activation, maxJobsToActivate: number): Promise<Outcome> {
  const { type, worker, timeout, fetchVariables } = activation;
  return engine.execute({
    valueType: "JOB_BATCH",
    intent: "ACTIVATE",
    value: { type, worker, timeout, maxJobsToActivate, variables: fetchVariables, tenantIds: [TENANT] },
  });
}

/** Makes jobs that could not be delivered available again, at once instead of when their time is over. */
export async function giveBack({ engine }: JobDesk, jobKeys: readonly number[]): Promise<void> {
  await Promise.all(jobKeys.map((key) => engine.execute({ valueType: "JOB", intent: "YIELD", key, value: {} })));
}

/** The keys of the jobs in a batch. */
export const jobKeysOf = ({ value }: EngineRecord): number[] => numbersOf(value["jobKeys"]);

/** Asked again after a wait, so not by the property that the compiler believes to know already. */
const isGone = (signal: AbortSignal): boolean => signal.aborted;
