import { createServer, connect, type Server, type Socket } from "node:net";

/** A TCP proxy in front of a port that can swallow everything, as a firewall or a frozen host does. */
export interface Proxy {
  readonly port: number;
  /** From now on nothing passes, in either direction; new connections are taken and get no answer. */
  freeze(): void;
  /** Everything passes again, also what was on its way; a connection that one end has given up meanwhile is closed to the other. */
  heal(): void;
  /** New connections pass again. Those of before stay silent for good, and nobody tells their ends. */
  forget(): void;
  /** Cuts every connection at once. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port. */
export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  let isFrozen = false;
  const server = createServer((client) => {
    const keep = (socket: Socket): void => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      socket.on("error", () => socket.destroy());
    };
    keep(client);
    if (isFrozen) return;
    const onward = connect(target, "127.0.0.1");
    keep(onward);
    pairs.add([client, onward]);
    pass([client, onward]);
    client.once("close", () => {
      onward.destroy();
    });
    onward.once("close", () => {
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server),
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    heal: () => {
      isFrozen = false;
      pairs.forEach(pass);
    },
    forget: () => {
      isFrozen = false;
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass([one, other]: readonly [Socket, Socket]): void {
  one.pipe(other);
  other.pipe(one);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
