import type { z } from "zod";
import type { Outcome } from "../core/loop.ts";
import type { Command, EngineRecord } from "../core/record.ts";
import type { JobQueues } from "../jobs/job-queues.ts";
import { rejected } from "./refusal.ts";

/** What the calls work with. */
export interface GatewayServices {
  readonly engine: { execute(command: Command): Promise<Outcome> };
  readonly jobQueues: JobQueues;
  /** The engine's version as topology shows it. */
  readonly version: string;
  readonly address: () => { readonly host: string; readonly port: number };
}

/** Where a call's messages go. */
export interface Sink {
  /** Aborted when the client went away, its deadline is over or the engine is being closed. */
  readonly signal: AbortSignal;
  /** Sends a message; false when the client should be given time to read. Calls back once it is on its way. */
  send(message: object, onSent?: () => void): boolean;
  /** Calls back each time the client has read what was sent. */
  onDrain(listener: () => void): void;
}

/** A call with one answer. */
interface UnaryRpc {
  readonly kind: "unary";
  readonly name: string;
  handle(services: GatewayServices, request: unknown, signal: AbortSignal): Promise<object>;
}

/** A call that is answered by a stream, which ends when the promise resolves. */
interface StreamRpc {
  readonly kind: "stream";
  readonly name: string;
  handle(services: GatewayServices, request: unknown, sink: Sink): Promise<void>;
}

/** One row of the table of calls. */
export type Rpc = UnaryRpc | StreamRpc;

interface CommandRpc<R> {
  readonly name: string;
  readonly request: z.ZodType<R>;
  command(request: R): Command;
  /** What the accepted command's record says to the client; absent: an empty message. */
  readonly answer?: (record: EngineRecord) => object;
}

interface AnsweredRpc<R> {
  readonly name: string;
  readonly request: z.ZodType<R>;
  handle(services: GatewayServices, request: R, signal: AbortSignal): Promise<object>;
}

interface StreamedRpc<R> {
  readonly name: string;
  readonly request: z.ZodType<R>;
  handle(services: GatewayServices, request: R, sink: Sink): Promise<void>;
}

/** A call that asks the engine for something. */
export function command<R>(rpc: CommandRpc<R>): Rpc {
  return {
    kind: "unary",
    name: rpc.name,
    handle: async ({ engine }, request) => {
      const record = accepted(await engine.execute(rpc.command(rpc.request.parse(request))));
      return rpc.answer?.(record) ?? {};
    },
  };
}

/** Any other call with one answer. */
export function unary<R>(rpc: AnsweredRpc<R>): Rpc {
  return {
    kind: "unary",
    name: rpc.name,
    handle: (services, request, signal) => rpc.handle(services, rpc.request.parse(request), signal),
  };
}

/** A call that is answered by a stream. */
export function stream<R>(rpc: StreamedRpc<R>): Rpc {
  return {
    kind: "stream",
    name: rpc.name,
    handle: (services, request, sink) => rpc.handle(services, rpc.request.parse(request), sink),
  };
}

/** The record of a command that was accepted; throws the refusal of one that was not. */
export function accepted(outcome: Outcome): EngineRecord {
  if (outcome.kind === "rejected") throw rejected(outcome.record);
  return outcome.record;
}
