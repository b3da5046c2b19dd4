import type { Command } from "commander";
import type { Config } from "../platform/config/load.ts";
import type { CliContext } from "./context.ts";
import { startApplication, type Application } from "./start/application.ts";
import { emptyDataFolder, holdsData } from "./start/data-folder.ts";
import { settingsOf } from "./settings.ts";

interface StartFlags {
  readonly fresh?: boolean;
  readonly yes?: boolean;
}

/** `kim start`: everything in one process. */
export function addStart(program: Command, context: CliContext): void {
  program
    .command("start")
    .description("start engine, workers and portal; models, decisions and forms are deployed")
    .option("--fresh", "delete the data folder first, after asking")
    .option("--yes", "do not ask")
    .action((flags: StartFlags) => start(context, flags));
}

async function start(context: CliContext, flags: StartFlags): Promise<void> {
  const { config, logger } = settingsOf(context);
  if (flags.fresh === true && !(await empty(context, config, flags))) return;
  const application = await startApplication({ config, logger, home: context.home, version: context.version });
  context.onStop(() => application.close());
  announce(context, config, application);
}

/** Whether the start may go on. */
async function empty(context: CliContext, config: Config, flags: StartFlags): Promise<boolean> {
  if (!holdsData(config.KIM_DATA_DIR)) return true;
  const question = `Delete everything in ${config.KIM_DATA_DIR}? / Alles in ${config.KIM_DATA_DIR} löschen?`;
  if (flags.yes !== true && !(await context.confirm(question))) {
    context.tell(`Nothing was deleted. Expected "yes", or --yes where nobody can be asked.`);
    context.setExitCode(1);
    return false;
  }
  emptyDataFolder(config.KIM_DATA_DIR);
  return true;
}

function announce(context: CliContext, config: Config, application: Application): void {
  const { portalUrl, engineAddress, gatewayAddress, isEmbedded, processes } = application;
  context.print(`KIM-Regelkreis ${context.version} · ${config.KIM_PROFILE}`);
  context.print(`  Portal   ${portalUrl}${config.isDemo ? "  (Demo: Konten stehen auf der Anmeldeseite)" : ""}`);
  context.print(`  Engine   ${engineAddress}/v2  (${isEmbedded ? "eingebettet / embedded" : "Camunda 8"})`);
  if (gatewayAddress !== undefined) context.print(`  gRPC     ${gatewayAddress}  (Zeebe)`);
  context.print(
    `  Daten    ${config.DATABASE_URL === undefined ? config.KIM_DATA_DIR : `${config.KIM_DATA_DIR}, PostgreSQL`}`,
  );
  context.print(`  Prozesse ${String(processes.length)}`);
  context.print("  Beenden mit Strg+C / stop with Ctrl+C");
}
