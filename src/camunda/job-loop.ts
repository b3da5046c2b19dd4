import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { PreparedWorker } from "../../workers/define-worker.ts";
import { createBackoff } from "./backoff.ts";
import { keptStream, type KeptStream } from "./job-stream.ts";
import type { FetchedJob } from "./job-transport.ts";
import { jobsInWork, type JobsInWork, type JobWorkContext } from "./job-work.ts";

/** How jobs are fetched; the names and defaults of the environment are in the configuration. */
interface JobLoopSettings {
  readonly workerName: string;
  /** How long a job is ours, in milliseconds. */
  readonly jobTimeoutMs: number;
  /** Jobs of one type in work at the same time. */
  readonly maxJobs: number;
  /** How long one poll waits for jobs, in milliseconds. */
  readonly pollTimeoutMs: number;
  /** Whether jobs are pushed where the protocol can; polls go on beside it, this many milliseconds apart. Undefined: polls only. */
  readonly streamWatchMs?: number | undefined;
}

/** What every loop shares. */
export interface JobLoopContext extends JobWorkContext {
  readonly settings: JobLoopSettings;
}

/** Fetches the jobs of one type and works on them until it is told to stop. */
export interface JobLoop {
  readonly type: string;
  /** Whether the last poll was answered; a first one that still waits counts as answered. */
  isPolling(): boolean;
  /** Jobs in work. */
  activeJobs(): number;
  /** Fetches no more and resolves when the jobs in work are answered. */
  drain(): Promise<void>;
}

/** An engine that shuts down, or one without long polling, answers "nothing" at once; asking on without a pause would be a hot loop. */
const SHORTEST_POLL_MS = 50;

/** A poll beside a stream looks once and does not wait: whatever comes later is pushed. */
const NO_WAITING = -1;

/** How long a look beside a stream leaves an engine alone that is under load. */
const PATIENCE_MS = 1_000;

interface LoopState {
  readonly signal: AbortSignal;
  readonly jobs: JobsInWork;
  polling: "not yet" | "yes" | "no";
}

/** Starts polling at once. */
export function startJobLoop(context: JobLoopContext, worker: PreparedWorker): JobLoop {
  const stop = new AbortController();
  const state: LoopState = { signal: stop.signal, jobs: jobsInWork(context, worker), polling: "not yet" };
  const { streamWatchMs } = context.settings;
  const canStream = streamWatchMs !== undefined && context.transport.stream !== undefined;
  const fetching = canStream ? streamUntilStopped(context, worker, state) : pollUntilStopped(context, worker, state);
  return {
    type: worker.type,
    isPolling: () => state.polling !== "no",
    activeJobs: () => state.jobs.count,
    drain: async () => {
      stop.abort();
      await fetching;
      await state.jobs.allEnded();
    },
  };
}

async function pollUntilStopped(context: JobLoopContext, worker: PreparedWorker, state: LoopState): Promise<void> {
  const backoff = createBackoff({ firstMs: 250, maximumMs: 10_000 });
  const { signal, jobs } = state;
  while (!signal.aborted) {
    if (jobs.count >= context.settings.maxJobs) {
      await jobs.oneEnded();
      continue;
    }
    const asked = performance.now();
    const found = await poll(context, { worker, state, pollTimeoutMs: context.settings.pollTimeoutMs });
    if (found === "failed" || found === "busy") {
      await backoff.wait(signal);
      continue;
    }
    if (found.length === 0 && performance.now() - asked < SHORTEST_POLL_MS) await backoff.wait(signal);
    else backoff.reset();
    for (const job of found) jobs.start(job);
  }
}

/**
 * Pushed jobs, and a poll from time to time that finds what the stream did not bring. A stream that brings nothing although
 * there is something is opened anew; jobs that were there before it, or that it had no room for, are fetched to the last.
 */
async function streamUntilStopped(context: JobLoopContext, worker: PreparedWorker, state: LoopState): Promise<void> {
  const { signal, jobs } = state;
  let pushed = 0;
  const stream = keptStream(context, worker, (job) => {
    pushed += 1;
    jobs.start(job);
  });
  while (!signal.aborted) {
    const isBusy = pushed > 0;
    pushed = 0;
    const found = await watch(context, { worker, state, stream, isBusy });
    if (found === "more") await roomFor(context, jobs);
    else await pause(found === "busy" ? PATIENCE_MS : (context.settings.streamWatchMs ?? 0), signal);
  }
  stream.close();
}

async function roomFor({ settings }: JobLoopContext, jobs: JobsInWork): Promise<void> {
  while (jobs.count >= settings.maxJobs) await jobs.oneEnded();
}

interface Watched {
  readonly worker: PreparedWorker;
  readonly state: LoopState;
  readonly stream: KeptStream;
  /** Whether it has brought something since the last look. */
  readonly isBusy: boolean;
}

/** One look; "more" where it found as much as there was room for, so that there may be more, "busy" where the engine was. */
async function watch(
  context: JobLoopContext,
  { worker, state, stream, isBusy }: Watched,
): Promise<"more" | "busy" | "all"> {
  const wasOpen = await stream.open();
  const room = context.settings.maxJobs - state.jobs.count;
  if (room <= 0) return "all";
  const found = await poll(context, { worker, state, pollTimeoutMs: NO_WAITING });
  if (found === "busy") return "busy";
  if (found === "failed") {
    stream.close();
    return "all";
  }
  for (const job of found) state.jobs.start(job);
  // What a poll finds although the stream was open should have been pushed, unless the stream had no room for more: closing
  // one that works would lose what is on its way.
  if (wasOpen && found.length > 0 && !isBusy) stream.close();
  return found.length >= room ? "more" : "all";
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

interface Poll {
  readonly worker: PreparedWorker;
  readonly state: LoopState;
  readonly pollTimeoutMs: number;
}

/** "busy": the engine asks for patience, but the connection is fine. */
async function poll(context: JobLoopContext, call: Poll): Promise<readonly FetchedJob[] | "failed" | "busy"> {
  const { transport, settings, metrics, logger } = context;
  const { worker, state, pollTimeoutMs } = call;
  try {
    const request = { ...settings, ...worker, maxJobs: settings.maxJobs - state.jobs.count, pollTimeoutMs };
    const jobs = await transport.fetch(request, state.signal);
    state.polling = "yes";
    return jobs;
  } catch (error) {
    if (state.signal.aborted) return [];
    metrics.pollFailed(worker.type);
    // Logged once when the engine goes away, not with every attempt.
    if (state.polling !== "no") logger.warn({ jobType: worker.type, ...transport.describe(error) }, AWAY);
    state.polling = "no";
    return transport.isBusy(error) ? "busy" : "failed";
  }
}

const AWAY = "Expected the engine to hand out jobs, but it did not answer; trying on";
