import { setImmediate } from "node:timers/promises";
import type { Engine } from "./engine.ts";
import { RetentionSweep, type Swept } from "./history/retention.ts";
import type { RestLogger } from "./rest/server.ts";

const DAY_MS = 86_400_000;

/** How often old history is looked for. */
const EVERY_MS = 3_600_000;

/** Removes history older than some days now and then every hour, between the commands; gives what ends that. */
export function startRetention(engine: Engine, { days, logger }: { days: number; logger: RestLogger }): () => void {
  let isStopped = false;
  const sweep = (): void => {
    sweepHistory(engine, { before: engine.clock.now() - days * DAY_MS, isStopped: () => isStopped }).then(
      (swept) => {
        if (swept.instances + swept.groups > 0) logger.info?.(swept, "Old history removed");
      },
      (error: unknown) => {
        logger.error({ err: error }, "Expected to remove old history, but it failed; it is tried again in an hour");
      },
    );
  };
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  sweep();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

/** Removes history that ended before an instant; other commands run between its steps. */
export async function sweepHistory(
  engine: Pick<Engine, "write">,
  { before, isStopped = () => false }: { before: number; isStopped?: () => boolean },
): Promise<Swept> {
  const work: { sweep?: RetentionSweep; isDone: boolean } = { isDone: false };
  while (!work.isDone && !isStopped()) {
    await engine.write((db) => {
      work.sweep ??= new RetentionSweep(db, before);
      work.isDone = !work.sweep.step();
    });
    await setImmediate();
  }
  return work.sweep?.swept ?? { instances: 0, groups: 0 };
}
