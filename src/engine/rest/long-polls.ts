import type { RestEngine } from "./rest-engine.ts";

/** How long an activation waits for jobs when the request does not say: Camunda's default. */
const DEFAULT_WAIT_MS = 10_000;

/** Tries to get jobs; undefined when there are none now. */
type Attempt<T> = () => Promise<T | undefined>;

/** How long to wait, and when to give up before. */
interface Wait {
  /** 0 means Camunda's default, less than 0 a single attempt. */
  readonly requestTimeoutMs: number;
  readonly signal: AbortSignal;
}

interface Queue {
  /** Each tries once and says whether it left the queue. */
  readonly waiting: Set<() => Promise<boolean>>;
  readonly unsubscribe: () => void;
  /** How often jobs became available; tells whether an attempt may have come too early. */
  wakes: number;
  isServing: boolean;
}

/** Requests that wait for jobs, in the order they came, by job type. */
export class LongPolls {
  readonly #engine: RestEngine;
  readonly #queues = new Map<string, Queue>();
  readonly #givingUp = new Set<() => void>();
  #isClosed = false;

  constructor(engine: RestEngine) {
    this.#engine = engine;
  }

  /** Tries at once and, while there is nothing, each time jobs of the type become available; undefined when the time is over. */
  async wait<T>(type: string, wait: Wait, attempt: Attempt<T>): Promise<T | undefined> {
    const queue = this.#queueOf(type);
    for (;;) {
      const wakes = queue.wakes;
      const result = await attempt();
      if (result !== undefined || wait.requestTimeoutMs < 0 || wait.signal.aborted || this.#isClosed) return result;
      if (wakes === queue.wakes) return this.#enqueue(queue, wait, attempt);
    }
  }

  /** Answers everybody who waits with nothing, from now on at once. */
  close(): void {
    this.#isClosed = true;
    for (const giveUp of [...this.#givingUp]) giveUp();
    for (const queue of this.#queues.values()) queue.unsubscribe();
    this.#queues.clear();
  }

  #enqueue<T>(queue: Queue, { requestTimeoutMs, signal }: Wait, attempt: Attempt<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", giveUp);
        this.#givingUp.delete(giveUp);
        queue.waiting.delete(tryOnce);
      };
      const giveUp = (): void => {
        leave();
        resolve(undefined);
      };
      const tryOnce = async (): Promise<boolean> => {
        try {
          const result = await attempt();
          if (result === undefined) return false;
          leave();
          resolve(result);
        } catch (error) {
          leave();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        return true;
      };
      const timer = setTimeout(giveUp, requestTimeoutMs === 0 ? DEFAULT_WAIT_MS : requestTimeoutMs);
      signal.addEventListener("abort", giveUp);
      this.#givingUp.add(giveUp);
      queue.waiting.add(tryOnce);
    });
  }

  #queueOf(type: string): Queue {
    const known = this.#queues.get(type);
    if (known !== undefined) return known;
    const queue: Queue = {
      waiting: new Set(),
      unsubscribe: this.#engine.onJobsAvailable(type, () => {
        queue.wakes += 1;
        void serve(queue);
      }),
      wakes: 0,
      isServing: false,
    };
    this.#queues.set(type, queue);
    return queue;
  }
}

/** Serves the longest waiting first, until one finds nothing; a wake meanwhile means another round. */
async function serve(queue: Queue): Promise<void> {
  if (queue.isServing) return;
  queue.isServing = true;
  let seen = -1;
  while (seen !== queue.wakes) {
    seen = queue.wakes;
    for (const tryOnce of [...queue.waiting]) {
      if (queue.waiting.has(tryOnce) && !(await tryOnce())) break;
    }
  }
  queue.isServing = false;
}
