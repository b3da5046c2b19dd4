import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { readLoopInput } from "../../src/cli/loop/input.ts";
import { playLoop } from "../../src/cli/loop/play.ts";
import { tasklistStage } from "../../src/cli/loop/tasklist-stage.ts";
import { createFormValidator } from "../../src/portal/forms/validator.ts";
import { openRegister } from "../../src/register/index.ts";
import { startBrokers, type Broker, type Brokers } from "./support/brokers.ts";
import { clusterClock } from "./support/cluster-clock.ts";
import { kim } from "./support/kim.ts";
import { openMunicipality } from "./support/municipality.ts";
import { handIn, startClerk } from "./support/office.ts";
import { untilQuiet, webAppsOf } from "./support/records-tasklist.ts";
import { storyOf, untilStory } from "./support/story.ts";
import { leaderOf, rolesOf, untilLed } from "./support/topology.ts";
import { expectAllDone } from "./support/verdict.ts";

let brokers: Brokers;
/** All gateways, as an operator gives them. */
let gateways: string;

beforeAll(async () => {
  brokers = await startBrokers(3);
  gateways = brokers.all.map(({ grpc }) => grpc).join(",");
  await untilLed(brokers);
  await kim({ args: ["deploy", "--to", brokers.all[0].rest], environment: { KIM_DATA_DIR: brokers.folder } });
});
afterAll(() => brokers.stop());

async function killLeader(): Promise<Broker> {
  const leader = await leaderOf(brokers);
  if (leader === undefined) throw new Error("Expected a leader, but there is none");
  await leader.kill();
  return leader;
}

/** Starts it again and waits until the cluster says that it follows and is well. */
async function bringBack(broker: Broker): Promise<void> {
  await broker.start();
  await expect
    .poll(async () => (await rolesOf(brokers)).get(broker.nodeId), { timeout: 120_000, interval: 500 })
    .toMatch(/^(follower|leader), healthy$/);
}

async function untilJobs(more: number): Promise<void> {
  const target = storyOf(brokers.records.all()).completed.length + more;
  await untilStory(brokers.records, { what: "the workers to work", is: ({ completed }) => completed.length >= target });
}

/** Number of the event of the loop at which the leader is killed: three reports are in, the first decisions are made. */
const IN_THE_MIDDLE = 15;

it("lose nothing and send nothing twice when the leader is killed under load and comes back", async () => {
  // given
  const municipality = await openMunicipality(brokers);
  await municipality.host({ to: gateways });
  const clerk = startClerk(brokers);
  onTestFinished(() => clerk.stop());

  // when
  const handing = handIn(brokers, { count: 40 });
  await untilJobs(40);
  const killed = await killLeader();
  await untilJobs(60);
  expect((await leaderOf(brokers))?.nodeId).not.toBe(killed.nodeId);
  await bringBack(killed);

  // then
  await expectAllDone(brokers, municipality, { confirmed: await handing, before: new Set() });
});

it("play the loop to its close, and a killed leader in the middle changes nothing", async () => {
  // given
  const municipality = await openMunicipality(brokers);
  const clock = clusterClock(brokers);
  const register = await openRegister({ ...municipality.place, clock });
  await municipality.host({ to: gateways, args: ["--clock", brokers.all[0].management] });
  const validator = createFormValidator();
  onTestFinished(async () => {
    await validator.close();
    await register.close();
  });
  const stage = { ...tasklistStage({ ...webAppsOf(brokers), register, clock }), settle: () => untilQuiet(brokers) };

  // when
  let events = 0;
  let back: Promise<void> | undefined;
  const input = readLoopInput("examples/loop-wohnen.yaml");
  const result = await playLoop({ stage, register, validator }, input, () => {
    events += 1;
    if (events === IN_THE_MIDDLE) back = killLeader().then(bringBack);
  });
  await back;

  // then
  expect(result.herausforderungen).toMatchObject([{ zustand: "abgeschlossen" }]);
  expect(result.ungenutzt).toEqual([]);
  expect(back).toBeDefined();
  const { incidents, instances } = storyOf(brokers.records.all());
  expect(incidents).toEqual([]);
  expect([...instances.values()].filter(({ state }) => state === "active")).toEqual([]);
  const sent = await municipality.sent();
  expect(sent.mails.length).toBeGreaterThan(50);
  expect(sent.mails.toSorted()).toEqual(sent.outbox.toSorted());
  expect(new Set(sent.mails).size).toBe(sent.mails.length);
});
