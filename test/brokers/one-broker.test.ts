import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Broker, Brokers } from "./support/brokers.ts";
import { startBrokers } from "./support/brokers.ts";
import { kim } from "./support/kim.ts";
import { openMunicipality } from "./support/municipality.ts";
import { handIn, startClerk } from "./support/office.ts";
import { startProxy } from "./support/proxy.ts";
import { storyOf, untilStory } from "./support/story.ts";
import { expectAllDone } from "./support/verdict.ts";

let brokers: Brokers;
let broker: Broker;
/** Instances of the tests before. */
let before: ReadonlySet<number>;

beforeAll(async () => {
  brokers = await startBrokers(1);
  [broker] = brokers.all;
  await kim({ args: ["deploy", "--to", broker.rest], environment: { KIM_DATA_DIR: brokers.folder } });
});
afterAll(() => brokers.stop());
beforeEach(() => {
  before = new Set(storyOf(brokers.records.all()).instances.keys());
});

/** Resolves when so many jobs of this test were done. */
async function untilJobs(count: number): Promise<void> {
  const { completed } = storyOf(brokers.records.all());
  const target = completed.length + count;
  await untilStory(brokers.records, { what: "the workers to work", is: (now) => now.completed.length >= target });
}

function clerk(): void {
  const working = startClerk(brokers);
  onTestFinished(() => working.stop());
}

const POLLED = { way: "polled", environment: {} };
const PUSHED = { way: "pushed", environment: { KIM_WORKER_STREAMING: "true" } };

describe.each([POLLED, PUSHED])("workers whose jobs are $way", ({ way, environment }) => {
  it("go on by themselves after the broker was killed, with nothing lost and nothing sent twice", async () => {
    // given
    const municipality = await openMunicipality(brokers);
    await municipality.host({ to: broker.grpc, environment });
    clerk();

    // when
    const handing = handIn(brokers, { count: 24 });
    await untilJobs(50);
    await broker.kill();
    await broker.start();

    // then
    await expectAllDone(brokers, municipality, { confirmed: await handing, before });
  });

  it("go on by themselves when a network that has swallowed everything is mended", async () => {
    // given
    const proxy = await startProxy(broker.grpcPort);
    onTestFinished(() => proxy.close());
    const municipality = await openMunicipality(brokers);
    const workers = await municipality.host({ to: `grpc://127.0.0.1:${String(proxy.port)}`, environment });
    clerk();

    // when
    const handing = handIn(brokers, { count: 16 });
    await untilJobs(30);
    proxy.freeze();
    const complaints = (): number => workers.lines.filter((line) => line.includes("did not answer")).length;
    await expect.poll(complaints, { timeout: 60_000 }).toBeGreaterThan(0);
    // A gateway goes on pushing into a connection that it does not know to be dead; who polls stands that, too.
    if (way === "pushed") proxy.heal();
    else proxy.forget();

    // then
    await expectAllDone(brokers, municipality, { confirmed: await handing, before });
  });
});

it("workers go on by themselves when connections are cut again and again", async () => {
  const proxy = await startProxy(broker.grpcPort);
  onTestFinished(() => proxy.close());
  const municipality = await openMunicipality(brokers);
  await municipality.host({ to: `grpc://127.0.0.1:${String(proxy.port)}` });
  clerk();
  const handing = handIn(brokers, { count: 16 });
  for (let cuts = 0; cuts < 3; cuts += 1) {
    await untilJobs(20);
    proxy.cut();
  }
  await expectAllDone(brokers, municipality, { confirmed: await handing, before });
});
