import { status } from "@grpc/grpc-js";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import type { ProcessMessage, Publication } from "../../workers/nachricht-senden.ts";
import { COMMAND_LIMIT_MS, EngineSilent, POLL_GRACE_MS } from "./call-limit.ts";
import type { ZeebeGrpcClient } from "./grpc-client.ts";
import { grpcGateways, type Connect, type GrpcGateways } from "./grpc-gateways.ts";
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

/** Jobs over Zeebe's gRPC, by polling, or pushed where the host asks for it; by one of the cluster's gateways at a time. */
export function grpcTransport(connects: readonly Connect[]): JobTransport {
  const gateways = grpcGateways(connects);
  return {
    protocol: "grpc",
    topology: () => gateways.call(COMMAND_LIMIT_MS, (zeebe) => zeebe.topology()),
    fetch: (request, signal) => fetchJobs(gateways, request, signal),
    stream: (request, onJob) => gateways.call(COMMAND_LIMIT_MS, (zeebe) => streamJobs(zeebe, request, onJob)),
    answer: (jobKey, report) => gateways.call(COMMAND_LIMIT_MS, (zeebe) => answer(zeebe, jobKey, report)),
    publish: (message) => publish(gateways, message),
    trouble: troubleOf,
    isBusy: (error) => codeOf(error) === status.RESOURCE_EXHAUSTED,
    describe: (error) => {
      const parsed = grpcError.safeParse(error);
      if (!parsed.success) return { error: error instanceof Error ? error.message : String(error) };
      return { status: status[parsed.data.code], detail: parsed.data.details };
    },
    close: () => gateways.close(),
  };
}

function troubleOf(error: unknown): Trouble {
  const code = codeOf(error);
  if (code === undefined) return "passing";
  if (GONE.has(code)) return "gone";
  return REFUSED.has(code) ? "refused" : "passing";
}

async function publish(gateways: GrpcGateways, message: ProcessMessage): Promise<Publication> {
  const { name, correlationKey, messageId, variables, timeToLiveMs: timeToLive } = message;
  try {
    await gateways.call(COMMAND_LIMIT_MS, (zeebe) =>
      zeebe.publishMessage({ name, correlationKey, messageId, variables: json(variables), timeToLive }),
    );
    return "taken";
  } catch (error) {
    if (codeOf(error) === status.ALREADY_EXISTS) return "taken";
    if (troubleOf(error) === "passing") return "later";
    throw error;
  }
}

function codeOf(error: unknown): number | undefined {
  return grpcError.safeParse(error).data?.code;
}

/** The client cannot end a poll that waits; one that is not wanted any more gives back what it still brings. */
async function fetchJobs(
  gateways: GrpcGateways,
  request: PollRequest,
  signal: AbortSignal,
): Promise<readonly FetchedJob[]> {
  const limitMs = Math.max(0, request.pollTimeoutMs) + POLL_GRACE_MS;
  const polled = gateways.call(limitMs, async (zeebe) => {
    const jobs = await poll(zeebe, request);
    if (!signal.aborted) return jobs;
    await giveBack(zeebe, jobs);
    return [];
  });
  const unwanted = new Promise<readonly FetchedJob[]>((resolve) => {
    const end = (): void => {
      resolve([]);
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
  return Promise.race([polled, unwanted]);
}

/** After so much more than was asked for the client itself gives an empty answer for a gateway that gave none. */
const CLIENT_GRACE_MS = 1_000;

async function poll(zeebe: ZeebeGrpcClient, request: PollRequest): Promise<readonly FetchedJob[]> {
  const { maxJobs, pollTimeoutMs, variables } = request;
  const asked = performance.now();
  const jobs = await zeebe.activateJobs({
    ...common(request),
    maxJobsToActivate: maxJobs,
    requestTimeout: pollTimeoutMs,
    ...(variables === "all" ? {} : { fetchVariable: [...variables] }),
  });
  const waitedMs = performance.now() - asked;
  const isSilent = jobs.length === 0 && pollTimeoutMs > 0 && waitedMs >= pollTimeoutMs + CLIENT_GRACE_MS;
  if (isSilent) throw new EngineSilent(Math.round(waitedMs));
  return jobs.map((job) => fetchedJob(job));
}

async function giveBack(zeebe: ZeebeGrpcClient, jobs: readonly FetchedJob[]): Promise<void> {
  const errorMessage = "The worker stopped before it began with this job";
  await Promise.allSettled(
    jobs.map(({ jobKey, retries }) => zeebe.failJob({ jobKey, retries, errorMessage, retryBackOff: 0 })),
  );
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
