import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { CAMUNDA } from "../camunda/stack/release.ts";
import { stackPorts, type StackPorts } from "../camunda/stack/ports.ts";
import { startStack, type RunningStack, type StackOptions } from "../camunda/stack/stack.ts";
import type { CliContext } from "./context.ts";
import { settingsOf } from "./settings.ts";

interface CamundaFlags {
  readonly brokerOnly?: boolean;
  readonly fresh?: boolean;
  readonly keep?: boolean;
  readonly port?: readonly string[];
  readonly portOffset?: number;
  readonly data?: string;
  readonly cache?: string;
  readonly patience: number;
}

const PATIENCE_SECONDS = 180;

/** `kim camunda`: a real Camunda on one's own machine, without Docker. */
export function addCamunda(program: Command, context: CliContext): void {
  program
    .command("camunda")
    .description(
      `start a real Camunda ${CAMUNDA.version} (Zeebe, Operate, Tasklist) on this machine, for development and test`,
    )
    .option("--broker-only", "Zeebe alone, without OpenSearch, Operate and Tasklist")
    .option("--fresh", "begin with empty data where an earlier start kept some")
    .option("--keep", "keep the data for the next start; otherwise it is deleted at the end")
    .option("--port <name=number...>", "another port for one thing, such as rest=8090")
    .option("--port-offset <number>", "move all ports by a number", wholeNumber)
    .option("--data <folder>", "folder for data and logs (default: camunda in KIM_DATA_DIR)")
    .option("--cache <folder>", "folder for fetched software (default: the user's cache folder)")
    .option("--patience <seconds>", "how long each part may take to start", wholeNumber, PATIENCE_SECONDS)
    .action((flags: CamundaFlags) => runCamunda(context, flags));
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError("Expected a whole number.");
}

async function runCamunda(context: CliContext, flags: CamundaFlags): Promise<void> {
  const stopping = new AbortController();
  const options = optionsOf(context, flags, stopping.signal);
  const { promise: isOver, resolve: end } = Promise.withResolvers<undefined>();
  context.onStop(async () => {
    stopping.abort(new Error("Stopped while starting"));
    await isOver;
  });
  try {
    const stack = await startStack(options);
    await announce(context, options, stack);
    await untilOver(context, stack, stopping.signal);
  } catch (cause) {
    if (!stopping.signal.aborted) throw cause;
    context.tell("Stopped while it started; nothing is left running.");
  } finally {
    end(undefined);
  }
}

/** Returns when it was told to stop, or after a component has died; nothing runs any more then. */
async function untilOver(context: CliContext, stack: RunningStack, signal: AbortSignal): Promise<void> {
  const told = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve(undefined);
        },
        { once: true },
      );
  });
  const reason = await Promise.race([stack.died, told]);
  context.tell("Stopping …");
  await stack.stop();
  if (reason !== undefined) throw reason;
}

function optionsOf(context: CliContext, flags: CamundaFlags, signal: AbortSignal): StackOptions {
  const { config } = settingsOf(context);
  const cache = context.environment["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return {
    ports: stackPorts({ offset: flags.portOffset ?? 0, single: flags.port ?? [] }),
    cache: resolve(flags.cache ?? join(cache, "kim-regelkreis", "camunda")),
    data: resolve(flags.data ?? join(config.KIM_DATA_DIR, "camunda")),
    brokerOnly: flags.brokerOnly === true,
    fresh: flags.fresh === true,
    keep: flags.keep === true,
    patienceMs: flags.patience * 1000,
    environment: context.environment,
    tell: (line) => {
      context.tell(line);
    },
    signal,
  };
}

/** With all addresses, so that it can be copied whatever the ports are. */
function loopCall(url: (port: number) => string, { rest, web, management, search }: StackPorts): string {
  return [
    "npm run loop -- --input examples/loop-wohnen.yaml",
    `--to ${url(rest)} --tasklist ${url(web)} --management ${url(management)} --search ${url(search)}`,
  ].join(" ");
}

async function announce(context: CliContext, options: StackOptions, stack: RunningStack): Promise<void> {
  const memoryMb = await stack.memoryMb();
  const { ports, brokerOnly, data } = options;
  const url = (port: number, path = ""): string => `http://127.0.0.1:${String(port)}${path}`;
  context.print(
    `Camunda ${CAMUNDA.version} · ready in ${(stack.startMs / 1000).toFixed(1)} s · ${String(memoryMb)} MB`,
  );
  if (!brokerOnly) {
    context.print(`  Tasklist    ${url(ports.web, "/tasklist")}  (demo / demo)`);
    context.print(`  Operate     ${url(ports.web, "/operate")}  (demo / demo)`);
  }
  context.print(`  REST        ${url(ports.rest, "/v2")}`);
  context.print(`  gRPC        127.0.0.1:${String(ports.grpc)}`);
  context.print(`  Management  ${url(ports.management, "/actuator")}`);
  if (!brokerOnly) context.print(`  OpenSearch  ${url(ports.search)}`);
  context.print(`  Logs        ${data}`);
  context.print(`  Deploy      npm run deploy -- --to ${url(ports.rest)}`);
  const clock = brokerOnly ? "" : ` --clock ${url(ports.management)}`;
  context.print(`  Workers     npm run workers -- --to grpc://127.0.0.1:${String(ports.grpc)}${clock}`);
  if (!brokerOnly) context.print(`  Loop        ${loopCall(url, ports)}`);
  context.print("  Beenden mit Strg+C / stop with Ctrl+C");
}
