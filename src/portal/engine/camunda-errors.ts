import { z } from "zod";
import { EngineConflict, EngineNotFound, EngineRefused, EngineUnreachable } from "./errors.ts";

/** What the official client throws for an HTTP answer that is no success. */
const httpError = z.object({ status: z.number(), title: z.string().optional(), detail: z.string().optional() });

/** Statuses with which an engine that is down, starting or overloaded answers. */
const UNAVAILABLE = new Set([429, 502, 503, 504]);

/** The client's error as one of ours. Source: RFC 9457 problem details of the REST API v2. */
export function toEngineError(operation: string, cause: unknown): Error {
  const parsed = httpError.safeParse(cause);
  if (!parsed.success) return withoutStatus(operation, cause);
  const { status, title, detail } = parsed.data;
  const words = detail ?? title ?? `status ${String(status)}`;
  if (UNAVAILABLE.has(status)) return new EngineUnreachable(operation, { cause });
  if (status === 404) return new EngineNotFound(`Expected ${operation} to find its object, but: ${words}`, { cause });
  if (status === 409) return new EngineConflict(`Expected ${operation} to be possible, but: ${words}`, { cause });
  return new EngineRefused(operation, words, { cause });
}

/** A network error means the engine is away; anything else (an answer that breaks the schema) is a bug and stays visible. */
function withoutStatus(operation: string, cause: unknown): Error {
  if (cause instanceof Error && cause.name === "NetworkSdkError") return new EngineUnreachable(operation, { cause });
  if (cause instanceof Error) return cause;
  return new Error(`Expected ${operation} to succeed, but the client threw a value that is no error`, { cause });
}
