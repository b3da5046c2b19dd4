import { performance } from "node:perf_hooks";
import type { Logger } from "../platform/logger.ts";
import { createBackoff } from "./backoff.ts";
import type { CamundaClient } from "./client.ts";
import type { JobReport } from "./job-report.ts";
import { isPassing, problemOf } from "./problem.ts";
import type { JobAction } from "./worker-metrics.ts";

interface AnswerContext {
  readonly camunda: CamundaClient;
  readonly settings: { readonly jobTimeoutMs: number };
  readonly logger: Logger;
}

/**
 * Tells the engine what became of a job and tries on while the job is ours, because a result that is lost means that
 * the job is done a second time. "gone": the engine no longer waits for it (cancelled, or done by someone else).
 */
export async function answerEngine(
  context: AnswerContext,
  { jobKey, report }: { jobKey: string; report: JobReport },
): Promise<JobAction> {
  const backoff = createBackoff({ firstMs: 100, maximumMs: 5_000 });
  const giveUpAt = performance.now() + context.settings.jobTimeoutMs;
  const never = new AbortController().signal;
  for (;;) {
    try {
      await send(context.camunda, jobKey, report);
      return report.action;
    } catch (error) {
      if (!isPassing(error)) return refused(context.logger, { jobKey, report, error });
      if (performance.now() > giveUpAt) return "unreported";
      await backoff.wait(never);
    }
  }
}

async function send(camunda: CamundaClient, jobKey: string, report: JobReport): Promise<void> {
  switch (report.action) {
    case "completed":
      await camunda.completeJob({ jobKey, variables: { ...report.variables } });
      return;
    case "error_thrown":
      await camunda.throwJobError({ jobKey, errorCode: report.errorCode, errorMessage: report.errorMessage });
      return;
    case "failed":
      await camunda.failJob({
        jobKey,
        retries: report.retries,
        retryBackOff: report.retryBackOffMs,
        errorMessage: report.errorMessage,
      });
  }
}

function refused(
  logger: Logger,
  { jobKey, report, error }: { jobKey: string; report: JobReport; error: unknown },
): JobAction {
  const { status, title, detail } = problemOf(error);
  const fields = { jobKey, answer: report.action, status, title, detail };
  if (status === 404 || status === 409) {
    logger.info(fields, "The engine no longer waits for this job");
    return "gone";
  }
  logger.error(fields, "Expected the engine to take a job's result, but it refused it");
  return "unreported";
}
