import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { GatewayParts } from "./handlers.ts";
import { listen, type Place } from "../listen.ts";
import type { GatewayServer } from "./server.ts";

const GRACE_MS = 1_000;

/** A gateway that listens. */
export interface ServedGateway {
  readonly address: Place;
  /** Lets running calls end and closes the port. */
  close(): Promise<void>;
}

/** Listens for gRPC clients; gRPC itself is loaded for the first of them. Rejects when the port cannot be used. */
export async function serveGateway(
  place: Place,
  parts: Omit<GatewayParts, "services"> & {
    readonly services: Omit<GatewayParts["services"], "address">;
  },
): Promise<ServedGateway> {
  let loading: Promise<GatewayServer> | undefined;
  const sockets = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A connection that breaks off is the client's affair; its calls hear of it.
    socket.on("error", () => undefined);
    loading ??= load({ ...parts, services: { ...parts.services, address: () => addressOf(server) } });
    loading.then(
      (gateway) => {
        gateway.accept(socket);
        socket.resume();
      },
      (error: unknown) => {
        parts.logger.error({ err: error }, "Expected to load gRPC, but it failed");
        socket.destroy();
      },
    );
  });
  await listen(server, place);
  return {
    address: addressOf(server),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, 2 * GRACE_MS);
      (await loading?.catch(() => undefined))?.drain(GRACE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

function load(parts: GatewayParts): Promise<GatewayServer> {
  return import("./server.ts").then(({ createGatewayServer }) => createGatewayServer(parts));
}

function addressOf(server: Server): Place {
  const address: AddressInfo | string | null = server.address();
  return address === null || typeof address === "string"
    ? { host: "", port: 0 }
    : { host: address.address, port: address.port };
}
