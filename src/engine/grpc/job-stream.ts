import { activate, giveBack, jobKeysOf, type Activation, type JobDesk } from "../jobs/activation.ts";
import { activatedJobs, type ActivatedJob } from "./activated-job.ts";
import { rejected } from "./refusal.ts";
import type { Sink } from "./rpc.ts";

/** Jobs that a stream is given at once at most, so that what a client that breaks off holds is little. */
const PUSH = 32;

/** Pushes jobs to a client as they become available, for as long as the client stays and reads. */
export function streamJobs(desk: JobDesk, activation: Activation, sink: Sink): Promise<void> {
  const { jobQueues } = desk;
  const { signal } = sink;
  const unsent = new Set<number>();
  const push = (job: ActivatedJob): boolean => {
    unsent.add(job.key);
    return sink.send(job, () => unsent.delete(job.key));
  };
  let isReading = true;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      leave();
      // What the client had no room for has not left: others can have it at once.
      giveBack(desk, [...unsent]).then(() => {
        resolve();
      }, reject);
    };
    const take = async (count: number): Promise<boolean> => {
      try {
        const outcome = await activate(desk, activation, count);
        if (outcome.kind === "rejected") throw rejected(outcome.record);
        const keys = jobKeysOf(outcome.record);
        if (signal.aborted) await giveBack(desk, keys);
        else for (const job of activatedJobs(outcome.record)) isReading = push(job) && isReading;
        return keys.length > 0;
      } catch (error) {
        leave();
        reject(error instanceof Error ? error : new Error(String(error)));
        return true;
      }
    };
    sink.onDrain(() => {
      isReading = true;
      jobQueues.serve(activation.type);
    });
    const leave = jobQueues.join(activation.type, {
      wants: (share) => (isReading && !signal.aborted ? Math.min(share, PUSH) : 0),
      take,
      onClose: end,
    });
    signal.addEventListener("abort", end);
  });
}
