import {
  status,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Metadata,
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Authenticator } from "../access/authenticator.ts";
import { StoreUnavailable } from "../store/errors.ts";
import { Refusal } from "./refusal.ts";
import type { GatewayServices, Rpc } from "./rpc.ts";
import { RPCS } from "./rpcs.ts";

/** What the handlers of the calls need. */
export interface GatewayParts {
  readonly services: GatewayServices;
  readonly logger: { error(fields: object, message: string): void };
  readonly authenticator: Pick<Authenticator, "authenticate">;
  /** Called with each answer: for metrics. */
  readonly onAnswer: (rpc: string, code: string) => void;
}

/** The calls as the gRPC server wants them, by name. */
export function handlersOf(parts: GatewayParts): UntypedServiceImplementation {
  return Object.fromEntries(RPCS.map((rpc) => [rpc.name, handlerOf(parts, rpc)]));
}

function handlerOf(parts: GatewayParts, rpc: Rpc) {
  return rpc.kind === "unary" ? unaryHandler(parts, rpc) : streamHandler(parts, rpc);
}

function unaryHandler(parts: GatewayParts, rpc: Rpc & { kind: "unary" }): handleUnaryCall<unknown, object> {
  return (call, callback) => {
    const signal = signalOf(call);
    const answer = async (): Promise<object> => {
      await admit(parts, call.metadata);
      return rpc.handle(parts.services, call.request, signal);
    };
    answer().then(
      (message) => {
        parts.onAnswer(rpc.name, "OK");
        callback(null, message);
      },
      (error: unknown) => {
        callback(failureOf(parts, rpc, error));
      },
    );
  };
}

function streamHandler(parts: GatewayParts, rpc: Rpc & { kind: "stream" }): handleServerStreamingCall<unknown, object> {
  return (call) => {
    const signal = signalOf(call);
    const answer = async (): Promise<void> => {
      await admit(parts, call.metadata);
      const onDrain = (listener: () => void): void => void call.on("drain", listener);
      const send = (message: object, onSent?: () => void): boolean =>
        call.write(message, (error: unknown) => {
          if (error === undefined || error === null) onSent?.();
        });
      await rpc.handle(parts.services, call.request, { signal, send, onDrain });
    };
    answer().then(
      () => {
        parts.onAnswer(rpc.name, "OK");
        call.end();
      },
      (error: unknown) => {
        call.emit("error", failureOf(parts, rpc, error));
      },
    );
  };
}

type Call = ServerUnaryCall<unknown, object> | ServerWritableStream<unknown, object>;

function signalOf(call: Call): AbortSignal {
  const gone = new AbortController();
  if (call.cancelled) gone.abort();
  call.once("cancelled", () => {
    gone.abort();
  });
  return gone.signal;
}

async function admit({ authenticator }: GatewayParts, metadata: Metadata): Promise<void> {
  const [authorization] = metadata.get("authorization").map(String);
  if ((await authenticator.authenticate(authorization)) !== undefined) return;
  const problem = authorization === undefined ? "found nothing" : "they are not those of a user";
  throw new Refusal(status.UNAUTHENTICATED, `Expected credentials at header with key [authorization], but ${problem}`);
}

function failureOf({ logger, onAnswer }: GatewayParts, rpc: Rpc, error: unknown) {
  const refusal = refusalOf(error);
  if (refusal.code === status.INTERNAL) {
    logger.error({ err: error, rpc: rpc.name }, "Expected to answer a gRPC call, but it failed");
  }
  onAnswer(rpc.name, status[refusal.code]);
  return { code: refusal.code, details: refusal.message };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreUnavailable) return new Refusal(status.UNAVAILABLE, error.message);
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(status.INTERNAL, `Unexpected error occurred during the request processing: ${reason}`);
}
