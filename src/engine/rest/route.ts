import type { z } from "zod";
import type { Command, EngineRecord, JsonObject } from "../core/record.ts";
import type { Authenticator, Principal } from "../access/authenticator.ts";
import type { JobQueues } from "../jobs/job-queues.ts";
import type { HistorySearch } from "../store/history-search.ts";
import type { Documents } from "./documents.ts";
import type { ClockControl, Outcome, RestEngine } from "./rest-engine.ts";
import type { OperationId } from "./operations.ts";
import { badRequest, invalidArgument, rejected, timedOut } from "./problem.ts";
import { within } from "../core/time-limit.ts";
import { invalidKey, parseBody } from "./validation.ts";

/** What a route works with. */
export interface Services {
  readonly authenticator: Authenticator;
  readonly documents: Documents;
  readonly clockControl: ClockControl;
  readonly engine: RestEngine;
  readonly history: HistorySearch;
  readonly jobQueues: JobQueues;
  /** The engine's version as topology shows it. */
  readonly version: string;
  /** How long a request waits for the engine, milliseconds. */
  readonly requestTimeoutMs: number;
  readonly address: () => { readonly host: string; readonly port: number };
}

/** A request as it came in: the path's parameters, the query and the parsed body. */
export interface RestRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly principal: Principal;
  /** Aborted when the client went away. */
  readonly signal: AbortSignal;
}

/** An answer: JSON unless it names another type. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Content of another type instead of a JSON body. */
  readonly text?: { readonly content: string | Buffer; readonly type: string };
}

/** One row of the table of routes. */
export interface Route {
  readonly operation: OperationId;
  handle(services: Services, request: RestRequest): Answer | Promise<Answer>;
}

/** The parsed parts of a request to a route with a schema. */
export interface Parsed<B> {
  readonly body: B;
  /** A parameter of the path as a key; throws the Problem of one that is none. */
  readonly key: (name: string) => number;
  readonly request: RestRequest;
}

interface CommandRoute<B> {
  readonly operation: OperationId;
  readonly body: z.ZodType<B>;
  command(parsed: Parsed<B>): Command;
  /** Task listeners can hold the answer back: after the time limit of requests it is 504. */
  readonly mayWait?: true;
  /** What the accepted command's record says to the client; absent: 204 without a body. */
  readonly answer?: (record: EngineRecord, outcome: Outcome) => unknown;
}

interface QueryRoute<B> {
  readonly operation: OperationId;
  readonly body: z.ZodType<B>;
  query(services: Services, parsed: Parsed<B>): Answer | Promise<Answer>;
}

/** A route that asks the engine for something. */
export function command<B>(route: CommandRoute<B>): Route {
  return {
    operation: route.operation,
    handle: async ({ engine, requestTimeoutMs }, request) => {
      const running = engine.execute(route.command(parsedOf(route.body, request)));
      const limit = { timeoutMs: requestTimeoutMs, signal: request.signal };
      const outcome = route.mayWait === true ? await within(running, limit) : await running;
      if (outcome === undefined) throw timedOut();
      if (outcome.kind === "rejected") throw rejected(outcome.record);
      return route.answer === undefined ? { status: 204 } : ok(route.answer(outcome.record, outcome));
    },
  };
}

/** A route that reads. */
export function query<B>(route: QueryRoute<B>): Route {
  return {
    operation: route.operation,
    handle: (services, request) => route.query(services, parsedOf(route.body, request)),
  };
}

/** 200 with a JSON body. */
export const ok = (body: unknown): Answer => ({ status: 200, body });

function parsedOf<B>(schema: z.ZodType<B>, request: RestRequest): Parsed<B> {
  return {
    body: parseBody(schema, request.body),
    request,
    key: (name) => pathKey(name, request.path[name] ?? ""),
  };
}

function pathKey(name: string, value: string): number {
  if (/^-?\d{1,19}$/.test(value)) return Number(value);
  throw /^\d+$/.test(value)
    ? badRequest(`Failed to convert '${name}' with value: '${value}'`)
    : invalidArgument(`${invalidKey(name, value)}.`);
}

/** An object without the properties that are undefined or null: what the caller left out is left out of the command. */
export function given(value: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => (item === undefined || item === null ? [] : [[name, item]])),
  );
}
