import { createServer } from "node:net";
import { PortBusy, PortOptionInvalid } from "./errors.ts";

/** The ports of the stack, all on loopback; Camunda's own where Camunda has one. */
const PORTS = {
  /** Zeebe's REST API v2. */
  rest: 8080,
  /** Zeebe's gRPC gateway. */
  grpc: 26_500,
  /** The broker's management: readiness, clock. */
  management: 9600,
  /** Between broker and gateway. */
  command: 26_501,
  /** Between brokers. */
  internal: 26_502,
  /** Tasklist and Operate. */
  web: 8088,
  "web-management": 9601,
  /** OpenSearch; its runner takes none above {@link HIGHEST_SEARCH_PORT}. */
  search: 9100,
  /** Between nodes of OpenSearch. */
  "search-transport": 9300,
  /** The filter in front of OpenSearch. */
  filter: 9350,
} as const;

const HIGHEST_SEARCH_PORT = 9299;
const HIGHEST_PORT = 65_535;

/** Name of a port of the stack. */
type PortName = keyof typeof PORTS;

/** A port for each name. */
export type StackPorts = Readonly<Record<PortName, number>>;

/** The names of all ports. */
export const ALL_PORTS: readonly PortName[] = Object.keys(PORTS).filter(isPortName);

/** The ports that the broker alone needs. */
export const BROKER_PORTS: readonly PortName[] = ["rest", "grpc", "management", "command", "internal"];

/** The usual ports moved by an offset, and single ones set ("rest=8090"); throws {@link PortOptionInvalid}. */
export function stackPorts(options: { readonly offset?: number; readonly single?: readonly string[] }): StackPorts {
  const ports = movedBy(options.offset ?? 0);
  for (const text of options.single ?? []) {
    const [name = "", number = ""] = text.split("=");
    const port = Number(number);
    if (!isPortName(name) || !Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
      throw new PortOptionInvalid(
        `Expected --port NAME=NUMBER with a name among ${Object.keys(PORTS).join(", ")} and a number from 1 to 65535, but got "${text}".`,
      );
    }
    ports[name] = port;
  }
  assertUsable(ports);
  return ports;
}

function assertUsable(ports: StackPorts): void {
  const tooHigh = ALL_PORTS.find((name) => ports[name] > HIGHEST_PORT);
  if (tooHigh !== undefined) {
    throw new PortOptionInvalid(
      `Expected ports up to ${String(HIGHEST_PORT)}, but the port "${tooHigh}" would be ${String(ports[tooHigh])}. Choose a smaller --port-offset.`,
    );
  }
  const twice = ALL_PORTS.find((name, at) => ALL_PORTS.slice(0, at).some((other) => ports[other] === ports[name]));
  if (twice !== undefined) {
    const others = ALL_PORTS.filter((name) => ports[name] === ports[twice]).join(" and ");
    throw new PortOptionInvalid(
      `Expected a port of its own for each part, but ${others} would both be ${String(ports[twice])}. Set one of them by itself: --port ${twice}=${String(ports[twice] + 100)}.`,
    );
  }
  if (ports.search > HIGHEST_SEARCH_PORT) {
    throw new PortOptionInvalid(
      `Expected the port of OpenSearch to be at most ${String(HIGHEST_SEARCH_PORT)}, but it is ${String(ports.search)}. Set it by itself: --port search=9150.`,
    );
  }
}

function movedBy(offset: number): Record<PortName, number> {
  return {
    rest: PORTS.rest + offset,
    grpc: PORTS.grpc + offset,
    management: PORTS.management + offset,
    command: PORTS.command + offset,
    internal: PORTS.internal + offset,
    web: PORTS.web + offset,
    "web-management": PORTS["web-management"] + offset,
    search: PORTS.search + offset,
    "search-transport": PORTS["search-transport"] + offset,
    filter: PORTS.filter + offset,
  };
}

function isPortName(name: string): name is PortName {
  return Object.hasOwn(PORTS, name);
}

/** Throws {@link PortBusy} with all ports that another program listens on. */
export async function assertFree(ports: StackPorts, names: readonly PortName[]): Promise<void> {
  const free = await Promise.all(names.map((name) => isFree(ports[name])));
  const busy = names.filter((_, at) => free[at] === false).map((name) => ({ name, port: ports[name] }));
  if (busy.length > 0) throw new PortBusy(busy);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
