import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OrchestrationLifters } from "@camunda8/sdk";
import { Registry } from "prom-client";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { deployResources } from "../../src/camunda/deploy.ts";
import { createKeyedCamundaClient, type KeyedCamundaClient } from "../../src/camunda/client.ts";
import { createWorkerHost, type WorkerHost } from "../../src/camunda/worker-host.ts";
import { restTransport } from "../../src/camunda/rest-transport.ts";
import { createWorkerMetrics } from "../../src/camunda/worker-metrics.ts";
import { bpmnError, complete, defineWorker, retryLater, type PreparedWorker } from "../../workers/define-worker.ts";
import { clientOf, oneTask, silent, startEngine, until } from "./served-engine.ts";

const settings = { workerName: "probe", jobTimeoutMs: 86_400_000, maxJobs: 4, pollTimeoutMs: 2_000 };

const keyOf = OrchestrationLifters.ProcessInstanceKey.assumeExists;

const PAUSE_MS = 60_000;

interface Bench {
  readonly keyed: KeyedCamundaClient;
  readonly registry: Registry;
  host(worker: PreparedWorker): WorkerHost;
  start(variables: Record<string, unknown>): Promise<string>;
  stateOf(processInstanceKey: string): Promise<string>;
  /** Moves the engine's clock over the pause between two attempts and asks whether it was enough. */
  jumpTo(isReached: () => boolean): Promise<boolean>;
}

async function openBench(url: string): Promise<Bench> {
  let timestamp = Date.now();
  const camunda = clientOf(url);
  const keyed = createKeyedCamundaClient({ address: url });
  await deployResources(camunda, [{ name: "probe.bpmn", content: oneTask("probe") }]);
  const registry = new Registry();
  const metrics = createWorkerMetrics(registry);
  return {
    keyed,
    registry,
    host: (worker) => {
      const host = createWorkerHost({
        transport: restTransport(camunda),
        workers: [worker],
        settings,
        logger: silent,
        metrics,
      });
      onTestFinished(() => host.stop());
      return host;
    },
    start: async (variables) =>
      (await camunda.createProcessInstance({ processDefinitionId: "probe", variables })).processInstanceKey,
    stateOf: async (processInstanceKey) =>
      (await camunda.getProcessInstance({ processInstanceKey }, { consistency: { waitUpToMs: 0 } })).state,
    jumpTo: async (isReached) => {
      timestamp += PAUSE_MS;
      await camunda.pinClock({ timestamp });
      return isReached();
    },
  };
}

function worker(
  handle: (
    zahl: number,
  ) => Promise<
    | { kind: "complete"; variables: { doppelt: number } }
    | { kind: "bpmnError"; code: "NEIN"; message: string }
    | { kind: "retryLater"; reason: string }
  >,
): PreparedWorker {
  const definition = {
    type: "probe",
    input: z.object({ zahl: z.number() }),
    output: z.object({ doppelt: z.number() }),
    bpmnErrors: ["NEIN"],
  } as const;
  return defineWorker(
    definition,
    () =>
      ({ input }) =>
        handle(input.zahl),
  ).prepare({});
}

async function incidentOf(bench: Bench, processInstanceKey: string): Promise<string> {
  const search = (): Promise<{ items: readonly { errorMessage: string }[] }> =>
    bench.keyed.searchIncidents(
      { filter: { processInstanceKey: keyOf(processInstanceKey), state: "ACTIVE" } },
      { consistency: { waitUpToMs: 0 } },
    );
  await until(async () => (await search()).items.length > 0, "an incident");
  return (await search()).items[0]?.errorMessage ?? "";
}

test("a worker's result goes back to the process", async () => {
  // given
  const bench = await openBench((await startEngine()).url);
  const host = bench.host(worker((zahl) => Promise.resolve(complete({ doppelt: zahl * 2 }))));
  host.start();
  // when
  const key = await bench.start({ zahl: 21 });
  await until(async () => (await bench.stateOf(key)) === "COMPLETED", "the instance to complete");
  // then
  const { items } = await bench.keyed.searchVariables(
    { filter: { processInstanceKey: keyOf(key), name: "doppelt" } },
    { consistency: { waitUpToMs: 0 } },
  );
  expect(items).toMatchObject([{ value: "42" }]);
  expect(await bench.registry.getSingleMetricAsString("kim_job_events_total")).toContain(
    'kim_job_events_total{action="completed",type="probe"} 1',
  );
});

