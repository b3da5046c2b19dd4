/** What those who wait for jobs need of the engine. */
export interface JobSource {
  /** How many jobs of a type could be activated now, counted up to a limit. */
  countActivatable(type: string, limit: number): number;
  /** Calls back after a commit that made jobs of that type available; gives what ends that. */
  onJobsAvailable(type: string, wake: () => void): () => void;
}

/** Somebody who waits for jobs of a type: a long poll until it has some, a stream for as long as it lasts. */
export interface JobTaker {
  /** How many jobs it takes now when this many are its fair share; 0 when it can take none at the moment. */
  readonly wants: (share: number) => number;
  /** Takes up to so many; resolves with whether there were any. Never rejects. */
  readonly take: (count: number) => Promise<boolean>;
  /** Told when nobody is served any more. */
  readonly onClose: () => void;
}

interface Queue {
  /** Whoever waits longest comes first. */
  readonly takers: Set<JobTaker>;
  readonly unsubscribe: () => void;
  isServing: boolean;
}

/** Jobs that are handed out in one turn at most, so that one type does not hold up the others. */
const TURN = 256;

/** All who wait for jobs, whatever face they came by, in the order they came, by job type. */
export class JobQueues {
  readonly #source: JobSource;
  readonly #queues = new Map<string, Queue>();
  #isClosed = false;

  constructor(source: JobSource) {
    this.#source = source;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether somebody waits already, so that a newcomer has to stand behind. */
  isWaitedFor(type: string): boolean {
    return this.#queues.has(type);
  }

  /** Lets somebody wait behind all others; gives what makes it leave. */
  join(type: string, taker: JobTaker): () => void {
    const queue = this.#queueOf(type);
    queue.takers.add(taker);
    this.serve(type);
    return () => {
      if (queue.takers.delete(taker) && queue.takers.size === 0) this.#drop(type, queue);
    };
  }

  /** Hands out what is there: when jobs have become available, or somebody can take jobs again. */
  serve(type: string): void {
    const queue = this.#queues.get(type);
    if (queue === undefined || queue.isServing) return;
    queue.isServing = true;
    void this.#serve(type, queue);
  }

  /** Serves nobody from now on. */
  close(): void {
    this.#isClosed = true;
    for (const [type, queue] of [...this.#queues]) {
      for (const taker of [...queue.takers]) taker.onClose();
      this.#drop(type, queue);
    }
  }

  async #serve(type: string, queue: Queue): Promise<void> {
    for (;;) {
      const turn = this.#turn(type, queue);
      if (turn.length === 0) break;
      await Promise.all(turn.map(([taker, count]) => hand(queue, taker, count)));
    }
    // Nothing can have come in between: what was counted is what the last commit left.
    queue.isServing = false;
  }

  /** Who takes how many of the jobs that are there. */
  #turn(type: string, { takers }: Queue): [JobTaker, number][] {
    if (this.#isClosed || takers.size === 0) return [];
    let left = this.#source.countActivatable(type, TURN);
    let others = Math.min(left, takers.size);
    const turn: [JobTaker, number][] = [];
    for (const taker of takers) {
      if (left <= 0) break;
      const count = Math.min(left, taker.wants(Math.ceil(left / Math.max(others, 1))));
      others -= 1;
      if (count === 0) continue;
      turn.push([taker, count]);
      left -= count;
    }
    return turn;
  }

  #queueOf(type: string): Queue {
    const known = this.#queues.get(type);
    if (known !== undefined) return known;
    const wake = (): void => {
      this.serve(type);
    };
    const queue = {
      takers: new Set<JobTaker>(),
      unsubscribe: this.#source.onJobsAvailable(type, wake),
      isServing: false,
    };
    this.#queues.set(type, queue);
    return queue;
  }

  #drop(type: string, queue: Queue): void {
    queue.unsubscribe();
    queue.takers.clear();
    if (this.#queues.get(type) === queue) this.#queues.delete(type);
  }
}

/** Who was served and still waits stands behind the others now. */
async function hand(queue: Queue, taker: JobTaker, count: number): Promise<void> {
  const isServed = await taker.take(count);
  if (isServed && queue.takers.delete(taker)) queue.takers.add(taker);
}
