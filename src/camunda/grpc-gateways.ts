import { status } from "@grpc/grpc-js";
import { z } from "zod";
import { EngineSilent, withinLimit } from "./call-limit.ts";
import type { ZeebeGrpcClient } from "./grpc-client.ts";

/** The gateways of one cluster: each of them takes every call, one is in use. */
export interface GrpcGateways {
  /**
   * Makes a call on the gateway in use. When the gateway is not there, the next call goes to the next one; when it is
   * silent, the next call goes by a new connection. The call itself fails: whether it may be repeated knows its caller.
   */
  call<T>(limitMs: number, make: (zeebe: ZeebeGrpcClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Makes the client of a gateway; each number is a connection of its own. */
export type Connect = (connection: number) => ZeebeGrpcClient;

interface Connection {
  readonly zeebe: ZeebeGrpcClient;
  /** Number of the connection; the gateways take turns. */
  readonly at: number;
  /** Calls that wait for their answer. */
  calls: number;
}

/** Connects to the first of some gateways. */
export function grpcGateways(connects: readonly Connect[]): GrpcGateways {
  let current = connectionTo(connects, 0);
  const leave = (left: Connection): void => {
    if (left === current) current = connectionTo(connects, left.at + 1);
  };
  return {
    call: async (limitMs, make) => {
      const used = current;
      used.calls += 1;
      try {
        return await withinLimit(make(used.zeebe), { limitMs });
      } catch (error) {
        if (isLost(error, connects.length)) leave(used);
        throw error;
      } finally {
        used.calls -= 1;
        // What others still wait for on a connection that was left may yet come.
        if (used !== current && used.calls === 0) void used.zeebe.close();
      }
    },
    close: async () => {
      await current.zeebe.close();
    },
  };
}

function connectionTo(connects: readonly Connect[], at: number): Connection {
  const connect = connects[at % connects.length];
  if (connect === undefined) throw new TypeError("Expected at least one gateway, but there is none");
  return { zeebe: connect(at), at, calls: 0 };
}

const grpcError = z.object({ code: z.number() });

/** The client itself connects anew to a gateway that comes back; it does not notice one that is silent. */
function isLost(error: unknown, gateways: number): boolean {
  if (error instanceof EngineSilent) return true;
  return gateways > 1 && grpcError.safeParse(error).data?.code === status.UNAVAILABLE;
}
