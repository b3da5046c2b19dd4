import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { createAuthenticator } from "./access/authenticator.ts";
import { NO_USERS } from "./access/no-users.ts";
import type { EngineUsers } from "./access/users.ts";
import { openEngine, type Engine, type EngineOptions } from "./engine.ts";
import { openHistory } from "./history/history.ts";
import { serveGateway, type ServedGateway } from "./grpc/serve-gateway.ts";
import { JobQueues } from "./jobs/job-queues.ts";
import { listen } from "./listen.ts";
import { createEngineMetrics, type EngineMetrics } from "./metrics.ts";
import type { ClockControl } from "./rest/rest-engine.ts";
import type { Services } from "./rest/route.ts";
import { createDocuments } from "./rest/documents.ts";
import { createRestServer, type Page, type RestLogger } from "./rest/server.ts";
import { DocumentTable } from "./store/documents.ts";
import { fillUsers } from "./store/users.ts";
import { HistorySearch } from "./store/history-search.ts";
import { startRetention } from "./retention.ts";
import { createRecordLogger, logTrouble } from "./record-logger.ts";
import { StoreUnavailable } from "./store/errors.ts";
import { figuresOf, type Figures } from "./store/figures.ts";
import { bytesOf } from "./store/inspect.ts";

/** The version whose semantics the engine has, as topology shows it. */
const VERSION = "8.8.21";

/** Loopback: who wants more says so. */
const DEFAULT_HOST = "127.0.0.1";

/** Camunda's own port. */
const DEFAULT_PORT = 8080;

/** Camunda's own limit. */
const DEFAULT_REQUEST_TIMEOUT_MS = 10_000;

/** How the engine is served. */
export interface ServeOptions {
  /** Path of the data file; ":memory:" keeps nothing. */
  readonly file: string;
  /** Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** Default 8080; 0 takes a free one. */
  readonly port?: number;
  /** Port of the gRPC gateway beside it; 0 takes a free one; default: no gateway. */
  readonly grpcPort?: number;
  /** The running time, epoch milliseconds; default the host's. */
  readonly clock?: () => number;
  /** What `PUT /v2/clock` does; default "pin". */
  readonly clockControl?: ClockControl;
  /** Days for which the history of ended instances is kept; default for ever. */
  readonly historyDays?: number | undefined;
  /** Names of variables whose values are erased from the file when they are cleared or their instance ends; default none. */
  readonly transientVariables?: readonly string[];
  /** Who may use the engine; default everybody, without credentials. */
  readonly users?: EngineUsers;
  /** How long a request waits for task listeners or an awaited result, milliseconds; default 10,000 as Camunda's gateway. */
  readonly requestTimeoutMs?: number;
  readonly logger: RestLogger;
}

/** An engine with its faces. */
export interface ServedEngine {
  readonly engine: Engine;
  readonly metrics: EngineMetrics;
  readonly address: { readonly host: string; readonly port: number; readonly url: string };
  /** Where Zeebe clients reach the gRPC gateway: host and port; undefined without one. */
  readonly gatewayAddress: string | undefined;
  /** Answers those who wait, finishes what runs and closes the file. */
  close(): Promise<void>;
}

/** Opens the engine and serves its REST API in this process; rejects when the file or the port cannot be used. */
export async function serveEngine(options: ServeOptions): Promise<ServedEngine> {
  const start = performance.now();
  let isWritable = true;
  const figures = lastingFigures(() => engine.read((db) => figuresOf(db, engine.clock.now())));
  const metrics: EngineMetrics = createEngineMetrics(() => ({
    ...figures(),
    storeBytes: bytesOf(options.file),
    storeOpenSeconds,
    isWritable,
  }));
  const stops: (() => void)[] = [];
  const engine = openEngine(
    watched(options, {
      metrics,
      onHistory: (stopHistory) => {
        stops.push(stopHistory);
      },
      onTrouble: (trouble) => {
        isWritable = trouble === undefined;
      },
    }),
  );
  const storeOpenSeconds = (performance.now() - start) / 1000;
  const history = engine.read((db) => new HistorySearch(db));
  const users = options.users ?? NO_USERS;
  await engine.write((db) => {
    fillUsers(db, users);
  });
  if (options.historyDays !== undefined) {
    stops.push(startRetention(engine, { days: options.historyDays, logger: options.logger }));
  }
  const jobQueues = new JobQueues(engine);
  const documents = createDocuments(
    engine,
    engine.read((db) => new DocumentTable(db)),
  );
  const parts = { authenticator: createAuthenticator(users), documents, engine, history, jobQueues };
  const faces = await openFaces(options, parts, metrics).catch(async (cause: unknown) => {
    await engine.close();
    throw cause;
  });
  return {
    engine,
    metrics,
    address: { ...addressOf(faces.server), url: `http://${joined(addressOf(faces.server))}` },
    gatewayAddress: faces.gateway === undefined ? undefined : joined(faces.gateway.address),
    close: once(async () => {
      jobQueues.close();
      await Promise.all([stop(faces.server), faces.gateway?.close()]);
      for (const stopHistory of stops) stopHistory();
      await engine.close();
    }),
  };
}

