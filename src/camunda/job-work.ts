import { performance } from "node:perf_hooks";
import { retryLater, type PreparedWorker } from "../../workers/define-worker.ts";
import type { Logger } from "../platform/logger.ts";
import { answerEngine } from "./job-answer.ts";
import { reportOf, runWorker, type JobReport } from "./job-report.ts";
import type { FetchedJob, JobTransport } from "./job-transport.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/** What work on jobs needs. */
export interface JobWorkContext {
  readonly transport: JobTransport;
  /** How long a job is ours, in milliseconds. */
  readonly settings: { readonly jobTimeoutMs: number };
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
  /** Whether what the workers need is away at the moment, so that one that throws is no bug; default: it never is. */
  readonly isAway?: () => Promise<boolean>;
}

/** The jobs of one worker that are in work here. */
export interface JobsInWork {
  readonly count: number;
  /** Works on a job; one that is in work already (handed out twice) is left to the run that has it. */
  start(job: FetchedJob): void;
  /** Resolves when any of them is answered. */
  oneEnded(): Promise<void>;
  /** Resolves when all of them are. */
  allEnded(): Promise<void>;
}

/** Keeps track of the jobs of a worker and answers each. */
export function jobsInWork(context: JobWorkContext, worker: PreparedWorker): JobsInWork {
  const active = new Map<string, Promise<void>>();
  const attempts = new Map<string, number>();
  const { type } = worker;
  return {
    get count() {
      return active.size;
    },
    start: (job) => {
      if (active.has(job.jobKey)) return;
      context.metrics.count(type, "activated");
      const running = workOn(context, { worker, attempts, job }).finally(() => {
        active.delete(job.jobKey);
        context.metrics.active(type, active.size);
      });
      active.set(job.jobKey, running);
      context.metrics.active(type, active.size);
    },
    oneEnded: async () => {
      await Promise.race(active.values());
    },
    allEnded: async () => {
      await Promise.allSettled(active.values());
    },
  };
}

interface JobInWork {
  readonly worker: PreparedWorker;
  /** How often each job that failed here was tried, for growing pauses. */
  readonly attempts: Map<string, number>;
  readonly job: FetchedJob;
}

async function workOn(context: JobWorkContext, work: JobInWork): Promise<void> {
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

async function reportOn({ logger, isAway }: JobWorkContext, work: JobInWork): Promise<JobReport> {
  const { attempts } = work;
  const { retries, ...job } = work.job;
  const outcome = await runWorker(work.worker, job);
  const isPassing = outcome.kind === "thrown" && (await isAway?.()) === true;
  const result = isPassing ? retryLater("The register does not answer at the moment") : outcome;
  if (result.kind === "thrown")
    logger.error({ ...logFields(work), err: result.error }, "A worker stopped unexpectedly");
  const attempt = attempts.get(job.jobKey) ?? 0;
  const report = reportOf(result, { type: work.worker.type, jobKey: job.jobKey, retries, attempt });
  if (report.action === "failed" && report.retries > 0) attempts.set(job.jobKey, attempt + 1);
  else attempts.delete(job.jobKey);
  return report;
}

function logFields({ worker, job }: JobInWork): Record<string, unknown> {
  const { jobKey, processInstanceKey, elementId } = job;
  return { jobType: worker.type, jobKey, processInstanceKey, elementId };
}
