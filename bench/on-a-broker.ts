/**
 * What one real broker does with our own processes and workers: reports per second from their arrival to the first task of
 * a person. `node bench/on-a-broker.ts [rounds]`; needs what `npm run camunda` needs.
 */
import { join } from "node:path";
import { z } from "zod";
import { startBrokers, type Brokers } from "../test/brokers/support/brokers.ts";
import { kim, startWorkers } from "../test/brokers/support/kim.ts";
import { handIn } from "../test/brokers/support/office.ts";
import { storyOf, untilStory } from "../test/brokers/support/story.ts";

const REPORTS = 300;
const AT_A_TIME = 16;
const WARM_UP = 100;

interface Round {
  readonly reportsPerSecond: number;
  readonly jobsPerSecond: number;
  readonly notificationsPerSecond: number;
  /** Jobs that were taken away from a worker that did not answer in time. */
  readonly timeouts: number;
}

const job = z.object({ type: z.string() });

/** Hands in reports and reads from the engine's own time stamps how long they took. */
async function round(brokers: Brokers, count: number): Promise<Round> {
  const known = brokers.records.all().length;
  const tasks = storyOf(brokers.records.all()).openTasks.length;
  await handIn(brokers, { count, atATime: AT_A_TIME });
  await untilStory(brokers.records, {
    what: "a task for each report",
    is: ({ openTasks }) => openTasks.length === tasks + count,
  });
  const records = brokers.records.all().slice(known);
  const seconds = (Math.max(...records.map(({ timestamp }) => timestamp)) - (records[0]?.timestamp ?? 0)) / 1000;
  const jobs = records.flatMap(({ valueType, intent, value }) =>
    valueType === "JOB" && intent === "COMPLETED" ? [job.parse(value).type] : [],
  );
  return {
    reportsPerSecond: count / seconds,
    jobsPerSecond: jobs.length / seconds,
    notificationsPerSecond: jobs.filter((type) => type === "benachrichtigen").length / seconds,
    timeouts: storyOf(records).timeouts,
  };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;

async function measure(rounds: number): Promise<void> {
  const brokers = await startBrokers(1);
  const [broker] = brokers.all;
  const environment = { KIM_DATA_DIR: join(brokers.folder, "kim"), LOG_LEVEL: "warn" };
  try {
    await kim({ args: ["deploy", "--to", broker.rest], environment });
    for (const way of ["polled", "pushed"]) {
      const streaming: Record<string, string> = way === "pushed" ? { KIM_WORKER_STREAMING: "true" } : {};
      const workers = await startWorkers(broker.grpc, { environment: { ...environment, ...streaming } });
      await round(brokers, WARM_UP);
      const measured: Round[] = [];
      for (let at = 0; at < rounds; at += 1) measured.push(await round(brokers, REPORTS));
      await workers.stop();
      for (const figure of ["reportsPerSecond", "jobsPerSecond", "notificationsPerSecond", "timeouts"] as const) {
        const each = measured.map((one) => one[figure]);
        const all = each.map((number) => number.toFixed(1)).join(", ");
        process.stdout.write(`${way.padEnd(8)}${figure.padEnd(24)}median ${median(each).toFixed(1)}  (${all})\n`);
      }
    }
  } finally {
    await brokers.stop();
  }
}

await measure(Number(process.argv[2] ?? 3));
