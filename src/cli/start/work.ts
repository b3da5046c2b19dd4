import type { Registry } from "prom-client";
import type { JobTransport } from "../../camunda/job-transport.ts";
import type { WorkerHost } from "../../camunda/worker-host.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Register } from "../../register/index.ts";
import type { DataFolder } from "./data-folder.ts";
import { configuredMailSender } from "./mail.ts";
import { configuredWorkerHost } from "./workers.ts";

type Closing = () => Promise<void>;

/** What workers and mail need. */
interface Work {
  readonly config: Config;
  readonly logger: Logger;
  readonly folder: DataFolder;
  readonly register: Register;
  readonly transport: JobTransport;
  readonly registry: Registry;
}

/** Workers and mail; they stop in the opposite order, so that mails of the last jobs still leave. */
export function startWork(work: Work, closings: Closing[]): { workers: WorkerHost } {
  const sender = configuredMailSender(work);
  sender.start();
  closings.push(() => sender.stop());
  const workers = configuredWorkerHost({
    ...work,
    onQueued: () => {
      sender.wake();
    },
  });
  workers.start();
  closings.push(() => workers.stop());
  return { workers };
}
