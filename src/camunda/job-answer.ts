import { performance } from "node:perf_hooks";
import type { Logger } from "../platform/logger.ts";
import { createBackoff } from "./backoff.ts";
import type { JobReport } from "./job-report.ts";
import type { JobTransport } from "./job-transport.ts";
import type { JobAction } from "./worker-metrics.ts";

interface AnswerContext {
  readonly transport: Pick<JobTransport, "answer" | "trouble" | "describe">;
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
      await context.transport.answer(jobKey, report);
      return report.action;
    } catch (error) {
      const trouble = context.transport.trouble(error);
      if (trouble !== "passing") return final(context, { jobKey, report, error, trouble });
      if (performance.now() > giveUpAt) return "unreported";
      await backoff.wait(never);
    }
  }
}

interface Finality {
  readonly jobKey: string;
  readonly report: JobReport;
  readonly error: unknown;
  readonly trouble: "gone" | "refused";
}

function final({ transport, logger }: AnswerContext, { jobKey, report, error, trouble }: Finality): JobAction {
  const fields = { jobKey, answer: report.action, ...transport.describe(error) };
  if (trouble === "gone") {
    logger.info(fields, "The engine no longer waits for this job");
    return "gone";
  }
  logger.error(fields, "Expected the engine to take a job's result, but it refused it");
  return "unreported";
}
