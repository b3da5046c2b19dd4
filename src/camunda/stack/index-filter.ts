import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";

/**
 * A filter in front of OpenSearch. Tasklist 8.6 insists on the plug-in for index state management, which the OpenSearch of
 * Maven Central does not have: its paths are answered here, and its settings are taken out of index templates. All else
 * passes through unchanged.
 */
export interface IndexFilter {
  stop(): Promise<void>;
}

const PLUGIN_PATH = "/_plugins/_ism";
const PLUGIN_SETTING = "plugins.index_state_management";
const NOTHING_DONE = { updated_indices: 0, failures: false, failed_indices: [] };

/** Listens on loopback and passes on to OpenSearch. */
export async function startIndexFilter(ports: {
  readonly listen: number;
  readonly target: number;
}): Promise<IndexFilter> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, ports.target);
  });
  await listening(server, ports.listen);
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, target: number): Promise<void> {
  const body = await buffer(incoming);
  const path = incoming.url ?? "/";
  if (path.startsWith(PLUGIN_PATH)) {
    outgoing.writeHead(incoming.method === "GET" ? 404 : 200, { "content-type": "application/json" });
    outgoing.end(JSON.stringify(incoming.method === "GET" ? {} : NOTHING_DONE));
    return;
  }
  passOn(incoming, outgoing, { target, body: path.includes("_template") ? withoutPlugin(body) : body });
}

function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, body }: { target: number; body: Buffer },
): void {
  // The body is whole now, whatever it came in.
  const headers = { ...incoming.headers, "transfer-encoding": undefined, "content-length": String(body.length) };
  const onward = request(
    {
      host: "127.0.0.1",
      port: target,
      path: incoming.url,
      method: incoming.method,
      headers: definedOf(headers),
    },
    (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    },
  );
  onward.once("error", ({ message }) => {
    if (outgoing.headersSent) outgoing.destroy();
    else
      outgoing.writeHead(502, { "content-type": "text/plain" }).end(`Expected OpenSearch to answer, but: ${message}`);
  });
  onward.end(body);
}

function definedOf(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

const object = z.record(z.string(), z.unknown());

/** An index template without the plug-in's settings, wherever they stand; another body as it is. */
function withoutPlugin(body: Buffer): Buffer {
  if (!body.includes(PLUGIN_SETTING)) return body;
  const template: unknown = JSON.parse(body.toString("utf8"));
  return Buffer.from(JSON.stringify(pruned(template)));
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  const parsed = object.safeParse(value);
  if (!parsed.success) return value;
  const kept = Object.entries(parsed.data).filter(([name]) => !name.startsWith(PLUGIN_SETTING));
  return Object.fromEntries(kept.map(([name, each]) => [name, pruned(each)]));
}
