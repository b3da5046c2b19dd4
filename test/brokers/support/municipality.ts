import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startMailServer } from "../../support/mail-server.ts";
import type { Brokers } from "./brokers.ts";
import { startWorkers, type WorkerProcess } from "./kim.ts";
import { sentBy, type Sent } from "./sent.ts";

/** How the workers of a test are started. */
interface HostOptions {
  readonly to: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A register, a mail server and worker hosts that belong together; all are gone after the test. */
export interface Municipality {
  /** Where the register lies. */
  readonly place: { readonly file: string } | { readonly databaseUrl: string };
  host(options: HostOptions): Promise<WorkerProcess>;
  sent(): Promise<Sent>;
}

/** Fewer seconds than by default, so that a job of a host that is gone comes back within a test. */
const SHORT = { CAMUNDA_WORKER_TIMEOUT: "10000", CAMUNDA_WORKER_REQUEST_TIMEOUT: "5000" };

/** Opens one on a file of its own, or on PostgreSQL. */
export async function openMunicipality({ folder }: Brokers, databaseUrl?: string): Promise<Municipality> {
  const data = mkdtempSync(join(folder, "kim-"));
  const server = await startMailServer();
  const place = databaseUrl === undefined ? { file: join(data, "register.db") } : { databaseUrl };
  const settings = {
    ...SHORT,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    KIM_DATA_DIR: data,
    KIM_SMTP_URL: server.url,
    LOG_LEVEL: "info",
  };
  return {
    place,
    host: async ({ to, args = [], environment = {} }) => {
      const workers = await startWorkers(to, { args, environment: { ...settings, ...environment } });
      onTestFinished(() => workers.kill());
      return workers;
    },
    sent: () => sentBy(place, server),
  };
}
