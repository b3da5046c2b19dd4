import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createCamundaClient } from "../../camunda/client.ts";
import { EMBEDDED_ENGINE, lookAtEngine, type EngineSeen } from "../../camunda/engine-check.ts";
import { WorkersNeedGrpc } from "../../camunda/errors.ts";
import { NO_USERS } from "../../engine/access/no-users.ts";
import { parseUsers, type EngineUsers } from "../../engine/access/users.ts";
import { serveEngine, type ServedEngine } from "../../engine/serve.ts";
import { systemClock, type Clock } from "../../platform/clock.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import type { DataFolder } from "./data-folder.ts";
import { listening } from "./port.ts";

/** The engine that the application works with: embedded in this process, or a Camunda at an address. */
export interface EngineInUse {
  /** Base address for clients. */
  readonly address: string;
  /** What the application's own clients need beyond the configured settings; nothing unless the embedded engine has users. */
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly seen: EngineSeen;
  readonly embedded: ServedEngine | undefined;
  close(): Promise<void>;
}

const vocabulary = z.object({
  properties: z.record(z.string(), z.object({ transient: z.boolean().optional() }).loose()),
});

/** Names of the variables that may carry free text, from bpmn/variables.schema.json. */
export function transientVariables(home: string): string[] {
  const { properties } = vocabulary.parse(
    JSON.parse(readFileSync(join(home, "bpmn", "variables.schema.json"), "utf8")),
  );
  return Object.entries(properties).flatMap(([name, { transient }]) => (transient === true ? [name] : []));
}

/** How the application identifies itself to the engine it has started. */
type Credentials = Partial<
  Pick<Config, "CAMUNDA_AUTH_STRATEGY" | "CAMUNDA_BASIC_AUTH_USERNAME" | "CAMUNDA_BASIC_AUTH_PASSWORD">
>;

/** Starts the embedded engine unless a Camunda is configured. Throws when its file is in use or its port is taken, or what a look at the Camunda throws. */
export async function openEngineInUse(options: {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly home: string;
  readonly logger: Logger;
}): Promise<EngineInUse> {
  const { config, folder, home, logger } = options;
  if (config.camundaAddress !== undefined) {
    return camundaInUse(config, config.camundaAddress);
  }
  const { users, credentials } = usersOf(config);
  const serve = (): Promise<ServedEngine> =>
    serveEngine({
      file: folder.engineFile,
      host: config.KIM_ENGINE_HOST,
      port: config.KIM_ENGINE_PORT,
      grpcPort: config.KIM_ENGINE_GRPC_PORT,
      historyDays: config.KIM_ENGINE_HISTORY_DAYS,
      transientVariables: transientVariables(home),
      clockControl: config.isDemo ? "advance" : "refused",
      users,
      logger,
    });
  const { KIM_ENGINE_PORT, KIM_ENGINE_GRPC_PORT } = config;
  const served = await listening({ KIM_ENGINE_PORT, KIM_ENGINE_GRPC_PORT }, serve);
  return {
    address: served.address.url,
    credentials,
    clock: { now: () => served.engine.clock.now() },
    seen: EMBEDDED_ENGINE,
    embedded: served,
    close: () => served.close(),
  };
}

/** A Camunda at an address; throws what {@link lookAtEngine} throws, and WorkersNeedGrpc. */
async function camundaInUse(config: Config, address: string): Promise<EngineInUse> {
  const camunda = createCamundaClient({ ...config, address });
  const seen = await lookAtEngine({ address, topology: () => camunda.getTopology() });
  if (config.KIM_WORKER_PROTOCOL === "rest" && !seen.capabilities.hasRestJobs)
    throw new WorkersNeedGrpc(address, seen.version);
  const close = () => Promise.resolve();
  return { address, credentials: {}, clock: systemClock, seen, embedded: undefined, close };
}

/** The name under which the application itself works with an engine that has users. */
const OWN_NAME = "kim-regelkreis";

/** The configured users and the application itself, with a password that lives as long as this process. */
function usersOf({ KIM_ENGINE_USERS }: Config): { readonly users: EngineUsers; readonly credentials: Credentials } {
  if (KIM_ENGINE_USERS === undefined) return { users: NO_USERS, credentials: {} };
  const { users, groups } = parseUsers(KIM_ENGINE_USERS);
  const password = randomBytes(32).toString("base64url");
  return {
    users: { users: [...users.filter(({ username }) => username !== OWN_NAME), ownUser(password)], groups },
    credentials: {
      CAMUNDA_AUTH_STRATEGY: "BASIC",
      CAMUNDA_BASIC_AUTH_USERNAME: OWN_NAME,
      CAMUNDA_BASIC_AUTH_PASSWORD: password,
    },
  };
}

function ownUser(password: string): EngineUsers["users"][number] {
  return { username: OWN_NAME, password, name: "KIM-Regelkreis", email: null, groups: [] };
}
