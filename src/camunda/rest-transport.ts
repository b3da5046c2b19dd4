import { COMMAND_LIMIT_MS, POLL_GRACE_MS, withinLimit } from "./call-limit.ts";
import type { CamundaClient } from "./client.ts";
import type { JobReport } from "./job-report.ts";
import type { FetchedJob, JobTransport, PollRequest } from "./job-transport.ts";
import { isPassing, problemOf } from "./problem.ts";
import { publishMessageWith } from "./publish-message.ts";

/** Too many requests, or a broker under too much load. */
const BUSY: ReadonlySet<number | undefined> = new Set([429, 503]);

/** Jobs over the REST API v2, by long polling. */
export function restTransport(camunda: CamundaClient): JobTransport {
  return {
    protocol: "rest",
    topology: () => camunda.getTopology(),
    fetch: (request, signal) => fetchJobs(camunda, request, signal),
    stream: undefined,
    answer: (jobKey, report) => answer(camunda, jobKey, report),
    publish: publishMessageWith(camunda),
    trouble: (error) => {
      if (isPassing(error)) return "passing";
      const { status } = problemOf(error);
      return status === 404 || status === 409 ? "gone" : "refused";
    },
    isBusy: (error) => BUSY.has(problemOf(error).status),
    describe: (error) => {
      const { status, title, detail } = problemOf(error);
      return status === undefined
        ? { error: error instanceof Error ? error.message : String(error) }
        : { status, title, detail };
    },
    close: () => Promise.resolve(),
  };
}

async function fetchJobs(
  camunda: CamundaClient,
  { type, variables, workerName, jobTimeoutMs, maxJobs, pollTimeoutMs }: PollRequest,
  signal: AbortSignal,
): Promise<FetchedJob[]> {
  const request = camunda.activateJobs({
    type,
    worker: workerName,
    timeout: jobTimeoutMs,
    maxJobsToActivate: maxJobs,
    requestTimeout: pollTimeoutMs,
    ...(variables === "all" ? {} : { fetchVariable: [...variables] }),
  });
  const cancel = (): void => {
    request.cancel();
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const { jobs } = await limited(request, Math.max(0, pollTimeoutMs) + POLL_GRACE_MS);
    return jobs.map((job) => ({ ...job, processId: job.processDefinitionId }));
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

async function answer(camunda: CamundaClient, jobKey: string, report: JobReport): Promise<void> {
  switch (report.action) {
    case "completed":
      await limited(camunda.completeJob({ jobKey, variables: { ...report.variables } }));
      return;
    case "error_thrown":
      await limited(camunda.throwJobError({ jobKey, errorCode: report.errorCode, errorMessage: report.errorMessage }));
      return;
    case "failed":
      await limited(
        camunda.failJob({
          jobKey,
          retries: report.retries,
          retryBackOff: report.retryBackOffMs,
          errorMessage: report.errorMessage,
        }),
      );
  }
}

/** A call that is given up, with its connection, when there is no answer in time. */
function limited<T>(call: PromiseLike<T> & { cancel(): void }, limitMs = COMMAND_LIMIT_MS): Promise<T> {
  return withinLimit(call, {
    limitMs,
    giveUp: () => {
      call.cancel();
    },
  });
}
