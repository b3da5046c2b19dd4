import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { collectDefaultMetrics, Registry } from "prom-client";
import { createCamundaClient, type CamundaClient } from "../../camunda/client.ts";
import { deployResources, type DeployedProcess } from "../../camunda/deploy.ts";
import { collectResources } from "../../camunda/resources.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Register } from "../../register/index.ts";
import { openDataFolder } from "./data-folder.ts";
import { openEngineInUse, type EngineInUse } from "./engine.ts";
import { listening } from "./port.ts";
import { configuredPortal, type Deployed } from "./portal.ts";
import { openConfiguredRegister, profileDirectory, seedConfiguredRegister } from "./register.ts";
import { configuredTransport } from "./transport.ts";
import { startWork } from "./work.ts";

/** What is started. */
export interface ApplicationOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** Folder of package.json. */
  readonly home: string;
  readonly version: string;
}

/** The running application. */
export interface Application {
  readonly portalUrl: string;
  readonly engineAddress: string;
  /** Host and port of the embedded engine's gRPC gateway. */
  readonly gatewayAddress: string | undefined;
  readonly isEmbedded: boolean;
  readonly processes: readonly DeployedProcess[];
  /** The open register: a second connection in the same process would wait for this one and keep it from going on. */
  readonly register: Register;
  /** Finishes what runs, in the reverse order of the start. */
  close(): Promise<void>;
}

type Closing = () => Promise<void>;

/** Starts engine, register, workers, mail and portal; whatever was started before a failure is closed again. */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const closings: Closing[] = [];
  const close = async (): Promise<void> => {
    for (let next = closings.pop(); next !== undefined; next = closings.pop()) await next();
  };
  try {
    return { ...(await compose(options, closings)), close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function compose(options: ApplicationOptions, closings: Closing[]): Promise<Omit<Application, "close">> {
  const { config, logger, home } = options;
  const folder = openDataFolder(config.KIM_DATA_DIR);
  const engine = await openEngineInUse({ config, folder, home, logger });
  closings.push(() => engine.close());
  const register = await openConfiguredRegister(config, folder, engine.clock);
  closings.push(() => register.close());
  await seedConfiguredRegister(register, config, home);
  const camunda = createCamundaClient({ ...config, ...engine.credentials, address: engine.address });
  const deployed = await deployModels(options, camunda);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const transport = configuredTransport({ ...config, ...engine.credentials, ...grpcOf(engine) }, engine.address);
  closings.push(() => transport.close());
  const hosted = startWork({ ...options, folder, register, transport, registry }, closings);
  const portal = await configuredPortal({ ...options, folder, engine, register, registry, deployed, ...hosted });
  closings.push(portal.close);
  return {
    portalUrl: await listening({ PORT: config.PORT }, () => listen(portal.app, config, closings)),
    engineAddress: engine.address,
    gatewayAddress: engine.embedded?.gatewayAddress,
    isEmbedded: engine.embedded !== undefined,
    processes: deployed.processes,
    register,
  };
}

/** The embedded engine's own gateway, wherever it listens. */
function grpcOf({ embedded }: EngineInUse): { ZEEBE_GRPC_ADDRESS?: string } {
  const address = embedded?.gatewayAddress;
  return address === undefined ? {} : { ZEEBE_GRPC_ADDRESS: `grpc://${address}` };
}

async function deployModels({ config, home }: ApplicationOptions, camunda: CamundaClient): Promise<Deployed> {
  const resources = collectResources({ root: home, profileDirectory: profileDirectory(home, config.KIM_PROFILE) });
  return { processes: await deployResources(camunda, resources), resources };
}

function listen(app: Express, config: Config, closings: Closing[]): Promise<string> {
  const server = createServer(app);
  closings.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      }),
  );
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.PORT, config.HOST, () => {
      resolve(`http://${config.HOST}:${String(portOf(server.address(), config.PORT))}`);
    });
  });
}

function portOf(address: AddressInfo | string | null, fallback: number): number {
  return typeof address === "object" && address !== null ? address.port : fallback;
}
