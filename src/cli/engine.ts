import { InvalidArgumentError, type Command } from "commander";
import { NO_USERS } from "../engine/access/no-users.ts";
import type { EngineUsers } from "../engine/access/users.ts";
import { runEngine } from "../engine/main-engine.ts";
import type { ServedEngine } from "../engine/serve.ts";
import type { CliContext } from "./context.ts";
import { addEngineBackup } from "./engine/backup.ts";
import { addEngineCompact } from "./engine/compact.ts";
import { addEngineHashPassword } from "./engine/hash-password.ts";
import { addEngineRestore } from "./engine/restore.ts";
import { addEngineTail } from "./engine/tail.ts";
import { addEngineVerify } from "./engine/verify.ts";
import { openDataFolder } from "./start/data-folder.ts";
import { transientVariables } from "./start/engine.ts";
import { listening } from "./start/port.ts";
import { settingsOf } from "./settings.ts";

interface EngineFlags {
  readonly port?: number;
  readonly grpcPort?: number;
  readonly file?: string;
}

const MAINTENANCE = [
  addEngineBackup,
  addEngineRestore,
  addEngineVerify,
  addEngineCompact,
  addEngineTail,
  addEngineHashPassword,
];

/** `kim engine …`: the engine alone in its own process, and work on its data file. */
export function addEngine(program: Command, context: CliContext): void {
  const engine = program.command("engine").description("the embedded engine alone, and its data file");
  addStart(engine, context);
  for (const add of MAINTENANCE) add(engine, context);
}

function addStart(engine: Command, context: CliContext): void {
  engine
    .command("start")
    .description("start the engine with its REST API and gRPC gateway, without workers and portal")
    .option("--port <port>", "port of the REST API; 0 takes a free one (default: KIM_ENGINE_PORT)", portNumber)
    .option("--grpc-port <port>", "port of the gRPC gateway (default: KIM_ENGINE_GRPC_PORT)", portNumber)
    .option("--file <path>", "data file (default: engine.db in KIM_DATA_DIR)")
    .action((flags: EngineFlags) => startEngine(context, flags));
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("Expected a port number from 0 to 65535.");
}

async function startEngine(context: CliContext, flags: EngineFlags): Promise<void> {
  const { config, logger } = settingsOf(context);
  const port = flags.port ?? config.KIM_ENGINE_PORT;
  const grpcPort = flags.grpcPort ?? config.KIM_ENGINE_GRPC_PORT;
  const options = {
    file: flags.file ?? openDataFolder(config.KIM_DATA_DIR).engineFile,
    host: config.KIM_ENGINE_HOST,
    port,
    grpcPort,
    historyDays: config.KIM_ENGINE_HISTORY_DAYS,
    transientVariables: transientVariables(context.home),
    users: await usersOf(config.KIM_ENGINE_USERS),
    logger,
  };
  const host = {
    onStop: (stop: () => Promise<void>): void => {
      context.onStop(stop);
    },
    onReady: ({ url }: ServedEngine["address"], gatewayAddress: string | undefined): void => {
      context.print(`Engine   ${url}/v2`);
      if (gatewayAddress !== undefined) context.print(`gRPC     ${gatewayAddress}`);
    },
  };
  await listening({ KIM_ENGINE_PORT: port, KIM_ENGINE_GRPC_PORT: grpcPort }, () => runEngine(options, host));
}

/** Who may use the engine; what reads the list is loaded only where there is one. */
async function usersOf(list: string | undefined): Promise<EngineUsers> {
  if (list === undefined) return NO_USERS;
  const { parseUsers } = await import("../engine/access/users.ts");
  return parseUsers(list);
}
