import { z } from "zod";
import { pollJobs, type Activation } from "../../jobs/activation.ts";
import { activatedJobs, type ActivatedJob } from "../activated-job.ts";
import { document, key, tenantsOf } from "../fields.ts";
import { streamJobs } from "../job-stream.ts";
import { invalidArgument } from "../refusal.ts";
import { accepted, command, stream, type Rpc, type Sink } from "../rpc.ts";

/** Clients refuse messages above 4 MiB; a bigger batch goes out in several. */
const MESSAGE_BYTES = 3 * 1024 * 1024;

const activation = (call: string) => ({
  type: z.string(),
  worker: z.string(),
  timeout: z.number(),
  fetchVariable: z.array(z.string()),
  tenantIds: tenantsOf(call),
});

/** Calls of job workers. */
export const JOB_RPCS: readonly Rpc[] = [
  stream({
    name: "ActivateJobs",
    request: z.object({
      ...activation("ActivateJobs"),
      maxJobsToActivate: z.number(),
      requestTimeout: z.number(),
    }),
    handle: async (services, request, sink) => {
      const wait = {
        requestTimeoutMs: request.requestTimeout,
        maxJobs: request.maxJobsToActivate,
        signal: sink.signal,
      };
      // Zeebe's gateway answers who wants no job without asking the engine.
      if (request.maxJobsToActivate < 1) return;
      const outcome = await pollJobs(services, activationOf(request), wait);
      if (outcome !== undefined) sendBatch(activatedJobs(accepted(outcome)), sink);
    },
  }),
  stream({
    name: "StreamActivatedJobs",
    request: z.object(activation("StreamActivatedJobs")),
    handle: (services, request, sink) => {
      refuseStream(request);
      return streamJobs(services, activationOf(request), sink);
    },
  }),
  command({
    name: "CompleteJob",
    request: z.object({ jobKey: key, variables: document }),
    command: ({ jobKey, variables }) => ({ valueType: "JOB", intent: "COMPLETE", key: jobKey, value: { variables } }),
  }),
  command({
    name: "FailJob",
    request: z.object({
      jobKey: key,
      retries: z.number(),
      errorMessage: z.string(),
      retryBackOff: z.number(),
      variables: document,
    }),
    command: ({ jobKey, retryBackOff, ...value }) => ({
      valueType: "JOB",
      intent: "FAIL",
      key: jobKey,
      value: { ...value, retryBackoff: retryBackOff },
    }),
  }),
  command({
    name: "ThrowError",
    request: z.object({ jobKey: key, errorCode: z.string(), errorMessage: z.string(), variables: document }),
    command: ({ jobKey, ...value }) => ({ valueType: "JOB", intent: "THROW_ERROR", key: jobKey, value }),
  }),
  command({
    name: "UpdateJobRetries",
    request: z.object({ jobKey: key, retries: z.number() }),
    command: ({ jobKey, retries }) => ({
      valueType: "JOB",
      intent: "UPDATE_RETRIES",
      key: jobKey,
      value: { retries },
    }),
  }),
  command({
    name: "UpdateJobTimeout",
    request: z.object({ jobKey: key, timeout: z.number() }),
    command: ({ jobKey, timeout }) => ({ valueType: "JOB", intent: "UPDATE_TIMEOUT", key: jobKey, value: { timeout } }),
  }),
];

function activationOf(request: Omit<Activation, "fetchVariables"> & { fetchVariable: string[] }): Activation {
  const { type, worker, timeout, fetchVariable } = request;
  return { type, worker, timeout, fetchVariables: fetchVariable };
}

function refuseStream({ type, timeout }: { type: string; timeout: number }): void {
  if (type.trim() === "") {
    throw invalidArgument("Expected to stream activated jobs with type to be present, but it was blank");
  }
  if (timeout < 1) {
    throw invalidArgument(
      `Expected to stream activated jobs with timeout to be greater than zero, but it was ${timeout}`,
    );
  }
}

function sendBatch(jobs: readonly ActivatedJob[], sink: Sink): void {
  let message: ActivatedJob[] = [];
  let bytes = 0;
  for (const job of jobs) {
    const size = Buffer.byteLength(job.variables) + Buffer.byteLength(job.customHeaders);
    if (message.length > 0 && bytes + size > MESSAGE_BYTES) {
      sink.send({ jobs: message });
      message = [];
      bytes = 0;
    }
    message.push(job);
    bytes += size;
  }
  sink.send({ jobs: message });
}
