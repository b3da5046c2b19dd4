import { status as grpcStatus } from "@grpc/grpc-js";
import { z } from "zod";
import { AppError } from "../platform/errors.ts";
import { EngineSilent, withinLimit } from "./call-limit.ts";
import { capabilitiesOf, EMBEDDED, type Capabilities } from "./capabilities.ts";
import { EngineBusy, EngineRefusesLogIn, EngineTooOld, EngineUnreachable, NoEngine } from "./errors.ts";
import { problemOf } from "./problem.ts";

/** Who an engine says it is, and what it can therefore be asked. */
export interface EngineSeen {
  /** Such as "8.8.21". */
  readonly version: string;
  readonly capabilities: Capabilities;
}

/** An engine that can be asked for its topology, by whatever protocol. */
export interface EngineToAsk {
  /** For the sentence when something is wrong. */
  readonly address: string;
  /** The answer as it comes. */
  topology(): PromiseLike<unknown>;
}

const topology = z.object({ gatewayVersion: z.string().regex(/^\d+\.\d+/) });

/** What need not be asked. */
export const EMBEDDED_ENGINE: EngineSeen = { version: "embedded", capabilities: EMBEDDED };

/** An engine that keeps silent for longer is away. The client tries for some 15 s to get a token before it asks without one. */
const PATIENCE_MS = 30_000;

/**
 * Asks an engine who it is, before anything is asked of it. Throws EngineUnreachable or EngineBusy, where waiting may help, and
 * EngineRefusesLogIn, NoEngine or EngineTooOld, where it does not; each with the way out.
 */
export async function lookAtEngine(engine: EngineToAsk, { isEmbedded = false } = {}): Promise<EngineSeen> {
  const { address } = engine;
  const answer = topology.safeParse(await answerOf(engine));
  if (!answer.success) throw new NoEngine(address, "what answers there does not say its version");
  const { gatewayVersion: version } = answer.data;
  const capabilities = capabilitiesOf(version, { isEmbedded });
  if (capabilities === undefined) throw new EngineTooOld(address, version);
  return { version, capabilities };
}

async function answerOf(engine: EngineToAsk): Promise<unknown> {
  try {
    return await withinLimit(engine.topology(), { limitMs: PATIENCE_MS });
  } catch (error) {
    if (error instanceof EngineSilent) throw new EngineUnreachable(engine.address, { reason: "it keeps silent" });
    const trouble = engineTrouble(error, engine.address);
    const { status } = problemOf(error);
    if (error instanceof Error && error.name === "ValidationSdkError")
      throw new NoEngine(engine.address, "what answers there is not as the API describes it", { cause: error });
    if (trouble instanceof AppError || status === undefined) throw trouble;
    throw new NoEngine(engine.address, `what answers there refuses to tell its version (${String(status)})`, {
      cause: error,
    });
  }
}

const grpcError = z.object({ code: z.number(), details: z.string().optional() });

/** What a failed call says about the engine as a whole, as one of our errors; a call that was understood and refused comes back as it is. */
export function engineTrouble(error: unknown, address: string): unknown {
  if (error instanceof EngineUnreachable) return error;
  // The client's words when the token endpoint refuses, or is away.
  if (error instanceof Error && error.message.startsWith("Error requesting token"))
    return new EngineRefusesLogIn(address, { cause: error });
  const grpc = grpcError.safeParse(error).data;
  if (grpc !== undefined) return grpcTrouble(grpc, { address, cause: error });
  const { status, title, detail } = problemOf(error);
  if (status === undefined) return new EngineUnreachable(address, { cause: error });
  if (status === 401 || status === 403) return new EngineRefusesLogIn(address, { cause: error });
  if (status === 429 || status >= 500)
    return new EngineBusy(address, detail ?? title ?? `status ${String(status)}`, { cause: error });
  const isUnknownPath = status === 404 || status === 405;
  return isUnknownPath ? new NoEngine(address, `it has no such path (${String(status)})`, { cause: error }) : error;
}

const LOG_IN: ReadonlySet<number> = new Set([grpcStatus.UNAUTHENTICATED, grpcStatus.PERMISSION_DENIED]);
const AWAY: ReadonlySet<number> = new Set([grpcStatus.UNAVAILABLE, grpcStatus.DEADLINE_EXCEEDED]);
const BUSY: ReadonlySet<number> = new Set([grpcStatus.RESOURCE_EXHAUSTED]);
const UNKNOWN: ReadonlySet<number> = new Set([grpcStatus.UNIMPLEMENTED]);

function grpcTrouble(
  { code, details = "" }: z.output<typeof grpcError>,
  { address, cause }: { readonly address: string; readonly cause: unknown },
): unknown {
  if (LOG_IN.has(code)) return new EngineRefusesLogIn(address, { cause });
  if (AWAY.has(code)) return new EngineUnreachable(address, { cause, reason: grpcReason(details) });
  if (BUSY.has(code)) return new EngineBusy(address, details, { cause });
  if (UNKNOWN.has(code)) return new NoEngine(address, "what answers there is no Zeebe gateway", { cause });
  return cause;
}

function grpcReason(details: string): string {
  if (details.includes("ECONNREFUSED")) return "nothing listens there";
  if (details.includes("ENOTFOUND")) return "no host has this name";
  if (/Failed to connect|Protocol error|Connection dropped|ECONNRESET|Received HTTP/i.test(details))
    return "what listens there speaks something else: REST (http://…), or gRPC with TLS (grpcs://…)";
  if (/wrong version number|packet length too long/.test(details))
    return "it speaks no TLS; the address begins with grpc://";
  return details === "" ? "it keeps silent" : details;
}
