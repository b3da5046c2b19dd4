import { mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fetchArtifacts } from "../../../src/camunda/stack/artifacts.ts";
import { startComponent, type Component } from "../../../src/camunda/stack/component.ts";
import { brokerCommand, type ClusterPlace } from "../../../src/camunda/stack/components.ts";
import { chooseJava, findJavas } from "../../../src/camunda/stack/java.ts";
import { stackPorts, type StackPorts } from "../../../src/camunda/stack/ports.ts";
import { CAMUNDA_JAVA } from "../../../src/camunda/stack/release.ts";
import { buildExporter, exporterVariables } from "./exporter.ts";
import { recordsIn, type Records } from "./records.ts";

/** Ports of the first broker are Camunda's own and this; each further one takes the next three. */
const FIRST_OFFSET = Number(process.env["KIM_BROKERS_OFFSET"] ?? 60);
const PORTS_OF_ONE = 3;
const PATIENCE_MS = 180_000;

/** A real broker in a process of its own, with its gateway; it can be killed and started again on its data. */
export interface Broker {
  readonly nodeId: number;
  readonly rest: string;
  readonly grpc: string;
  readonly grpcPort: number;
  readonly management: string;
  /** Resolves when the broker is ready. */
  start(): Promise<void>;
  /** Ends the process at once, as a crash does (SIGKILL). */
  kill(): Promise<void>;
  readonly isRunning: () => boolean;
}

/** Brokers that belong together. */
export interface Brokers {
  readonly all: readonly [Broker, ...Broker[]];
  /** What happened in the engine, whichever broker has led. */
  readonly records: Records;
  /** Folder for whatever a test needs beside; deleted with the brokers. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts so many brokers, every partition on each of them, and waits until they are ready. */
export async function startBrokers(size: number, environment: Readonly<Record<string, string>> = {}): Promise<Brokers> {
  const folder = mkdtempSync(join(tmpdir(), "kim-brokers-"));
  const java = chooseJava(await findJavas(process.env), CAMUNDA_JAVA);
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kim-regelkreis", "camunda");
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const { camunda: home } = await fetchArtifacts({
    cache,
    withOpenSearch: false,
    tell,
    signal: new AbortController().signal,
  });
  const jar = await buildExporter({ java, home, folder });
  const ports = Array.from({ length: size }, (_, nodeId) =>
    stackPorts({ offset: FIRST_OFFSET + nodeId * PORTS_OF_ONE }),
  );
  const contactPoints = ports.map(({ internal }) => `127.0.0.1:${String(internal)}`);
  const records = join(folder, "records");
  mkdirSync(records);
  const all = ports.map((own, nodeId) => {
    const ownRecords = join(records, String(nodeId));
    mkdirSync(ownRecords);
    const cluster: ClusterPlace | undefined = size === 1 ? undefined : { nodeId, size, contactPoints };
    const command = brokerCommand(
      { ports: own, data: folder, environment: { PATH: process.env["PATH"] ?? "" } },
      { java, home, exports: false, ...(cluster === undefined ? {} : { cluster }) },
    );
    const extra = { ...exporterVariables({ jar, folder: ownRecords }), ...environment };
    return broker({ nodeId, ports: own, command: { ...command, environment: { ...command.environment, ...extra } } });
  });
  const stop = async (): Promise<void> => {
    await Promise.all(all.map((each) => each.kill()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(all.map((each) => each.start()));
  } catch (cause) {
    await stop();
    throw cause;
  }
  const [first, ...others] = all;
  if (first === undefined) throw new Error("Expected to start a broker, but none was wanted");
  return { all: [first, ...others], records: recordsIn(records), folder, stop };
}

interface BrokerParts {
  readonly nodeId: number;
  readonly ports: StackPorts;
  readonly command: ReturnType<typeof brokerCommand>;
}

function broker({ nodeId, ports, command }: BrokerParts): Broker {
  let running: Component | undefined;
  const local = (port: number): string => `127.0.0.1:${String(port)}`;
  return {
    nodeId,
    rest: `http://${local(ports.rest)}`,
    grpc: `grpc://${local(ports.grpc)}`,
    grpcPort: ports.grpc,
    management: `http://${local(ports.management)}`,
    isRunning: () => running !== undefined,
    start: async () => {
      running = startComponent(command);
      await running.ready(PATIENCE_MS);
    },
    kill: async () => {
      running?.kill();
      await running?.stop();
      running = undefined;
    },
  };
}
