import type { Registry } from "prom-client";
import type { PreparedWorker } from "../../../workers/define-worker.ts";
import { prepareWorkers } from "../../../workers/index.ts";
import type { JobTransport } from "../../camunda/job-transport.ts";
import { createWorkerHost, type WorkerHost } from "../../camunda/worker-host.ts";
import { createWorkerMetrics } from "../../camunda/worker-metrics.ts";
import type { Config } from "../../platform/config/load.ts";
import { ConfigurationInvalid } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import { isRegisterAway, type Register } from "../../register/index.ts";

/** How often a poll looks whether a stream has stalled. */
const STREAM_WATCH_MS = 10_000;

/** A worker host with all workers, as configured; it fetches nothing before it is started. */
export function configuredWorkerHost(options: {
  readonly config: Config;
  readonly transport: JobTransport;
  readonly register: Register;
  readonly registry: Registry;
  readonly logger: Logger;
  readonly onQueued: () => void;
}): WorkerHost {
  const { config, transport, register, registry, logger, onQueued } = options;
  const all = prepareWorkers({
    register,
    portalUrl: config.baseUrl,
    onQueued,
    publish: transport.publish,
  });
  const workers = without(all, config.KIM_WORKER_WITHOUT?.split(",") ?? []);
  const settings = {
    workerName: config.CAMUNDA_WORKER_NAME,
    jobTimeoutMs: config.CAMUNDA_WORKER_TIMEOUT,
    maxJobs: config.CAMUNDA_WORKER_MAX_CONCURRENT_JOBS,
    pollTimeoutMs: config.CAMUNDA_WORKER_REQUEST_TIMEOUT,
    streamWatchMs: config.KIM_WORKER_STREAMING ? STREAM_WATCH_MS : undefined,
  };
  return createWorkerHost({
    transport,
    workers,
    settings,
    logger,
    metrics: createWorkerMetrics(registry),
    isAway: () => isRegisterAway(register),
  });
}

/** Without the job types that somebody else serves; throws ConfigurationInvalid for one that is none of ours. */
function without(workers: readonly PreparedWorker[], types: readonly string[]): readonly PreparedWorker[] {
  const unknown = types.find((type) => !workers.some((worker) => worker.type === type));
  if (unknown === undefined) return workers.filter(({ type }) => !types.includes(type));
  const known = workers.map(({ type }) => type).join(", ");
  throw new ConfigurationInvalid(`KIM_WORKER_WITHOUT: expected job types among ${known}, but found "${unknown}".`);
}