test("a modelled outcome takes its own way through the process", async () => {
  const bench = await openBench((await startEngine()).url);
  bench.host(worker(() => Promise.resolve(bpmnError("NEIN", "Expected more")))).start();
  const key = await bench.start({ zahl: 1 });
  await until(async () => (await bench.stateOf(key)) === "COMPLETED", "the instance to complete");
  const { items } = await bench.keyed.searchElementInstances(
    { filter: { processInstanceKey: keyOf(key), elementId: OrchestrationLifters.ElementId.assumeExists("refused") } },
    { consistency: { waitUpToMs: 0 } },
  );
  expect(items).toHaveLength(1);
});

test("wrong input is an incident at once, with a sentence that names the variable and not its value", async () => {
  const bench = await openBench((await startEngine()).url);
  bench.host(worker((zahl) => Promise.resolve(complete({ doppelt: zahl })))).start();
  const message = await incidentOf(bench, await bench.start({ zahl: "geheim" }));
  expect(message).toMatch(/^Expected valid input variables for job type "probe", but "zahl": /);
  expect(message).not.toContain("geheim");
});

test("a worker that throws is tried again with a pause and then becomes an incident without the thrown text", async () => {
  // given
  const bench = await openBench((await startEngine()).url);
  let calls = 0;
  bench
    .host(
      worker(() => {
        calls += 1;
        return Promise.reject(new TypeError("Maria Muster, Hauptstraße 1"));
      }),
    )
    .start();
  // when
  const key = await bench.start({ zahl: 1 });
  await until(() => bench.jumpTo(() => calls === 3), "three attempts");
  const message = await incidentOf(bench, key);
  // then
  expect(calls).toBe(3);
  expect(message).toMatch(/^Expected job type "probe" to finish, but it stopped with TypeError/);
});

test("passing trouble uses up no retries", async () => {
  const bench = await openBench((await startEngine()).url);
  let calls = 0;
  bench
    .host(
      worker((zahl) => {
        calls += 1;
        return Promise.resolve(calls < 6 ? retryLater("noch nicht") : complete({ doppelt: zahl }));
      }),
    )
    .start();
  const key = await bench.start({ zahl: 1 });
  await until(() => bench.jumpTo(() => calls === 6), "six attempts");
  await until(async () => (await bench.stateOf(key)) === "COMPLETED", "the instance to complete");
});

test("a stop lets the running job finish and fetches no more", async () => {
  // given
  const bench = await openBench((await startEngine()).url);
  const gate = Promise.withResolvers<undefined>();
  const host = bench.host(
    worker(async (zahl) => {
      await gate.promise;
      return complete({ doppelt: zahl });
    }),
  );
  host.start();
  const key = await bench.start({ zahl: 1 });
  await until(() => host.activeJobs() === 1, "the job to start");
  // when
  const stopping = host.stop();
  expect(host.state()).toBe("draining");
  gate.resolve(undefined);
  await stopping;
  // then
  expect(host.state()).toBe("stopped");
  expect(await bench.stateOf(key)).toBe("COMPLETED");
  const later = await bench.start({ zahl: 2 });
  expect(await bench.stateOf(later)).toBe("ACTIVE");
});

test("the host survives an engine that goes away and comes back, and loses no result", async () => {
  // given: an engine on a file, and a job whose result meets a closed door
  const directory = mkdtempSync(join(tmpdir(), "kim-engine-"));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const file = join(directory, "engine.db");
  const first = await startEngine({ file });
  const bench = await openBench(first.url);
  const gate = Promise.withResolvers<undefined>();
  let calls = 0;
  const host = bench.host(
    worker(async (zahl) => {
      calls += 1;
      if (calls === 1) await gate.promise;
      return complete({ doppelt: zahl });
    }),
  );
  host.start();
  const key = await bench.start({ zahl: 1 });
  await until(() => host.activeJobs() === 1, "the job to start");
  // when
  await first.close();
  await until(() => host.waitingFor().length === 1, "the host to notice");
  gate.resolve(undefined);
  await startEngine({ file, port: first.port });
  // then
  await until(async () => (await bench.stateOf(key)) === "COMPLETED", "the result to arrive");
  expect(calls).toBe(1);
  const second = await bench.start({ zahl: 2 });
  await until(async () => (await bench.stateOf(second)) === "COMPLETED", "the next job to be done");
  expect(host.waitingFor()).toEqual([]);
});
