import type { Server } from "node:net";

/** Where a server listens; port 0 takes a free one. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Connections that may wait until they are accepted. When the engine starts, all workers connect at one moment; whoever
 * does not fit tries again only after a second or more, so Node's 511 is too few. The system cuts it to its own limit.
 */
const BACKLOG = 4_096;

/** Listens there; rejects when the place cannot be used. */
export function listen(server: Server, { host, port }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, BACKLOG, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
