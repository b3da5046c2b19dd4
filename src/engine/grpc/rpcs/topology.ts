import { z } from "zod";
import { unary, type Rpc } from "../rpc.ts";

/** What the engine is: one broker with one partition. */
export const TOPOLOGY_RPCS: readonly Rpc[] = [
  unary({
    name: "Topology",
    request: z.object({}),
    handle: ({ address, version }) => {
      const partitions = [{ partitionId: 1, role: "LEADER", health: "HEALTHY" }];
      const broker = { nodeId: 0, ...address(), partitions, version };
      return Promise.resolve({
        brokers: [broker],
        clusterSize: 1,
        partitionsCount: 1,
        replicationFactor: 1,
        gatewayVersion: version,
      });
    },
  }),
];
