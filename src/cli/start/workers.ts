import type { Registry } from "prom-client";
import { prepareWorkers } from "../../../workers/index.ts";
import type { CamundaClient } from "../../camunda/client.ts";
import { publishMessageWith } from "../../camunda/publish-message.ts";
import { createWorkerHost, type WorkerHost } from "../../camunda/worker-host.ts";
import { createWorkerMetrics } from "../../camunda/worker-metrics.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Register } from "../../register/index.ts";

/** A worker host with all workers, as configured; it fetches nothing before it is started. */
export function configuredWorkerHost(options: {
  readonly config: Config;
  readonly camunda: CamundaClient;
  readonly register: Register;
  readonly registry: Registry;
  readonly logger: Logger;
  readonly onQueued: () => void;
}): WorkerHost {
  const { config, camunda, register, registry, logger, onQueued } = options;
  const workers = prepareWorkers({
    register,
    portalUrl: config.baseUrl,
    onQueued,
    publish: publishMessageWith(camunda),
  });
  const settings = {
    workerName: config.CAMUNDA_WORKER_NAME,
    jobTimeoutMs: config.CAMUNDA_WORKER_TIMEOUT,
    maxJobs: config.CAMUNDA_WORKER_MAX_CONCURRENT_JOBS,
    pollTimeoutMs: config.CAMUNDA_WORKER_REQUEST_TIMEOUT,
  };
  return createWorkerHost({ camunda, workers, settings, logger, metrics: createWorkerMetrics(registry) });
}
