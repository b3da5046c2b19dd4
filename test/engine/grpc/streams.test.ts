import type { ClientReadableStream } from "@grpc/grpc-js";
import { onTestFinished, describe, expect, it } from "vitest";
import { z } from "zod";
import * as m from "../../conformance/model/bpmn.ts";
import { RawClient } from "./raw-client.ts";
import { startGateway } from "./support.ts";

const straight = (type: string) =>
  m.process(type, [m.start("start"), m.service("task", type), m.end("end"), m.flows("start > task > end")]);

const JOB = z.object({ key: z.string(), variables: z.string(), worker: z.string() });
const BATCH = z.object({ jobs: z.array(JOB) });

const LONG = { timeout: 600_000, maxJobsToActivate: 1, requestTimeout: 600_000 };

describe("jobs over gRPC", { timeout: 60_000 }, () => {
  async function started(...types: string[]) {
    const { gateway, served } = await startGateway();
    const connect = (): RawClient => {
      const client = new RawClient(gateway);
      onTestFinished(() => {
        client.close();
      });
      return client;
    };
    const client = connect();
    for (const type of types) {
      const resources = [{ name: `${type}.bpmn`, content: Buffer.from(straight(type)) }];
      expect(await client.call("DeployResource", { resources })).toMatchObject({ code: "OK" });
    }
    const create = async (type: string, variables = "{}"): Promise<void> => {
      const request = { bpmnProcessId: type, version: -1, variables };
      expect(await client.call("CreateProcessInstance", request)).toMatchObject({ code: "OK" });
    };
    const states = () =>
      served.engine.records(0).flatMap(({ valueType, intent }) => (valueType === "JOB" ? [intent] : []));
    return { client, connect, create, served, states };
  }

  /** A stream of jobs that keeps what it gets. */
  function streamOf(client: RawClient, type: string, worker = "w") {
    const jobs: z.infer<typeof JOB>[] = [];
    const stream = client.open("StreamActivatedJobs", { type, worker, timeout: 600_000 });
    stream.on("error", () => undefined);
    stream.on("data", (job: object) => jobs.push(JOB.parse(job)));
    onTestFinished(() => {
      stream.cancel();
    });
    return { stream, jobs };
  }

  it("shares jobs evenly between streams and polls that wait", async () => {
    const { client, connect, create } = await started("a");
    const first = streamOf(client, "a", "first");
    const second = streamOf(connect(), "a", "second");
    for (let count = 0; count < 20; count++) await create("a");
    await until(() => first.jobs.length + second.jobs.length === 20);
    expect(Math.min(first.jobs.length, second.jobs.length)).toBeGreaterThanOrEqual(5);
    // when somebody polls beside them
    const poll = client.call("ActivateJobs", { ...LONG, type: "a", worker: "poll" }, 60_000);
    for (let count = 0; count < 6; count++) await create("a");
    expect((await poll).messages).toHaveLength(1);
  });

  it("gives jobs to others when a stream is gone", async () => {
    const { client, connect, create, states } = await started("a");
    const gone = connect();
    const { stream, jobs } = streamOf(gone, "a");
    await create("a");
    await until(() => jobs.length === 1);
    const ended = new Promise((resolve) => stream.once("status", resolve));
    stream.cancel();
    await ended;
    // The server has heard of it when a later call on the same connection is answered.
    await gone.call("Topology", {});
    await create("a");
    const { messages } = await client.call("ActivateJobs", { ...LONG, type: "a", worker: "other" });
    expect(BATCH.parse(messages[0]).jobs.map(({ worker }) => worker)).toEqual(["other"]);
    expect(states()).toEqual(["CREATED", "CREATED"]);
  });

  it("stops pushing to a client that does not read, and goes on when it reads again", async () => {
    const { connect, create, states } = await started("a");
    const slow = connect();
    const stream: ClientReadableStream<object> = slow.open("StreamActivatedJobs", { type: "a", timeout: 600_000 });
    onTestFinished(() => {
      stream.cancel();
    });
    stream.on("error", () => undefined);
    let count = 0;
    stream.on("data", () => {
      count += 1;
      if (count === 1) stream.pause();
    });
    const big = JSON.stringify({ text: "x".repeat(100_000) });
    for (let made = 0; made < 150; made++) await create("a", big);
    // What is on its way fills the windows of the connection; the rest stays with the engine, for others.
    const other = connect();
    const free = await other.call("ActivateJobs", { ...LONG, type: "a", worker: "other", requestTimeout: -1 });
    expect(free.messages).toHaveLength(1);
    stream.resume();
    await until(() => count === 149);
    expect(states().filter((intent) => intent === "CREATED")).toHaveLength(150);
  });

  it("takes back what a client had no room for when its stream breaks off", async () => {
    const { connect, create, states } = await started("a");
    const slow = connect();
    const stream = slow.open("StreamActivatedJobs", { type: "a", timeout: 600_000 });
    stream.on("error", () => undefined);
    stream.on("data", () => stream.pause());
    const big = JSON.stringify({ text: "x".repeat(100_000) });
    for (let made = 0; made < 150; made++) await create("a", big);
    stream.cancel();
    await until(() => states().includes("YIELDED"));
    expect(states().filter((intent) => intent === "YIELDED").length).toBeGreaterThan(1);
  });

  it("splits a batch that would be too big for one message", async () => {
    const { client, create } = await started("a");
    const big = JSON.stringify({ text: "x".repeat(1_000_000) });
    for (let count = 0; count < 6; count++) await create("a", big);
    const answer = await client.call("ActivateJobs", { ...LONG, type: "a", worker: "w", maxJobsToActivate: 32 });
    expect(answer.code).toBe("OK");
    expect(answer.messages.length).toBeGreaterThan(1);
    expect(answer.messages.flatMap((message) => BATCH.parse(message).jobs)).toHaveLength(6);
  });

  it("stays alive with 1,000 idle long polls and 100 streams, and serves each of them", async () => {
    const { client, connect, create, served } = await started("a", "b");
    const polling = Array.from({ length: 10 }, connect);
    const polls = Array.from({ length: 1000 }, (_, index) =>
      (polling[index % 10] ?? client).call("ActivateJobs", { ...LONG, type: "a", worker: "w" }, 120_000),
    );
    const streams = Array.from({ length: 100 }, (_, index) => streamOf(polling[index % 10] ?? client, "b"));
    expect((await client.call("Topology", {})).code).toBe("OK");
    await Promise.all(Array.from({ length: 200 }, () => create("b")));
    await until(() => streams.flatMap(({ jobs }) => jobs).length === 200);
    await Promise.all(Array.from({ length: 10 }, () => create("a")));
    await Promise.race(polls);
    expect(new Set(streams.flatMap(({ jobs }) => jobs.map(({ key }) => key))).size).toBe(200);
    // when the engine is closed, everybody is answered
    await served.close();
    const answers = await Promise.all(polls);
    expect(answers.filter(({ code }) => code !== "OK")).toEqual([]);
    expect(answers.flatMap(({ messages }) => messages)).toHaveLength(10);
  });
});

/** Resolves once it is so; the test's own time limit says when to give up. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