/** Figures as they were the last time they could be read: a full disk keeps nobody from seeing the metrics. */
function lastingFigures(read: () => Figures): () => Figures {
  let last: Figures | undefined;
  return () => {
    try {
      last = read();
    } catch (cause) {
      if (last === undefined || !(cause instanceof StoreUnavailable)) throw cause;
    }
    return last;
  };
}

/** What speaks to the outside. */
interface Faces {
  readonly server: Server;
  readonly gateway: ServedGateway | undefined;
}

type Parts = Pick<Services, "authenticator" | "documents" | "engine" | "history" | "jobQueues">;

/** Listens on the ports; rejects when one of them cannot be used, and then listens on none. */
async function openFaces(options: ServeOptions, parts: Parts, metrics: EngineMetrics): Promise<Faces> {
  const { logger, grpcPort, host = DEFAULT_HOST, port = DEFAULT_PORT, clockControl = "pin" } = options;
  const { requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS } = options;
  const own = { version: VERSION, address: () => addressOf(server), clockControl, requestTimeoutMs };
  const services: Services = { ...parts, ...own };
  const server = createRestServer({
    services,
    logger,
    pages: pagesOf(metrics, parts.engine),
    onAnswer: metrics.onAnswer,
  });
  await listen(server, { host, port });
  if (grpcPort === undefined) return { server, gateway: undefined };
  try {
    const { authenticator } = parts;
    const gateway = { services, authenticator, logger, onAnswer: metrics.onCall };
    return { server, gateway: await serveGateway({ host, port: grpcPort }, gateway) };
  } catch (cause) {
    await stop(server);
    throw cause;
  }
}

function joined({ host, port }: { host: string; port: number }): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Who is told what of an engine. */
interface Watchers {
  readonly metrics: EngineMetrics;
  readonly onHistory: (stop: () => void) => void;
  readonly onTrouble: (trouble: string | undefined) => void;
}

/** The options of an engine whose history is kept, and that is measured and logged. */
function watched(options: ServeOptions, { metrics, onHistory, onTrouble }: Watchers): EngineOptions {
  return {
    file: options.file,
    onProcessed: metrics.onProcessed,
    onTrouble: (trouble) => {
      onTrouble(trouble);
      logTrouble(options.logger, trouble);
    },
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    observers: [
      (db, log) => {
        const opened = openHistory(db, log, { transientVariables: options.transientVariables ?? [] });
        onHistory(opened.stop);
        return opened;
      },
      () => metrics,
      () => createRecordLogger(options.logger),
    ],
  };
}

/** Whoever asks again gets the first call's promise. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}

const TEXT = "text/plain;charset=UTF-8";

function pagesOf({ registry }: EngineMetrics, engine: Pick<Engine, "trouble">): Readonly<Record<string, Page>> {
  const alive: Page = () => Promise.resolve({ content: "ok\n", type: TEXT });
  const ready: Page = async () => {
    const trouble = await engine.trouble();
    return trouble === undefined
      ? { content: "ok\n", type: TEXT }
      : { content: `${trouble}\n`, type: TEXT, status: 503 };
  };
  return {
    "/metrics": async () => {
      const all = await registry();
      return { content: await all.metrics(), type: all.contentType };
    },
    "/livez": alive,
    "/readyz": ready,
    "/healthz": ready,
  };
}

const SWEEP_MS = 20;
const GRACE_MS = 1_000;

/** Lets running requests end; idle connections are cut at once, and one that asks again (a worker's next poll) gets its last answer. */
function stop(server: Server): Promise<void> {
  server.prependListener("request", (_request, response) => {
    response.setHeader("connection", "close");
  });
  return new Promise((resolve) => {
    // A connection whose last answer leaves after this moment would otherwise stay open until the client lets go of it.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, SWEEP_MS);
    // A connection that was opened and never used counts as busy for a minute; nobody is served on it.
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, GRACE_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function addressOf(server: Server): { host: string; port: number } {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") return { host: DEFAULT_HOST, port: 0 };
  return { host: address.address, port: address.port };
}
