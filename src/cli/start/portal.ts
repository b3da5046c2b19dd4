import type { Express } from "express";
import type { Registry } from "prom-client";
import { createKeyedCamundaClient } from "../../camunda/client.ts";
import type { DeployedProcess } from "../../camunda/deploy.ts";
import type { DeployableResource } from "../../camunda/resources.ts";
import type { WorkerHost } from "../../camunda/worker-host.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import { createApp } from "../../portal/app.ts";
import { createCamundaGateway } from "../../portal/engine/camunda-gateway.ts";
import { readOutline } from "../../portal/diagram.ts";
import type { EngineGateway } from "../../portal/engine/gateway.ts";
import { withoutSearch, type DeployedModel } from "../../portal/engine/without-search.ts";
import { startReportDelivery } from "../../portal/features/reports/delivery.ts";
import { createFormValidator } from "../../portal/forms/validator.ts";
import type { MovableClock, PortalOptions, Readiness } from "../../portal/services.ts";
import { purgeSessions, type Register } from "../../register/index.ts";
import { sessionSecret, type DataFolder } from "./data-folder.ts";
import type { EngineInUse } from "./engine.ts";

/** Files and the versions that they became. */
export interface Deployed {
  readonly processes: readonly DeployedProcess[];
  readonly resources: readonly DeployableResource[];
}

/** What the portal is made of. */
export interface PortalParts {
  readonly config: Config;
  readonly version: string;
  readonly folder: DataFolder;
  readonly engine: EngineInUse;
  readonly register: Register;
  readonly registry: Registry;
  readonly workers: WorkerHost;
  /** What was deployed at the start. */
  readonly deployed: Deployed;
  readonly logger: Logger;
}

/** The portal with its services; it has a client of its own, so that long polls never starve what a person waits for. */
export async function configuredPortal(parts: PortalParts): Promise<{ app: Express; close: () => Promise<void> }> {
  const { config, engine, register, logger } = parts;
  const gateway = await gatewayOf(parts);
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

/** On an engine that cannot be searched, processes are those that were deployed. */
async function gatewayOf({ config, engine, deployed }: PortalParts): Promise<EngineGateway> {
  const client = createKeyedCamundaClient({ ...config, ...engine.credentials, address: engine.address });
  const gateway = createCamundaGateway(client);
  return engine.seen.capabilities.hasSearch ? gateway : withoutSearch(gateway, await modelsOf(deployed));
}

function modelsOf({ processes, resources }: Deployed): Promise<DeployedModel[]> {
  return Promise.all(
    processes.map(async ({ processId, version, processDefinitionKey, resourceName }) => {
      const content = resources.find(({ name }) => name === resourceName)?.content;
      const xml = new TextDecoder().decode(content);
      const name = (await readOutline(xml))?.processName ?? processId;
      const definition = {
        key: processDefinitionKey,
        id: processId,
        name,
        version,
        versionTag: undefined,
        resourceName,
      };
      return { definition, xml };
    }),
  );
}

function unsearchableOf({ config, engine }: PortalParts): Pick<PortalOptions, "unsearchable"> {
  if (engine.seen.capabilities.hasSearch) return {};
  const { KIM_TASKLIST_URL: tasklistUrl, KIM_OPERATE_URL: operateUrl } = config;
  return { unsearchable: { version: engine.seen.version, tasklistUrl, operateUrl } };
}

function portalOptions(parts: PortalParts): PortalOptions {
  const { config, version, folder, engine } = parts;
  return {
    ...unsearchableOf(parts),
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
