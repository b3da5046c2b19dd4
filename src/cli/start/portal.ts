import type { Express } from "express";
import type { Registry } from "prom-client";
import { createKeyedCamundaClient } from "../../camunda/client.ts";
import type { WorkerHost } from "../../camunda/worker-host.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import { createApp } from "../../portal/app.ts";
import { createCamundaGateway } from "../../portal/engine/camunda-gateway.ts";
import type { EngineGateway } from "../../portal/engine/gateway.ts";
import { startReportDelivery } from "../../portal/features/reports/delivery.ts";
import { createFormValidator } from "../../portal/forms/validator.ts";
import type { MovableClock, PortalOptions, Readiness } from "../../portal/services.ts";
import { purgeSessions, type Register } from "../../register/index.ts";
import { sessionSecret, type DataFolder } from "./data-folder.ts";
import type { EngineInUse } from "./engine.ts";

/** What the portal is made of. */
export interface PortalParts {
  readonly config: Config;
  readonly version: string;
  readonly folder: DataFolder;
  readonly engine: EngineInUse;
  readonly register: Register;
  readonly registry: Registry;
  readonly workers: WorkerHost;
  readonly logger: Logger;
}

/** The portal with its services; it has a client of its own, so that long polls never starve what a person waits for. */
export async function configuredPortal(parts: PortalParts): Promise<{ app: Express; close: () => Promise<void> }> {
  const { config, engine, register, logger } = parts;
  const gateway = createCamundaGateway(
    createKeyedCamundaClient({ ...config, ...engine.credentials, address: engine.address }),
  );
  const validator = createFormValidator();
  const movable = movableClock(config, engine);
  const app = await createApp({
    options: portalOptions(parts),
    register,
    engine: gateway,
    validator,
    clock: engine.clock,
    ...(movable === undefined ? {} : { movableClock: movable }),
    readiness: readinessOf(gateway, parts.workers),
    metrics: () => metricsOf(parts),
    logger,
  });
  // A demo's clock runs ahead of the sessions; they would all count as expired.
  if (!config.isDemo) await purgeSessions(register);
  const delivery = startReportDelivery({ register, engine: gateway, logger });
  return {
    app,
    close: async () => {
      delivery.stop();
      await validator.close();
    },
  };
}

function portalOptions({ config, version, folder, engine }: PortalParts): PortalOptions {
  return {
    baseUrl: config.baseUrl,
    sessionSecret: sessionSecret(folder, config.KIM_SESSION_SECRET),
    isDemo: config.isDemo,
    dataDir: folder.path,
    version,
    engineMode: engine.embedded === undefined ? engine.address : "embedded",
  };
}

/** With the demo and the embedded engine only: a real municipality's clock is the time of day. */
function movableClock(config: Config, { embedded }: EngineInUse): MovableClock | undefined {
  if (!config.isDemo || embedded === undefined) return undefined;
  return { moveTo: (epochMs) => embedded.engine.clock.advance(epochMs) };
}

function readinessOf(gateway: EngineGateway, workers: WorkerHost): Readiness {
  return {
    reasons: async () => {
      const reasons: string[] = [];
      if (!(await gateway.isReachable())) reasons.push("Expected the engine to answer, but it does not.");
      if (workers.state() !== "running") reasons.push(`Expected the workers to run, but they are ${workers.state()}.`);
      const waiting = workers.waitingFor();
      if (waiting.length > 0) reasons.push(`Expected all workers to poll, but these do not: ${waiting.join(", ")}.`);
      return reasons;
    },
  };
}

async function metricsOf({ registry, engine }: PortalParts): Promise<string> {
  const own = await registry.metrics();
  const embedded = await engine.embedded?.metrics.registry();
  return embedded === undefined ? own : `${own}\n${await embedded.metrics()}`;
}
