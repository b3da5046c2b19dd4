import { Camunda8 } from "@camunda8/sdk";
import type { Environment } from "../platform/config/schema.ts";
import { sdkSettings, type ClientVariable } from "./sdk-settings.ts";

/** The official client of Zeebe's gRPC gateway. */
export type ZeebeGrpcClient = ReturnType<Camunda8["getZeebeGrpcApiClient"]>;

/** The settings a client is made of, and the address it talks to. */
interface GrpcSettings extends Partial<Pick<Environment, ClientVariable>> {
  /** "grpc://host:port", or "grpcs://host:port" with TLS. */
  readonly address: string;
}

/** A dead connection is found within a minute also where nobody waits for an answer. Zeebe closes one that asks more than twice a minute. */
const KEEPALIVE = { GRPC_KEEPALIVE_TIME_MS: 45_000, GRPC_KEEPALIVE_TIMEOUT_MS: 10_000 } as const;

/** Makes a client that tries nothing again by itself: the worker host does, and it knows what may be repeated. */
export function createGrpcClient({ address, ...settings }: GrpcSettings): ZeebeGrpcClient {
  const zeebeGrpcSettings = { ZEEBE_CLIENT_LOG_LEVEL: "NONE", ZEEBE_GRPC_CLIENT_RETRY: false, ...KEEPALIVE } as const;
  const sdk = new Camunda8(
    { ...sdkSettings(settings), ZEEBE_GRPC_ADDRESS: address, zeebeGrpcSettings },
    { defaultCached: false },
  );
  return sdk.getZeebeGrpcApiClient();
}
