import { Command, CommanderError } from "commander";
import { AppError } from "../platform/errors.ts";
import type { CliContext } from "./context.ts";

type Add = (program: Command, context: CliContext) => void;

/** What each command adds; loaded for that command alone, so that a small one does not wait for the large ones. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  start: () => import("./start.ts").then(({ addStart }) => addStart),
  engine: () => import("./engine.ts").then(({ addEngine }) => addEngine),
  deploy: () => import("./deploy.ts").then(({ addDeploy }) => addDeploy),
  loop: () => import("./loop.ts").then(({ addLoop }) => addLoop),
  workers: () => import("./workers.ts").then(({ addWorkers }) => addWorkers),
  camunda: () => import("./camunda.ts").then(({ addCamunda }) => addCamunda),
  scenarios: () => import("./scenarios.ts").then(({ addScenarios }) => addScenarios),
  profile: () => import("./profile.ts").then(({ addProfile }) => addProfile),
  provision: () => import("./provision.ts").then(({ addProvision }) => addProvision),
  doctor: () => import("./doctor.ts").then(({ addDoctor }) => addDoctor),
  backup: () => import("./backup.ts").then(({ addBackup }) => addBackup),
  restore: () => import("./restore.ts").then(({ addRestore }) => addRestore),
};

/** The command that is called; all of them where help is wanted. */
async function commandsFor([name = ""]: readonly string[]): Promise<readonly Add[]> {
  const wanted = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return wanted === undefined ? Promise.all(Object.values(COMMANDS).map((load) => load())) : [await wanted()];
}

/** Runs one call of the command line. Errors become a sentence and the exit code 1, wrong calls the exit code 2. */
export async function runCli(context: CliContext, args: readonly string[]): Promise<void> {
  const program = new Command("kim")
    .description("KIM-Regelkreis: the loop of municipal integration management as BPMN processes")
    .version(context.version)
    .configureOutput({
      writeOut: (text) => {
        context.print(text.trimEnd());
      },
      writeErr: (text) => {
        context.tell(text.trimEnd());
      },
    })
    .exitOverride();
  for (const add of await commandsFor(args)) add(program, context);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    report(context, error);
  }
}

function report(context: CliContext, error: unknown): void {
  if (error instanceof CommanderError) {
    context.setExitCode(error.exitCode === 0 ? 0 : 2);
    return;
  }
  context.setExitCode(1);
  if (error instanceof AppError) context.tell(error.message);
  else context.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
