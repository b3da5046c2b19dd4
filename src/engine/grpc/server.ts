import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Socket } from "node:net";
import { handlersOf, type GatewayParts } from "./handlers.ts";
import { loadGateway } from "./proto.ts";

/** Finds out within minutes that a client's machine is gone, so that its streams get no more jobs. */
const KEEPALIVE = { "grpc.keepalive_time_ms": 30_000, "grpc.keepalive_timeout_ms": 10_000 };

/** The gateway on connections that somebody else accepts. */
export interface GatewayServer {
  accept(socket: Socket): void;
  /** Lets running calls end and cuts all connections after the grace time, milliseconds. */
  drain(graceMs: number): void;
}

/** Builds the gateway; loads gRPC, which takes time and memory, so it is done for the first client. */
export function createGatewayServer(parts: GatewayParts): GatewayServer {
  const server = new Server(KEEPALIVE);
  server.addService(loadGateway(), handlersOf(parts));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    accept: (socket) => {
      injector.injectConnection(socket);
    },
    drain: (graceMs) => {
      injector.drain(graceMs);
    },
  };
}
