import { Command, CommanderError } from "commander";
import { AppError } from "../platform/errors.ts";
import type { CliContext } from "./context.ts";
import { addCamunda } from "./camunda.ts";
import { addDeploy } from "./deploy.ts";
import { addDoctor } from "./doctor.ts";
import { addEngine } from "./engine.ts";
import { addLoop } from "./loop.ts";
import { addProfile } from "./profile.ts";
import { addScenarios } from "./scenarios.ts";
import { addStart } from "./start.ts";
import { addWorkers } from "./workers.ts";

const COMMANDS = [addStart, addEngine, addDeploy, addLoop, addWorkers, addCamunda, addScenarios, addProfile, addDoctor];

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
  for (const add of COMMANDS) add(program, context);
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
