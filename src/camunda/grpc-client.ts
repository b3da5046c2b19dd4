import { Camunda8 } from "@camunda8/sdk";
import type { Environment } from "../platform/config/schema.ts";
import { sdkSettings, type ClientVariable } from "./sdk-settings.ts";

/** The official client of Zeebe's gRPC gateway. */
export type ZeebeGrpcClient = ReturnType<Camunda8["getZeebeGrpcApiClient"]>;

/** The settings a client is made of, and the address it talks to. */
interface GrpcSettings extends Partial<Pick<Environment, ClientVariable>> {
  /** "grpc://host:port", or "grpcs://host:port" with TLS. */
  readonly address: string;
  /** Clients with the same number share a connection to an address; default 0. */
  readonly connection?: number;
}

/** A dead connection is found within a minute also where nobody waits for an answer. Zeebe closes one that asks more than twice a minute. */
const KEEPALIVE_MS = { everyMs: 45_000, answerMs: 10_000 } as const;

/** Makes a client that tries nothing again by itself: the worker host does, and it knows what may be repeated. */
export function createGrpcClient({ address, connection = 0, ...settings }: GrpcSettings): ZeebeGrpcClient {
  const zeebeGrpcSettings = {
    ZEEBE_CLIENT_LOG_LEVEL: "NONE",
    ZEEBE_GRPC_CLIENT_RETRY: false,
    GRPC_KEEPALIVE_TIME_MS: KEEPALIVE_MS.everyMs,
    // gRPC lets clients of one address share a connection unless their settings differ: a millisecond does.
    GRPC_KEEPALIVE_TIMEOUT_MS: KEEPALIVE_MS.answerMs + connection,
  } as const;
  const sdk = new Camunda8(
    { ...sdkSettings(settings), ZEEBE_GRPC_ADDRESS: address, zeebeGrpcSettings },
    { defaultCached: false },
  );
  return sdk.getZeebeGrpcApiClient();
}
