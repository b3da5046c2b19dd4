import { onTestFinished, describe, expect, it } from "vitest";
import { openEngine, type Command } from "../../../src/engine/engine.ts";
import { jobKeysOf, pollJobs, type JobDesk } from "../../../src/engine/jobs/activation.ts";
import { JobQueues } from "../../../src/engine/jobs/job-queues.ts";
import { create, deployment } from "../../conformance/behaviour.ts";
import { knownFrom } from "../../conformance/known.ts";
import * as m from "../../conformance/model/bpmn.ts";

const straight = m.process("p", [m.start("start"), m.service("a", "a"), m.end("end"), m.flows("start > a > end")]);
const ACTIVATION = { type: "a", worker: "w", timeout: 60_000, fetchVariables: [] };
const still = new AbortController().signal;

describe("waiting for jobs", () => {
  async function opened() {
    const engine = openEngine({ file: ":memory:" });
    onTestFinished(() => engine.close());
    await engine.execute(deployment({ "p.bpmn": straight }));
    const jobQueues = new JobQueues(engine);
    const start = create("p");
    const begin = async (): Promise<void> => {
      if ("command" in start) await engine.execute(start.command(knownFrom([])));
    };
    const poll = async (desk: JobDesk, signal = still, maxJobs = 1) => {
      const outcome = await pollJobs(desk, ACTIVATION, { requestTimeoutMs: 60_000, maxJobs, signal });
      return outcome === undefined ? [] : jobKeysOf(outcome.record);
    };
    return { engine, jobQueues, begin, poll };
  }

  it("gives each job to whoever waits longest", async () => {
    const { engine, jobQueues, begin, poll } = await opened();
    const served: string[] = [];
    const waiting = ["first", "second", "third"].map((name) =>
      poll({ engine, jobQueues }).then(() => served.push(name)),
    );
    for (let count = 0; count < 3; count++) await begin();
    await Promise.all(waiting);
    expect(served).toEqual(["first", "second", "third"]);
  });

  it("gives jobs back at once whose client went away while they were activated", async () => {
    const { engine, jobQueues, begin, poll } = await opened();
    await begin();
    const gone = new AbortController();
    const execute = async (command: Command) => {
      const outcome = await engine.execute(command);
      if (command.valueType === "JOB_BATCH") gone.abort();
      return outcome;
    };
    expect(await poll({ engine: { execute }, jobQueues }, gone.signal)).toEqual([]);
    expect(engine.records(0).at(-1)).toMatchObject({ valueType: "JOB", intent: "YIELDED" });
    expect(await poll({ engine, jobQueues })).toHaveLength(1);
  });

  it("refuses what the engine refuses at once, however many others wait", async () => {
    const { engine, jobQueues, poll } = await opened();
    const waiting = poll({ engine, jobQueues });
    const refused = await pollJobs({ engine, jobQueues }, ACTIVATION, {
      requestTimeoutMs: 60_000,
      maxJobs: 0,
      signal: still,
    });
    expect(refused?.record.rejectionType).toBe("INVALID_ARGUMENT");
    jobQueues.close();
    expect(await waiting).toEqual([]);
  });
});
