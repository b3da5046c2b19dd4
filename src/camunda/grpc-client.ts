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

/** Makes a client that tries nothing again by itself: the worker host does, and it knows what may be repeated. */
export function createGrpcClient({ address, ...settings }: GrpcSettings): ZeebeGrpcClient {
  const zeebeGrpcSettings = { ZEEBE_CLIENT_LOG_LEVEL: "NONE", ZEEBE_GRPC_CLIENT_RETRY: false } as const;
  const sdk = new Camunda8(
    { ...sdkSettings(settings), ZEEBE_GRPC_ADDRESS: address, zeebeGrpcSettings },
    { defaultCached: false },
  );
  return sdk.getZeebeGrpcApiClient();
}
