import { setTimeout as delay } from "node:timers/promises";
import type { PreparedWorker } from "../../workers/define-worker.ts";
import { startJobLoop, type JobLoop, type JobLoopContext } from "./job-loop.ts";

/**
 * Life of a worker host: `initialized` until {@link WorkerHost.start}, `running` while it fetches jobs, `draining`
 * from {@link WorkerHost.stop} until the jobs in work are answered, then `stopped` for good.
 */
type WorkerHostState = "initialized" | "running" | "draining" | "stopped";

/** Runs the workers against an engine. */
export interface WorkerHost {
  state(): WorkerHostState;
  /** Job types whose last poll was not answered; empty when all is well. Not an error: the host tries on. */
  waitingFor(): readonly string[];
  /** Number of jobs in work. */
  activeJobs(): number;
  start(): void;
  /** Fetches no more and waits for the jobs in work, at most `graceMs` (default 10 s); what is unfinished then is handed out again by the engine. */
  stop(options?: { graceMs?: number }): Promise<void>;
}

/** Options of {@link createWorkerHost}. */
interface WorkerHostOptions extends JobLoopContext {
  readonly workers: readonly PreparedWorker[];
}

const DEFAULT_GRACE_MS = 10_000;

/** A host for these workers; it fetches nothing before it is started. */
export function createWorkerHost({ workers, ...context }: WorkerHostOptions): WorkerHost {
  let state: WorkerHostState = "initialized";
  let loops: readonly JobLoop[] = [];
  return {
    state: () => state,
    waitingFor: () => loops.filter((loop) => !loop.isPolling()).map((loop) => loop.type),
    activeJobs: () => loops.reduce((sum, loop) => sum + loop.activeJobs(), 0),
    start: () => {
      if (state !== "initialized") return;
      state = "running";
      loops = workers.map((worker) => startJobLoop(context, worker));
    },
    stop: async ({ graceMs = DEFAULT_GRACE_MS } = {}) => {
      if (state !== "running") return;
      state = "draining";
      await drained(loops, graceMs);
      state = "stopped";
    },
  };
}

async function drained(loops: readonly JobLoop[], graceMs: number): Promise<void> {
  const timer = new AbortController();
  const all = Promise.all(loops.map((loop) => loop.drain()));
  await Promise.race([all, delay(graceMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
}
