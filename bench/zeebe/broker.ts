import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Java } from "../../src/camunda/stack/java.ts";
import { brokerFolder } from "./artifacts.ts";

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 20_000;
const LOOPBACK = "127.0.0.1";

/** A broker of its own that runs. */
export interface Broker {
  readonly grpcPort: number;
  stop(): Promise<void>;
}

/** Starts a real Zeebe 8.6.0 broker, alone and without exporters, on free ports and an empty folder. */
export async function startBroker(java: Java, folder: string, signal: AbortSignal): Promise<Broker> {
  const home = await brokerFolder(signal);
  const [grpc = 0, command = 0, internal = 0, rest = 0, management = 0] = await freePorts(5);
  const child = spawn(join(home, "bin", "broker"), [], {
    stdio: "ignore",
    detached: true,
    env: {
      ...process.env,
      JAVA_HOME: java.home,
      JDK_JAVA_OPTIONS: "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow",
      JAVA_OPTS: "-Xms512m -Xmx2g",
      ZEEBE_BROKER_NETWORK_HOST: LOOPBACK,
      ZEEBE_BROKER_GATEWAY_NETWORK_PORT: String(grpc),
      ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT: String(command),
      ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT: String(internal),
      ZEEBE_BROKER_DATA_DIRECTORY: folder,
      SERVER_PORT: String(rest),
      MANAGEMENT_SERVER_PORT: String(management),
    },
  });
  try {
    await ready(child, management, signal);
  } catch (cause) {
    await stop(child);
    throw cause;
  }
  return { grpcPort: grpc, stop: () => stop(child) };
}

async function ready(child: ChildProcess, port: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + READY_WITHIN_MS;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`Expected Zeebe to start, but it ended with code ${child.exitCode}`);
    const answer = await fetch(`http://${LOOPBACK}:${port}/actuator/health/readiness`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(250, undefined, { signal });
  }
  throw new Error(`Expected Zeebe to be ready within ${READY_WITHIN_MS} ms, but it is not`);
}

/** Ends the broker and whatever its script has started: they are a group of their own. */
async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  process.kill(-pid, "SIGTERM");
  const late = setTimeout(() => process.kill(-pid, "SIGKILL"), STOP_WITHIN_MS);
  await exit;
  clearTimeout(late);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, LOOPBACK);
      await once(server, "listening");
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
