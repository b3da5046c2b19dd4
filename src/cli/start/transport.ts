import { createCamundaClient } from "../../camunda/client.ts";
import { createGrpcClient } from "../../camunda/grpc-client.ts";
import { grpcTransport } from "../../camunda/grpc-transport.ts";
import type { JobTransport } from "../../camunda/job-transport.ts";
import { restTransport } from "../../camunda/rest-transport.ts";
import type { Config } from "../../platform/config/load.ts";

/** Zeebe's own port. */
const GRPC_PORT = 26_500;

/** How the workers speak with an engine, as configured. */
export function configuredTransport(config: Config, restAddress: string): JobTransport {
  if (config.KIM_WORKER_PROTOCOL === "rest")
    return restTransport(createCamundaClient({ ...config, address: restAddress }));
  const gateways = grpcAddresses(config, restAddress);
  return grpcTransport(gateways.map((address) => (connection) => createGrpcClient({ ...config, address, connection })));
}

/** The gRPC gateways: as set, or on Zeebe's port of the host that answers REST. */
export function grpcAddresses(config: Config, address: string): readonly string[] {
  return config.ZEEBE_GRPC_ADDRESS?.split(",") ?? [`grpc://${new URL(address).hostname}:${String(GRPC_PORT)}`];
}
