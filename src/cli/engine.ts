import { InvalidArgumentError, type Command } from "commander";
import { NO_USERS, parseUsers } from "../engine/access/users.ts";
import { runEngine } from "../engine/main-engine.ts";
import type { CliContext } from "./context.ts";
import { addEngineBackup } from "./engine/backup.ts";
import { addEngineCompact } from "./engine/compact.ts";
import { addEngineHashPassword } from "./engine/hash-password.ts";
import { addEngineRestore } from "./engine/restore.ts";
import { addEngineTail } from "./engine/tail.ts";
import { addEngineVerify } from "./engine/verify.ts";
import { openDataFolder } from "./start/data-folder.ts";
import { transientVariables } from "./start/engine.ts";
import { settingsOf } from "./settings.ts";

interface EngineFlags {
  readonly port?: number;
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
    .description("start the engine and its REST API, without workers and portal")
    .option("--port <port>", "port of the REST API; 0 takes a free one (default: KIM_ENGINE_PORT)", portNumber)
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
  const options = {
    file: flags.file ?? openDataFolder(config.KIM_DATA_DIR).engineFile,
    host: config.KIM_ENGINE_HOST,
    port: flags.port ?? config.KIM_ENGINE_PORT,
    transientVariables: transientVariables(context.home),
    users: config.KIM_ENGINE_USERS === undefined ? NO_USERS : parseUsers(config.KIM_ENGINE_USERS),
    logger,
  };
  await runEngine(options, {
    onStop: (stop) => {
      context.onStop(stop);
    },
    onReady: ({ url }) => {
      context.print(`Engine   ${url}/v2`);
    },
  });
}
