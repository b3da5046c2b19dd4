import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { faultOf, operation } from "./api-schemas.ts";
import { OPERATIONS, type ServedOperation } from "./identity-operations.ts";
import { newIdentity, Refusal, type IdentityState } from "./identity-store.ts";

/** A server that keeps Camunda's identity in memory and checks what it is asked and what it answers against the published API. */
export interface IdentityServer {
  readonly url: string;
  readonly state: IdentityState;
  /** What requests or answers were not as the API describes them. */
  readonly faults: string[];
  /** Ids of the operations that changed something, in order. */
  readonly written: string[];
  /** From now on searches see what is there now: as an exporter that lags behind. */
  freeze(): void;
  thaw(): void;
}

/** How the server differs from a new 8.9. */
interface ServerOptions {
  readonly gatewayVersion?: string;
  /** Answers this status to operations of that id. */
  readonly refusals?: Readonly<Record<string, number>>;
}

/** Starts it on a free port; the user is kim, the password geheim. It is closed after the test. */
export async function startIdentity(options: ServerOptions = {}): Promise<IdentityServer> {
  const state = newIdentity();
  const faults: string[] = [];
  const written: string[] = [];
  let seen: IdentityState | undefined;
  const server = createServer((request, response) => {
    const answering = answer(request, options, {
      run: (found, path, body) => {
        const isSearch = found.id.startsWith("search");
        faults.push(...faultsOfRequest(found, path, body));
        const result = found.answer(isSearch && seen !== undefined ? seen : state, { path, body });
        const fault = found.status === 204 ? undefined : faultOf(operation(found.id).response, result);
        if (fault !== undefined) faults.push(`${found.id} answers: ${fault}`);
        if (!isSearch) written.push(found.id);
        return result;
      },
    });
    void answering.then(({ status, body }) => {
      reply(response, status, body);
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Expected a port, but got none");
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    state,
    faults,
    written,
    freeze: () => {
      seen = structuredClone(state);
    },
    thaw: () => {
      seen = undefined;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Runner {
  run(found: ServedOperation, path: Record<string, string>, body: unknown): unknown;
}

const TOPOLOGY = { brokers: [], clusterSize: 1, partitionsCount: 1, replicationFactor: 1, lastCompletedChangeId: "0" };

async function answer(request: IncomingMessage, options: ServerOptions, runner: Runner): Promise<Answer> {
  const basic = `Basic ${Buffer.from("kim:geheim").toString("base64")}`;
  if (request.headers.authorization !== basic) return problem(401, "Unauthorized");
  const path = (request.url ?? "").replace(/^\/v2/, "");
  const { gatewayVersion = "8.9.26", refusals = {} } = options;
  if (path === "/topology") return { status: 200, body: { ...TOPOLOGY, clusterId: "test", gatewayVersion } };
  const found = OPERATIONS.find((one) => one.method === request.method && parametersOf(one, path) !== undefined);
  if (found === undefined) return problem(404, `No operation at ${request.method ?? ""} ${path}`);
  const refused = refusals[found.id];
  if (refused !== undefined) return problem(refused, `${found.id} is refused`);
  try {
    const body: unknown = Number(request.headers["content-length"] ?? 0) === 0 ? undefined : await json(request);
    return { status: found.status, body: runner.run(found, parametersOf(found, path) ?? {}, body) };
  } catch (error) {
    if (error instanceof Refusal) return problem(error.status, error.message);
    return problem(500, String(error));
  }
}

function problem(status: number, detail: string): Answer {
  return { status, body: { type: "about:blank", title: "refused", status, detail, instance: "/" } };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "content-type": type });
  response.end(body === undefined || status === 204 ? undefined : JSON.stringify(body));
}

function parametersOf({ path }: ServedOperation, requested: string): Record<string, string> | undefined {
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  const match = pattern.exec(requested);
  if (match === null) return undefined;
  return Object.fromEntries(Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]));
}

function faultsOfRequest(
  { id, path: pattern }: ServedOperation,
  path: Record<string, string>,
  body: unknown,
): string[] {
  const asked = { ...(body === undefined ? {} : { body }), ...(pattern.includes("{") ? { path } : {}) };
  const fault = faultOf(operation(id).request, asked);
  return fault === undefined ? [] : [`${id} is asked: ${fault}`];
}
