import { connect } from "node:net";
import type { Command } from "commander";
import { capabilitiesOf } from "../camunda/capabilities.ts";
import { createCamundaClient } from "../camunda/client.ts";
import { systemClock } from "../platform/clock.ts";
import type { Config } from "../platform/config/load.ts";
import { loadProfile } from "../register/index.ts";
import type { CliContext } from "./context.ts";
import { openDataFolder } from "./start/data-folder.ts";
import { openConfiguredRegister, profileDirectory } from "./start/register.ts";
import { settingsOf } from "./settings.ts";

const CONNECT_MS = 3_000;

interface Check {
  readonly name: string;
  /** Resolves with what was found; rejects with what is wrong. */
  run(): Promise<string>;
}

interface Finding {
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
  else for (const { name, isFine, text } of findings) context.print(`${isFine ? "✓" : "✗"} ${name.padEnd(10)} ${text}`);
  if (findings.some(({ isFine }) => !isFine)) context.setExitCode(1);
}

async function carryOut(check: Check): Promise<Finding> {
  const { name } = check;
  try {
    return { name, isFine: true, text: await check.run() };
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
    ...(config.camundaAddress === undefined ? [{ name: "gRPC", run: () => checkGateway(config) }] : []),
    { name: "Mail", run: () => checkMail(config) },
  ];
}

async function checkRegister(config: Config): Promise<string> {
  const register = await openConfiguredRegister(config, openDataFolder(config.KIM_DATA_DIR), systemClock);
  await register.close();
  return config.DATABASE_URL === undefined ? "SQLite" : "PostgreSQL";
}

async function checkEngine(config: Config): Promise<string> {
  const address = config.camundaAddress ?? `http://${config.KIM_ENGINE_HOST}:${String(config.KIM_ENGINE_PORT)}`;
  try {
    const { gatewayVersion } = await createCamundaClient({ ...config, address }).getTopology();
    return `${gatewayVersion} at ${address}${limitsOf(gatewayVersion, config)}`;
  } catch (cause) {
    const wayOut =
      config.camundaAddress === undefined
        ? "Start it with npm start."
        : "Look at CAMUNDA_REST_ADDRESS and CAMUNDA_AUTH_STRATEGY.";
    throw new Error(`Expected an engine at ${address}, but it does not answer. ${wayOut}`, { cause });
  }
}

function limitsOf(gatewayVersion: string, config: Config): string {
  const capabilities = capabilitiesOf(gatewayVersion, { isEmbedded: config.camundaAddress === undefined });
  if (capabilities === undefined) throw new Error(`Expected Camunda 8.6 or later, but it says ${gatewayVersion}`);
  return capabilities.hasSearch ? "" : "; no search before 8.8: the workers run, people use Tasklist and Operate";
}

async function checkGateway({ KIM_ENGINE_HOST: host, KIM_ENGINE_GRPC_PORT: port }: Config): Promise<string> {
  const address = `${host}:${String(port)}`;
  try {
    await reach({ host, port });
    return `answers at ${address}`;
  } catch (cause) {
    throw new Error(
      `Expected the engine's gRPC gateway at ${address}, but it does not answer. Start it with npm start.`,
      { cause },
    );
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
