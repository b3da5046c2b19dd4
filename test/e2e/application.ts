import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startApplication } from "../../src/cli/start/application.ts";
import { loadConfig } from "../../src/platform/config/load.ts";
import { createLogger } from "../../src/platform/logger.ts";

/** The whole application on free ports with an empty data folder. */
export interface StartedApplication {
  readonly url: string;
  readonly engineAddress: string;
  close(): Promise<void>;
}

/** Starts engine, workers, register and portal as `npm start` does, with the demo profile. */
export async function startDemo(): Promise<StartedApplication> {
  const folder = await mkdtemp(join(tmpdir(), "kim-e2e-"));
  const { config } = loadConfig({
    KIM_DATA_DIR: folder,
    PORT: "0",
    KIM_ENGINE_PORT: "0",
    KIM_ENGINE_GRPC_PORT: "0",
    KIM_DEMO: "true",
  });
  const application = await startApplication({
    config,
    logger: createLogger({ level: process.env["LOG_LEVEL"] ?? "fatal", isPretty: false }),
    home: fileURLToPath(new URL("../..", import.meta.url)),
    version: "test",
  });
  return {
    url: application.portalUrl,
    engineAddress: application.engineAddress,
    close: async () => {
      await application.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
