import type { Command } from "commander";
import { createKeyedCamundaClient } from "../camunda/client.ts";
import { problemOf } from "../camunda/problem.ts";
import { createFormValidator } from "../portal/forms/validator.ts";
import type { Register } from "../register/index.ts";
import { addressOption } from "./address-option.ts";
import type { CliContext } from "./context.ts";
import { chooseStage } from "./loop/choose-stage.ts";
import type { LoopEvent } from "./loop/events.ts";
import { readLoopInput, type LoopInput } from "./loop/input.ts";
import { playLoop, type LoopResult } from "./loop/play.ts";
import { eventLine, resultLines } from "./loop/print.ts";
import { settingsOf, type Settings } from "./settings.ts";
import { startApplication } from "./start/application.ts";
import { openDataFolder } from "./start/data-folder.ts";
import { openConfiguredRegister } from "./start/register.ts";

interface LoopFlags {
  readonly input: string;
  readonly json?: boolean;
  readonly to?: string;
  readonly tasklist: string;
  readonly management: string;
  readonly search: string;
}

/** `kim loop`: plays a loop from a file of reports and decisions, through the public API, on the running application or on one of its own. */
export function addLoop(program: Command, context: CliContext): void {
  program
    .command("loop")
    .description(
      "play a loop from a file of reports and decisions, and print each step and the timeline (moves the clock: demo only)",
    )
    .requiredOption("--input <file>", "YAML file, such as examples/loop-wohnen.yaml")
    .option("--json", "print events and result as one JSON object")
    .option("--to <address>", "the engine (default: CAMUNDA_REST_ADDRESS, else the embedded engine)")
    .option(
      "--tasklist <address>",
      "Tasklist and Operate of a Camunda before 8.8",
      addressOption,
      "http://127.0.0.1:8088",
    )
    .option(
      "--management <address>",
      "management of such a broker, for its clock",
      addressOption,
      "http://127.0.0.1:9600",
    )
    .option(
      "--search <address>",
      "OpenSearch of such a Camunda, for how far Tasklist has come",
      addressOption,
      "http://127.0.0.1:9100",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  npm run loop -- --input examples/loop-wohnen.yaml\n  npm run loop -- --input examples/loop-verneint.yaml --json",
    )
    .action((flags: LoopFlags) => loop(context, flags));
}

async function loop(context: CliContext, flags: LoopFlags): Promise<void> {
  const { input: file, json, to } = flags;
  const input = readLoopInput(file);
  const settings = settingsOf(context, {
    LOG_LEVEL: context.environment["LOG_LEVEL"] ?? "warn",
    ...(to === undefined ? {} : { CAMUNDA_REST_ADDRESS: to }),
  });
  const events: LoopEvent[] = [];
  const tell = (event: LoopEvent): void => {
    if (json === true) events.push(event);
    else context.print(eventLine(event));
  };
  if (json !== true) context.print(input.titel);
  const result = await withApplication(context, settings, (running) =>
    play({ ...running, ...flags, settings, input, tell }),
  );
  if (json === true) context.print(JSON.stringify({ titel: input.titel, ereignisse: events, ...result }, null, 2));
  else for (const line of resultLines(result)) context.print(line);
}

/** On the application that is running, or on one that runs for this loop only. */
async function withApplication(
  context: CliContext,
  { config, logger }: Settings,
  work: (running: Running) => Promise<LoopResult>,
): Promise<LoopResult> {
  const address = config.camundaAddress ?? `http://${config.KIM_ENGINE_HOST}:${String(config.KIM_ENGINE_PORT)}`;
  // One that was named is not replaced by one of our own.
  if (config.camundaAddress !== undefined || (await isAnswering(address)))
    return work({ address, register: undefined });
  context.tell(`No application answers at ${address}; starting one for this loop.`);
  const application = await startApplication({
    config: { ...config, PORT: 0 },
    logger,
    home: context.home,
    version: context.version,
  });
  try {
    return await work({ address: application.engineAddress, register: application.register });
  } finally {
    await application.close();
  }
}

async function isAnswering(address: string): Promise<boolean> {
  try {
    await createKeyedCamundaClient({ address }).getTopology();
    return true;
  } catch (error) {
    return problemOf(error).status !== undefined;
  }
}

/** The application that a loop is played on. */
interface Running {
  readonly address: string;
  /** Its register, when it runs in this very process. */
  readonly register: Register | undefined;
}

interface Playing extends Running, Pick<LoopFlags, "tasklist" | "management" | "search"> {
  readonly settings: Settings;
  readonly input: LoopInput;
  readonly tell: (event: LoopEvent) => void;
}

async function play(playing: Playing): Promise<LoopResult> {
  const { settings, register: open, input, tell } = playing;
  const { config } = settings;
  const { clock, stageFor } = await chooseStage(playing);
  await clock.look();
  const register = open ?? (await openConfiguredRegister(config, openDataFolder(config.KIM_DATA_DIR), clock));
  const validator = createFormValidator();
  try {
    return await playLoop({ stage: stageFor(register), register, validator }, input, tell);
  } finally {
    await validator.close();
    if (open === undefined) await register.close();
  }
}
