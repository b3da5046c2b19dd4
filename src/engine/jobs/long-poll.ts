import type { JobQueues } from "./job-queues.ts";

/** How long an activation waits for jobs when the request does not say: Camunda's default. */
const DEFAULT_WAIT_MS = 10_000;

/** Tries to get up to so many jobs; undefined when there are none. */
type Attempt<T> = (count: number) => Promise<T | undefined>;

/** How long to wait for how many jobs, and when to give up before. */
export interface Wait {
  /** 0 means Camunda's default, less than 0 a single attempt. */
  readonly requestTimeoutMs: number;
  readonly maxJobs: number;
  readonly signal: AbortSignal;
}

/** Tries at once unless others wait longer, then each time its turn comes; undefined when the time is over. */
export async function waitForJobs<T>(
  queues: JobQueues,
  type: string,
  poll: Wait & { readonly attempt: Attempt<T> },
): Promise<T | undefined> {
  const isWaiting = poll.requestTimeoutMs >= 0;
  if (!isWaiting || !queues.isWaitedFor(type)) {
    const result = await poll.attempt(poll.maxJobs);
    if (result !== undefined || !isWaiting) return result;
  }
  return poll.signal.aborted || queues.isClosed ? undefined : enqueue(queues, type, poll);
}

function enqueue<T>(
  queues: JobQueues,
  type: string,
  { requestTimeoutMs, maxJobs, signal, attempt }: Wait & { readonly attempt: Attempt<T> },
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const state = { isAttempting: false, isOver: false };
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      leave();
    };
    const giveUp = (): void => {
      state.isOver = true;
      // An attempt under way has jobs in its hands, perhaps: it answers.
      if (state.isAttempting) return;
      end();
      resolve(undefined);
    };
    const take = async (count: number): Promise<boolean> => {
      state.isAttempting = true;
      try {
        const result = await attempt(count);
        if (result === undefined && !state.isOver) return false;
        end();
        resolve(result);
      } catch (error) {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      } finally {
        state.isAttempting = false;
      }
      return true;
    };
    const timer = setTimeout(giveUp, requestTimeoutMs === 0 ? DEFAULT_WAIT_MS : requestTimeoutMs);
    signal.addEventListener("abort", giveUp);
    const leave = queues.join(type, { wants: () => maxJobs, take, onClose: giveUp });
  });
}
