import { connect } from "node:net";
import type { Command } from "commander";
import { lacksOf } from "../camunda/capabilities.ts";
import { createCamundaClient } from "../camunda/client.ts";
import { lookAtEngine } from "../camunda/engine-check.ts";
import { WorkersNeedGrpc } from "../camunda/errors.ts";
import { createGrpcClient } from "../camunda/grpc-client.ts";
import { grpcTransport } from "../camunda/grpc-transport.ts";
import { systemClock } from "../platform/clock.ts";
import type { Config } from "../platform/config/load.ts";
import { loadProfile } from "../register/index.ts";
import type { CliContext } from "./context.ts";
import { openDataFolder } from "./start/data-folder.ts";
import { openConfiguredRegister, profileDirectory } from "./start/register.ts";
import { grpcAddresses } from "./start/transport.ts";
import { settingsOf } from "./settings.ts";

const CONNECT_MS = 3_000;

interface Check {
  readonly name: string;
  /** Resolves with what was found; rejects with what is wrong. */
  run(): Promise<string | Found>;
}

interface Found {
  readonly text: string;
  /** What is missing without being wrong, a sentence each. */
  readonly lacks: readonly string[];
}

interface Finding extends Partial<Found> {
  readonly name: string;
  readonly isFine: boolean;
  readonly text: string;
}

/** `kim doctor`: looks at everything the application needs and says what is wrong. */
export function addDoctor(program: Command, context: CliContext): void {
  program
    .command("doctor")
    .description("look at Node, data folder, profile, register, engine and mail server, and say what is wrong")
    .option("--json", "print the findings as JSON")
    .action((flags: { json?: boolean }) => examine(context, flags));
}

async function examine(context: CliContext, flags: { json?: boolean }): Promise<void> {
  const { config } = settingsOf(context);
  const findings: Finding[] = [];
  for (const check of checksOf(context, config)) findings.push(await carryOut(check));
  if (flags.json === true) context.print(JSON.stringify(findings));
  else for (const finding of findings) for (const line of linesOf(finding)) context.print(line);
  if (findings.some(({ isFine }) => !isFine)) context.setExitCode(1);
}

function linesOf({ name, isFine, text, lacks = [] }: Finding): string[] {
  return [`${isFine ? "✓" : "✗"} ${name.padEnd(10)} ${text}`, ...lacks.map((lack) => `${" ".repeat(13)}– ${lack}`)];
}

async function carryOut(check: Check): Promise<Finding> {
  const { name } = check;
  try {
    const found = await check.run();
    return { name, isFine: true, ...(typeof found === "string" ? { text: found } : found) };
  } catch (error) {
    return { name, isFine: false, text: error instanceof Error ? error.message : String(error) };
  }
}

function checksOf(context: CliContext, config: Config): Check[] {
  return [
    { name: "Node", run: () => Promise.resolve(process.version) },
    { name: "Data", run: () => Promise.resolve(openDataFolder(config.KIM_DATA_DIR).path) },
    { name: "Profile", run: async () => (await loadProfile(profileDirectory(context.home, config.KIM_PROFILE))).name },
    { name: "Register", run: () => checkRegister(config) },
    { name: "Engine", run: () => checkEngine(config) },
    ...(needsGateway(config) ? [{ name: "gRPC", run: () => checkGateway(config) }] : []),
    { name: "Mail", run: () => checkMail(config) },
  ];
}

async function checkRegister(config: Config): Promise<string> {
  const register = await openConfiguredRegister(config, openDataFolder(config.KIM_DATA_DIR), systemClock);
  await register.close();
  return config.DATABASE_URL === undefined ? "SQLite" : "PostgreSQL";
}

async function checkEngine(config: Config): Promise<Found> {
  const isEmbedded = config.camundaAddress === undefined;
  const address = config.camundaAddress ?? `http://${config.KIM_ENGINE_HOST}:${String(config.KIM_ENGINE_PORT)}`;
  const camunda = createCamundaClient({ ...config, address });
  const { version, capabilities } = await lookAtEngine(
    { address, topology: () => camunda.getTopology() },
    { isEmbedded },
  );
  if (config.KIM_WORKER_PROTOCOL === "rest" && !capabilities.hasRestJobs) throw new WorkersNeedGrpc(address, version);
  return { text: `${version} at ${address}`, lacks: lacksOf(capabilities, { isEmbedded }) };
}

/** The embedded engine always has one; of a Camunda only workers over gRPC want it. */
function needsGateway({ camundaAddress, KIM_WORKER_PROTOCOL }: Config): boolean {
  return camundaAddress === undefined || KIM_WORKER_PROTOCOL === "grpc";
}

async function checkGateway(config: Config): Promise<string> {
  const addresses =
    config.camundaAddress === undefined
      ? [`grpc://${config.KIM_ENGINE_HOST}:${String(config.KIM_ENGINE_GRPC_PORT)}`]
      : grpcAddresses(config, config.camundaAddress);
  return (await Promise.all(addresses.map((address) => checkOneGateway(config, address)))).join(", ");
}

async function checkOneGateway(config: Config, address: string): Promise<string> {
  const transport = grpcTransport([() => createGrpcClient({ ...config, address })]);
  try {
    const { version } = await lookAtEngine({ address, topology: () => transport.topology() });
    return `${version} at ${address}`;
  } finally {
    await transport.close();
  }
}

async function checkMail({ KIM_SMTP_URL }: Config): Promise<string> {
  if (KIM_SMTP_URL === undefined) return "no mail server set: mails are kept in the data folder";
  const { hostname, port, protocol } = new URL(KIM_SMTP_URL);
  try {
    await reach({ host: hostname, port: Number(port === "" ? (protocol === "smtps:" ? 465 : 587) : port) });
    return `${hostname} answers`;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Expected the mail server ${hostname} to answer, but: ${reason}. Mails wait in the outbox until it does.`,
      { cause },
    );
  }
}

/** Resolves when something accepts a connection there. */
function reach(target: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...target, timeout: CONNECT_MS }, () => {
      socket.destroy();
      resolve();
    });
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.once("timeout", () => {
      fail(new Error("no answer in time"));
    });
    socket.once("error", fail);
  });
}
