import type { JobResult, PreparedWorker, RawJob } from "../../workers/define-worker.ts";
import { AppError } from "../platform/errors.ts";

/** The one answer that the engine gets about a job. */
export type JobReport =
  | { readonly action: "completed"; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly action: "error_thrown"; readonly errorCode: string; readonly errorMessage: string }
  | {
      readonly action: "failed";
      readonly retries: number;
      readonly retryBackOffMs: number;
      readonly errorMessage: string;
    };

/** What the report depends on beside the result. */
interface JobAttempt {
  readonly type: string;
  readonly jobKey: string;
  /** Tries that are left, this one included. */
  readonly retries: number;
  /** How often this process has already tried the job. */
  readonly attempt: number;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 300_000;

/** Runs the worker; whatever it throws becomes a value. */
export async function runWorker(
  worker: PreparedWorker,
  job: RawJob,
): Promise<JobResult | { kind: "thrown"; error: unknown }> {
  try {
    return await worker.run(job);
  } catch (error) {
    return { kind: "thrown", error };
  }
}

/**
 * Turns a result into the answer: wrong input or output is an incident at once (a repetition cannot help), passing
 * trouble keeps its retries, a bug uses one up. The pause doubles with each attempt.
 */
export function reportOf(result: Awaited<ReturnType<typeof runWorker>>, attempt: JobAttempt): JobReport {
  switch (result.kind) {
    case "complete":
      return { action: "completed", variables: result.variables };
    case "bpmnError":
      return { action: "error_thrown", errorCode: result.code, errorMessage: result.message };
    case "retryLater":
      return failed(attempt, attempt.retries, result.reason);
    case "invalidInput":
    case "invalidOutput":
      return failed(attempt, 0, result.message);
    case "thrown":
      return failed(attempt, Math.max(0, attempt.retries - 1), sentenceAbout(result.error, attempt));
  }
}

function failed({ attempt }: JobAttempt, retries: number, errorMessage: string): JobReport {
  const retryBackOffMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
  return { action: "failed", retries, retryBackOffMs, errorMessage };
}

/** Our own errors carry ids only and may be shown; those of libraries may quote data, so they go to the log alone. */
function sentenceAbout(error: unknown, { type, jobKey }: JobAttempt): string {
  if (error instanceof AppError) return error.message;
  const name = error instanceof Error ? error.name : typeof error;
  return `Expected job type "${type}" to finish, but it stopped with ${name}; the log has more under job ${jobKey}`;
}
