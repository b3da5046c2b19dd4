import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { startBrokers, type Broker, type Brokers } from "./support/brokers.ts";
import { kim } from "./support/kim.ts";
import { openMunicipality } from "./support/municipality.ts";
import { handIn, startClerk } from "./support/office.ts";
import { storyOf } from "./support/story.ts";
import { expectAllDone } from "./support/verdict.ts";

let brokers: Brokers;
let broker: Broker;

beforeAll(async () => {
  // One request at a time: everything that comes while it works is refused with RESOURCE_EXHAUSTED.
  brokers = await startBrokers(1, {
    ZEEBE_BROKER_BACKPRESSURE_ENABLED: "true",
    ZEEBE_BROKER_BACKPRESSURE_ALGORITHM: "fixed",
    ZEEBE_BROKER_BACKPRESSURE_FIXED_LIMIT: "1",
  });
  [broker] = brokers.all;
  await kim({ args: ["deploy", "--to", broker.rest], environment: { KIM_DATA_DIR: brokers.folder } });
});
afterAll(() => brokers.stop());

/** Requests that the broker has refused because of its load. */
async function refused(): Promise<number> {
  const metrics = await (await fetch(`${broker.management}/actuator/prometheus`)).text();
  const counts = metrics.matchAll(/^zeebe_dropped_request_count_total\{.*\} ([\d.E]+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

it("workers step back from a broker that refuses their requests, and come to the end without an incident", async () => {
  // given
  const municipality = await openMunicipality(brokers);
  const workers = await municipality.host({ to: broker.grpc });
  const clerk = startClerk(brokers);
  onTestFinished(() => clerk.stop());

  // when
  const confirmed = await handIn(brokers, { count: 30, atATime: 15 });
  const story = await expectAllDone(brokers, municipality, { confirmed, before: new Set() });

  // then
  expect(await refused()).toBeGreaterThan(20);
  expect(workers.lines.some((line) => line.includes("RESOURCE_EXHAUSTED"))).toBe(true);
  expect(story.failures).toEqual([]);
  expect(storyOf(brokers.records.all()).incidents).toEqual([]);
});
