import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Broker, Brokers } from "./brokers.ts";

const topology = z.object({
  brokers: z.array(
    z.object({
      nodeId: z.number(),
      partitions: z.array(z.object({ partitionId: z.number(), role: z.string(), health: z.string() })),
    }),
  ),
});

/** The partition of our clusters. */
const PARTITION = 1;

/** What a running gateway knows of each broker: "leader", "follower" or "inactive", and its health; without brokers that are away. */
export async function rolesOf({ all }: Brokers): Promise<ReadonlyMap<number, string>> {
  const running = all.find(({ isRunning }) => isRunning());
  const answer = await fetch(`${running?.rest ?? ""}/v2/topology`);
  const { brokers } = topology.parse(await answer.json());
  return new Map(
    brokers.flatMap(({ nodeId, partitions }) => {
      const partition = partitions.find(({ partitionId }) => partitionId === PARTITION);
      return partition === undefined ? [] : [[nodeId, `${partition.role}, ${partition.health}`] as const];
    }),
  );
}

/** The broker that leads; undefined while none does. */
export async function leaderOf(brokers: Brokers): Promise<Broker | undefined> {
  const roles = await rolesOf(brokers);
  return brokers.all.find(({ nodeId, isRunning }) => isRunning() && roles.get(nodeId)?.startsWith("leader") === true);
}

const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 250;

/** Resolves with the broker that leads. */
export async function untilLed(brokers: Brokers): Promise<Broker> {
  for (const limit = AbortSignal.timeout(PATIENCE_MS); !limit.aborted;) {
    const leader = await leaderOf(brokers);
    if (leader !== undefined) return leader;
    await delay(LOOK_EVERY_MS);
  }
  throw new Error("Expected a broker to lead, but none does");
}
