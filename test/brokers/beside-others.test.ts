import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { ZBClient } from "zeebe-node";
import { hasPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import { startBrokers, type Broker, type Brokers } from "./support/brokers.ts";
import { kim } from "./support/kim.ts";
import { openMunicipality } from "./support/municipality.ts";
import { handIn, startClerk } from "./support/office.ts";
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

function clerk(): void {
  const working = startClerk(brokers);
  onTestFinished(() => working.stop());
}

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `host-${String(at + 1)}`);

describe.runIf(hasPostgres())("worker hosts with a register on PostgreSQL", () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it("share the work when three start at one moment on an empty register, and send nothing twice, also when one of them is killed", async () => {
    // given
    const municipality = await openMunicipality(brokers, await postgres.database());
    const hosts = await Promise.all(
      names(3).map((name) => municipality.host({ to: broker.grpc, environment: { CAMUNDA_WORKER_NAME: name } })),
    );
    clerk();
    const since = storyOf(brokers.records.all()).completed.length;

    // when
    const first = await handIn(brokers, { count: 24 });
    await expectAllDone(brokers, municipality, { confirmed: first, before });
    await hosts[0]?.kill();
    const second = await handIn(brokers, { count: 12 });

    // then
    const story = await expectAllDone(brokers, municipality, { confirmed: [...first, ...second], before });
    const shares = Map.groupBy(story.completed.slice(since), ({ worker }) => worker);
    for (const name of names(3)) expect(shares.get(name)?.length ?? 0, name).toBeGreaterThan(0);
  });

  it("go on by themselves when PostgreSQL was away, without an incident", async () => {
    // given
    const municipality = await openMunicipality(brokers, await postgres.database());
    const workers = await municipality.host({ to: broker.grpc });
    clerk();

    // when it is away for longer than three attempts of a job that fails would take
    const handing = handIn(brokers, { count: 20 });
    const since = storyOf(brokers.records.all()).completed.length;
    await untilStory(brokers.records, { what: "work", is: ({ completed }) => completed.length > since + 10 });
    await postgres.without(async () => {
      const heard = (): number => workers.lines.filter((line) => line.includes("does not answer at the moment")).length;
      await expect.poll(heard, { timeout: 30_000 }).toBeGreaterThan(30);
    });

    // then
    await expectAllDone(brokers, municipality, { confirmed: await handing, before, mayRepeat: true });
  });
});

it("two worker hosts with one register in a file send nothing twice", async () => {
  const municipality = await openMunicipality(brokers);
  await municipality.host({ to: broker.grpc });
  await municipality.host({ to: broker.grpc });
  clerk();
  const confirmed = await handIn(brokers, { count: 16 });
  await expectAllDone(brokers, municipality, { confirmed, before });
});

it("an unchanged worker of zeebe-node serves one of our job types beside our hosts", async () => {
  // given
  const municipality = await openMunicipality(brokers);
  await municipality.host({ to: broker.grpc, args: ["--without", "frist-berechnen"] });
  const zeebe = new ZBClient(`127.0.0.1:${String(broker.grpcPort)}`, { loglevel: "NONE" });
  onTestFinished(async () => {
    await zeebe.close();
  });
  const frist = {
    faelligAm: "2030-01-31T12:00:30+01:00",
    erinnerungAm: "2030-01-20T12:00:00+01:00",
    vertretungAm: "2030-01-31T12:00:30+01:00",
    eskalationAm: "2030-02-07T12:00:00+01:00",
  };
  zeebe.createWorker({
    taskType: "frist-berechnen",
    id: "old-worker",
    taskHandler: (job) => job.complete({ frist }),
  });

  // when
  const confirmed = await handIn(brokers, { count: 10 });
  await untilStory(brokers.records, { what: "ten tasks with a date", is: ({ openTasks }) => openTasks.length === 10 });

  // then
  const dueDates = brokers.records.all().flatMap(({ valueType, intent, value }) => {
    const task = z.object({ processInstanceKey: z.number(), dueDate: z.string() }).safeParse(value).data;
    const isOwn = task !== undefined && confirmed.includes(task.processInstanceKey);
    return valueType === "USER_TASK" && intent === "CREATED" && isOwn ? [task.dueDate] : [];
  });
  expect(dueDates).toEqual(confirmed.map(() => frist.faelligAm));
  clerk();
  const { completed } = await expectAllDone(brokers, municipality, { confirmed, before });
  const served = completed.filter(({ worker }) => worker === "old-worker").map(({ type }) => type);
  expect(served).toEqual(confirmed.map(() => "frist-berechnen"));
});

it("workers that shall speak REST with an older Camunda say what to do instead", async () => {
  const municipality = await openMunicipality(brokers);
  await expect(municipality.host({ to: broker.rest })).rejects.toThrow(
    /Expected Camunda 8\.8 or later at .* for workers that speak REST, but it is 8\.6\.0\. .* or give --to grpc:/,
  );
});
