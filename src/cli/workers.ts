import type { Command } from "commander";
import { Registry } from "prom-client";
import { lookAtEngine } from "../camunda/engine-check.ts";
import { EngineBusy, EngineUnreachable, WorkersNeedGrpc } from "../camunda/errors.ts";
import type { JobTransport } from "../camunda/job-transport.ts";
import { brokerClock, followClock } from "../camunda/webapps/broker-clock.ts";
import { systemClock } from "../platform/clock.ts";
import { addressOption } from "./address-option.ts";
import type { CliContext } from "./context.ts";
import { settingsOf } from "./settings.ts";
import { openDataFolder } from "./start/data-folder.ts";
import { openConfiguredRegister, seedConfiguredRegister } from "./start/register.ts";
import { configuredTransport, grpcAddresses } from "./start/transport.ts";
import { startWork } from "./start/work.ts";

/** `kim workers`: the worker host alone, beside an engine that runs elsewhere. */
export function addWorkers(program: Command, context: CliContext): void {
  program
    .command("workers")
    .description("run the job workers alone, against an engine that runs elsewhere")
    .option(
      "--to <address>",
      "the engine: http://host:port speaks REST, grpc://host:port gRPC, several with commas between (default: CAMUNDA_REST_ADDRESS and KIM_WORKER_PROTOCOL)",
    )
    .option("--without <types>", "job types that somebody else serves, with commas between")
    .option("--clock <address>", "for tests: follow the clock of a broker, by its management address", addressOption)
    .action((flags: WorkersFlags) => runWorkers(context, flags));
}

interface WorkersFlags {
  readonly to?: string;
  readonly without?: string;
  readonly clock?: string;
}

async function runWorkers(context: CliContext, flags: WorkersFlags): Promise<void> {
  const { config, logger } = settingsOf(context, settingsFor(flags));
  const address = config.camundaAddress ?? `http://${config.KIM_ENGINE_HOST}:${String(config.KIM_ENGINE_PORT)}`;
  const folder = openDataFolder(config.KIM_DATA_DIR);
  const closings: (() => Promise<void>)[] = [];
  context.onStop(async () => {
    for (let next = closings.pop(); next !== undefined; next = closings.pop()) await next();
  });
  const clock = flags.clock === undefined ? systemClock : await followClock(brokerClock(flags.clock));
  const register = await openConfiguredRegister(config, folder, clock);
  closings.push(() => register.close());
  await seedConfiguredRegister(register, config, context.home);
  const transport = configuredTransport(config, address);
  closings.push(() => transport.close());
  const shown = transport.protocol === "grpc" ? grpcAddresses(config, address).join(",") : `${address}/v2`;
  await refuseWrongEngine(context, transport, shown);
  startWork({ config, logger, folder, register, transport, registry: new Registry() }, closings);
  context.print(`Workers  ${shown}  (${config.KIM_PROFILE})`);
  context.print("  Beenden mit Strg+C / stop with Ctrl+C");
}

/** One that is away is waited for, as later on; one that will never do ends the start. */
async function refuseWrongEngine(context: CliContext, transport: JobTransport, address: string): Promise<void> {
  try {
    const { version, capabilities } = await lookAtEngine({ address, topology: () => transport.topology() });
    if (transport.protocol === "rest" && !capabilities.hasRestJobs) throw new WorkersNeedGrpc(address, version);
  } catch (error) {
    if (!(error instanceof EngineUnreachable || error instanceof EngineBusy)) throw error;
    context.tell(`${error.message}. The workers wait for it.`);
  }
}

/** An address says the protocol. */
function settingsFor({ to, without }: WorkersFlags): Record<string, string> {
  const settings = without === undefined ? {} : { KIM_WORKER_WITHOUT: without };
  if (to === undefined) return settings;
  if (/^grpcs?:/.test(to)) return { ...settings, ZEEBE_GRPC_ADDRESS: to, KIM_WORKER_PROTOCOL: "grpc" };
  return { ...settings, CAMUNDA_REST_ADDRESS: to, KIM_WORKER_PROTOCOL: "rest" };
}
