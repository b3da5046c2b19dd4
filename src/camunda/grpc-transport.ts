import { status } from "@grpc/grpc-js";
import { z } from "zod";
import type { ZeebeGrpcClient } from "./grpc-client.ts";
import type { JobReport } from "./job-report.ts";
import type { FetchedJob, JobRequest, JobTransport, PollRequest, Trouble } from "./job-transport.ts";

/** What an error of the client says; `code` is a gRPC status. */
const grpcError = z.object({ code: z.number(), details: z.string().optional() });

type Variables = Parameters<ZeebeGrpcClient["completeJob"]>[0]["variables"];

/** The client's own type of variables leaves out null, which it sends all the same. */
function json(variables: Readonly<Record<string, unknown>>): Variables;
function json(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.json()).parse(variables);
}

/** The engine has the message already, the job is done by somebody else, or it was cancelled: all told as these. */
const GONE: ReadonlySet<number> = new Set([status.NOT_FOUND, status.FAILED_PRECONDITION]);
const REFUSED: ReadonlySet<number> = new Set([
  status.INVALID_ARGUMENT,
  status.UNAUTHENTICATED,
  status.PERMISSION_DENIED,
  status.UNIMPLEMENTED,
]);

/** Jobs over Zeebe's gRPC, by polling, or pushed where the host asks for it. */
export function grpcTransport(zeebe: ZeebeGrpcClient): JobTransport {
  return {
    protocol: "grpc",
    topology: () => zeebe.topology(),
    fetch: (request, signal) => fetchJobs(zeebe, request, signal),
    stream: (request, onJob) => streamJobs(zeebe, request, onJob),
    answer: (jobKey, report) => answer(zeebe, jobKey, report),
    publish: async ({ name, correlationKey, messageId, variables, timeToLiveMs }) => {
      try {
        const timeToLive = timeToLiveMs;
        await zeebe.publishMessage({ name, correlationKey, messageId, variables: json(variables), timeToLive });
      } catch (error) {
        if (codeOf(error) !== status.ALREADY_EXISTS) throw error;
      }
    },
    trouble: (error): Trouble => {
      const code = codeOf(error);
      if (code === undefined) return "passing";
      if (GONE.has(code)) return "gone";
      return REFUSED.has(code) ? "refused" : "passing";
    },
    describe: (error) => {
      const parsed = grpcError.safeParse(error);
      if (!parsed.success) return { error: error instanceof Error ? error.message : String(error) };
      return { status: status[parsed.data.code], detail: parsed.data.details };
    },
    close: async () => {
      await zeebe.close();
    },
  };
}

function codeOf(error: unknown): number | undefined {
  return grpcError.safeParse(error).data?.code;
}

/** The client cannot end a poll that waits; one that is not wanted any more gives back what it still brings. */
async function fetchJobs(zeebe: ZeebeGrpcClient, request: PollRequest, signal: AbortSignal): Promise<FetchedJob[]> {
  const polled = zeebe
    .activateJobs({
      ...common(request),
      maxJobsToActivate: request.maxJobs,
      requestTimeout: request.pollTimeoutMs,
      ...(request.variables === "all" ? {} : { fetchVariable: [...request.variables] }),
    })
    .then((jobs) => jobs.map(fetchedJob));
  const unwanted = new Promise<FetchedJob[]>((resolve) => {
    const end = (): void => {
      resolve([]);
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
  const jobs = await Promise.race([polled, unwanted]);
  if (signal.aborted) polled.then((late) => giveBack(zeebe, late)).catch(ignoreAfterStop);
  return signal.aborted ? [] : jobs;
}

async function giveBack(zeebe: ZeebeGrpcClient, jobs: readonly FetchedJob[]): Promise<void> {
  const errorMessage = "The worker stopped before it began with this job";
  await Promise.allSettled(
    jobs.map(({ jobKey, retries }) => zeebe.failJob({ jobKey, retries, errorMessage, retryBackOff: 0 })),
  );
}

/** After the stop a poll ends with a closed connection; the engine hands its jobs out again when their time is over. */
function ignoreAfterStop(): undefined {
  return undefined;
}

async function streamJobs(
  zeebe: ZeebeGrpcClient,
  request: JobRequest,
  onJob: (job: FetchedJob) => void,
): Promise<{ close(): void }> {
  return zeebe.streamJobs({
    ...common(request),
    ...(request.variables === "all" ? {} : { fetchVariables: [...request.variables] }),
    // The host polls beside the stream; that is also how it notices that a stream has stalled.
    pollInterval: 0,
    pollMaxJobsToActivate: 1,
    tenantIds: [],
    taskHandler: (job) => {
      onJob(fetchedJob(job));
      return job.forward();
    },
  });
}

function common({ type, workerName, jobTimeoutMs }: JobRequest) {
  return { type, worker: workerName, timeout: jobTimeoutMs };
}

type ActivatedJob = Awaited<ReturnType<ZeebeGrpcClient["activateJobs"]>>[number];

function fetchedJob(job: Omit<ActivatedJob, "variables"> & { readonly variables: unknown }): FetchedJob {
  return {
    variables: job.variables,
    jobKey: job.key,
    processInstanceKey: job.processInstanceKey,
    elementInstanceKey: job.elementInstanceKey,
    elementId: job.elementId,
    processId: job.bpmnProcessId,
    retries: job.retries,
  };
}

async function answer(zeebe: ZeebeGrpcClient, jobKey: string, report: JobReport): Promise<void> {
  switch (report.action) {
    case "completed":
      await zeebe.completeJob({ jobKey, variables: json(report.variables) });
      return;
    case "error_thrown":
      await zeebe.throwError({ jobKey, errorCode: report.errorCode, errorMessage: report.errorMessage, variables: {} });
      return;
    case "failed":
      await zeebe.failJob({
        jobKey,
        retries: report.retries,
        retryBackOff: report.retryBackOffMs,
        errorMessage: report.errorMessage,
      });
  }
}
