import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { actingServices } from "./acting.ts";
import { Asked } from "./asked.ts";
import { readBody } from "./body.ts";
import { badRequest, Problem, unauthorized, unavailable } from "./problem.ts";
import { ANONYMOUS, type Principal } from "../access/authenticator.ts";
import type { OperationId } from "./operations.ts";
import { StoreUnavailable } from "../store/errors.ts";
import type { Answer, Services } from "./route.ts";
import { Router } from "./router.ts";
import { ROUTES } from "./routes.ts";

/** Where the server tells what happens; pino's interface. */
export interface RestLogger {
  debug(fields: object, message: string): void;
  info?(fields: object, message: string): void;
  warn?(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A plain page beside the API, such as the metrics. */
export type Page = () => Promise<{ readonly content: string; readonly type: string; readonly status?: number }>;

/** What the server is made of. */
interface RestServerOptions {
  readonly services: Services;
  readonly logger: RestLogger;
  /** Pages beside the API by path; default none. */
  readonly pages?: Readonly<Record<string, Page>>;
  /** Called with each answer: for metrics. */
  readonly onAnswer?: (operation: string, status: number) => void;
}

const PREFIX = "/v2/";
const JSON_TYPE = "application/json";

/** The REST face as an HTTP server that is not yet listening. */
export function createRestServer(options: RestServerOptions): Server {
  const router = new Router(ROUTES);
  const acting = actingServices(options.services);
  const server = createServer((request, response) => {
    void respond({ server, options, router, acting, request, response });
  });
  // A worker's connection is idle between long polls; the server must not cut it just when the next request is on its way.
  server.keepAliveTimeout = 65_000;
  return server;
}

interface Exchange {
  readonly server: Server;
  readonly options: RestServerOptions;
  readonly router: Router;
  readonly acting: (principal: Principal) => Services;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function respond(exchange: Exchange): Promise<void> {
  const { options, request, response, server } = exchange;
  const url = request.url ?? "/";
  const end = url.indexOf("?");
  const path = end === -1 ? url : url.slice(0, end);
  try {
    const page = options.pages?.[path];
    if (page !== undefined && request.method === "GET") {
      const { status = 200, ...text } = await page();
      write(response, { status, text });
    } else write(response, await answer(exchange, path, end === -1 ? "" : url.slice(end)));
  } catch (error) {
    fail(exchange, path, error);
  }
  // A server that is being closed waits for its connections; this one has nothing more to do.
  if (!server.listening) request.socket.destroySoon();
}

async function answer(exchange: Exchange, path: string, search: string): Promise<Answer> {
  const { options, router, acting, request, response } = exchange;
  const match = path.startsWith(PREFIX)
    ? router.find(request.method ?? "GET", path.slice(PREFIX.length - 1))
    : undefined;
  if (match === undefined) throw new Problem(404, "Not Found", `No endpoint ${request.method ?? ""} ${path}.`);
  if (match === "path")
    throw new Problem(405, "Method Not Allowed", `Method '${request.method ?? ""}' is not supported.`);
  const principal = await principalOf(options.services, match.route.operation, request);
  const body = await readBody(request);
  const asked = new Asked({ path: match.path, search, body, principal, response });
  const result = await match.route.handle(acting(principal), asked);
  options.onAnswer?.(match.route.operation, result.status);
  return result;
}

/** What may be asked without credentials, as in Camunda. */
const PUBLIC: ReadonlySet<OperationId> = new Set(["getStatus", "getLicense"]);

async function principalOf(
  { authenticator }: Services,
  operation: OperationId,
  { headers }: IncomingMessage,
): Promise<Principal> {
  if (PUBLIC.has(operation)) return ANONYMOUS;
  const principal = await authenticator.authenticate(headers.authorization);
  if (principal === undefined) throw unauthorized(headers.authorization === undefined);
  return principal;
}

function write(response: ServerResponse, { status, body, text }: Answer): void {
  if (text === undefined && body === undefined) {
    response.writeHead(status).end();
    return;
  }
  const content = text === undefined ? JSON.stringify(body) : text.content;
  const type = text === undefined ? JSON_TYPE : text.type;
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(content) }).end(content);
}

function fail({ options, response, request }: Exchange, path: string, error: unknown): void {
  const problem = problemOf(error);
  if (problem.status === 500) {
    options.logger.error({ err: error, path, method: request.method }, "Expected to answer a request, but it failed");
  } else options.logger.debug({ path, method: request.method, status: problem.status }, problem.title);
  options.onAnswer?.("refused", problem.status);
  if (response.headersSent) return;
  const text = JSON.stringify(problem.body(path));
  // What was not read of the request would be taken for the next one.
  const connection = request.complete ? {} : { connection: "close" };
  const challenge = problem.status === 401 ? { "www-authenticate": 'Basic realm="engine", charset="UTF-8"' } : {};
  response
    .writeHead(problem.status, {
      "content-type": "application/problem+json",
      "content-length": Buffer.byteLength(text),
      ...connection,
      ...challenge,
    })
    .end(text);
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StoreUnavailable) return unavailable(error.message);
  if (error instanceof URIError) return badRequest("The path is not well-formed");
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem(
    500,
    "INTERNAL_SERVER_ERROR",
    `Unexpected error occurred during the request processing: ${reason}`,
  );
}
