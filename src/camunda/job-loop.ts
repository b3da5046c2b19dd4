import { performance } from "node:perf_hooks";
import type { PreparedWorker, RawJob } from "../../workers/define-worker.ts";
import type { Logger } from "../platform/logger.ts";
import { createBackoff } from "./backoff.ts";
import type { CamundaClient } from "./client.ts";
import { answerEngine } from "./job-answer.ts";
import { reportOf, runWorker, type JobReport } from "./job-report.ts";
import { problemOf } from "./problem.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/** How jobs are fetched; the names and defaults of the environment are in the configuration. */
interface JobLoopSettings {
  readonly workerName: string;
  /** How long a job is ours, in milliseconds. */
  readonly jobTimeoutMs: number;
  /** Jobs of one type in work at the same time. */
  readonly maxJobs: number;
  /** How long one poll waits for jobs, in milliseconds. */
  readonly pollTimeoutMs: number;
}

/** What every loop shares. */
export interface JobLoopContext {
  readonly camunda: CamundaClient;
  readonly settings: JobLoopSettings;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
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

type ActivatedJob = Awaited<ReturnType<CamundaClient["activateJobs"]>>["jobs"][number];

/** An engine that shuts down, or one without long polling, answers "nothing" at once; asking on without a pause would be a hot loop. */
const SHORTEST_POLL_MS = 50;

interface LoopState {
  readonly stop: AbortController;
  readonly active: Set<Promise<void>>;
  /** How often each job that failed here was tried, for growing pauses. */
  readonly attempts: Map<string, number>;
  polling: "not yet" | "yes" | "no";
}

/** Starts polling at once. */
export function startJobLoop(context: JobLoopContext, worker: PreparedWorker): JobLoop {
  const state: LoopState = { stop: new AbortController(), active: new Set(), attempts: new Map(), polling: "not yet" };
  const polling = pollUntilStopped(context, worker, state);
  return {
    type: worker.type,
    isPolling: () => state.polling !== "no",
    activeJobs: () => state.active.size,
    drain: async () => {
      state.stop.abort();
      await polling;
      await Promise.allSettled(state.active);
    },
  };
}

async function pollUntilStopped(context: JobLoopContext, worker: PreparedWorker, state: LoopState): Promise<void> {
  const backoff = createBackoff({ firstMs: 250, maximumMs: 10_000 });
  const { signal } = state.stop;
  while (!signal.aborted) {
    const free = context.settings.maxJobs - state.active.size;
    if (free <= 0) {
      await Promise.race(state.active);
      continue;
    }
    const asked = performance.now();
    const jobs = await poll(context, { worker, state, free });
    if (jobs === "failed") {
      await backoff.wait(signal);
      continue;
    }
    if (jobs.length === 0 && performance.now() - asked < SHORTEST_POLL_MS) await backoff.wait(signal);
    else backoff.reset();
    for (const job of jobs) startJob(context, { worker, state, job });
  }
}

async function poll(
  { camunda, settings, metrics, logger }: JobLoopContext,
  { worker, state, free }: { worker: PreparedWorker; state: LoopState; free: number },
): Promise<readonly ActivatedJob[] | "failed"> {
  const request = camunda.activateJobs({
    type: worker.type,
    worker: settings.workerName,
    timeout: settings.jobTimeoutMs,
    maxJobsToActivate: free,
    requestTimeout: settings.pollTimeoutMs,
    ...(worker.variables === "all" ? {} : { fetchVariable: [...worker.variables] }),
  });
  const cancel = (): void => {
    request.cancel();
  };
  state.stop.signal.addEventListener("abort", cancel, { once: true });
  try {
    const { jobs } = await request;
    state.polling = "yes";
    return jobs;
  } catch (error) {
    if (state.stop.signal.aborted) return [];
    metrics.pollFailed(worker.type);
    if (state.polling !== "no") logger.warn(awayFields(worker.type, error), AWAY);
    state.polling = "no";
    return "failed";
  } finally {
    state.stop.signal.removeEventListener("abort", cancel);
  }
}

const AWAY = "Expected the engine to hand out jobs, but it did not answer; trying on";

/** Logged once when the engine goes away, not with every attempt. */
function awayFields(jobType: string, error: unknown): Record<string, unknown> {
  const { status, title } = problemOf(error);
  return { jobType, status, title, error: error instanceof Error ? error.message : String(error) };
}

interface JobInWork {
  readonly worker: PreparedWorker;
  readonly state: LoopState;
  readonly job: ActivatedJob;
}

function startJob(context: JobLoopContext, work: JobInWork): void {
  const { active } = work.state;
  const { type } = work.worker;
  context.metrics.count(type, "activated");
  const running = workOn(context, work).finally(() => {
    active.delete(running);
    context.metrics.active(type, active.size);
  });
  active.add(running);
  context.metrics.active(type, active.size);
}

async function workOn(context: JobLoopContext, work: JobInWork): Promise<void> {
  const { jobKey } = work.job;
  const { type } = work.worker;
  const started = performance.now();
  const report = await reportOn(context, work);
  const action = await answerEngine(context, { jobKey, report });
  context.metrics.count(type, action);
  context.metrics.observe(type, (performance.now() - started) / 1_000);
  const trouble = report.action === "failed" ? { reason: report.errorMessage, retries: report.retries } : {};
  context.logger.info({ ...logFields(work), action, ...trouble }, "job");
}

async function reportOn({ logger }: JobLoopContext, work: JobInWork): Promise<JobReport> {
  const { jobKey, retries } = work.job;
  const { attempts } = work.state;
  const result = await runWorker(work.worker, rawJob(work.job));
  if (result.kind === "thrown")
    logger.error({ ...logFields(work), err: result.error }, "A worker stopped unexpectedly");
  const attempt = attempts.get(jobKey) ?? 0;
  const report = reportOf(result, { type: work.worker.type, jobKey, retries, attempt });
  if (report.action === "failed" && report.retries > 0) attempts.set(jobKey, attempt + 1);
  else attempts.delete(jobKey);
  return report;
}

function rawJob(job: ActivatedJob): RawJob {
  const { variables, jobKey, processInstanceKey, elementInstanceKey, elementId, processDefinitionId } = job;
  return { variables, jobKey, processInstanceKey, elementInstanceKey, elementId, processId: processDefinitionId };
}

function logFields({ worker, job }: JobInWork): Record<string, unknown> {
  const { jobKey, processInstanceKey, elementId } = job;
  return { jobType: worker.type, jobKey, processInstanceKey, elementId };
}
