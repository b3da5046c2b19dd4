import { OrchestrationLifters } from "@camunda8/sdk";
import { Registry } from "prom-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { createKeyedCamundaClient } from "../../src/camunda/client.ts";
import { deployResources } from "../../src/camunda/deploy.ts";
import { createGrpcClient } from "../../src/camunda/grpc-client.ts";
import { grpcTransport } from "../../src/camunda/grpc-transport.ts";
import type { JobTransport } from "../../src/camunda/job-transport.ts";
import { createWorkerHost, type WorkerHost } from "../../src/camunda/worker-host.ts";
import { createWorkerMetrics } from "../../src/camunda/worker-metrics.ts";
import { serveEngine } from "../../src/engine/serve.ts";
import { bpmnError, complete, defineWorker, retryLater } from "../../workers/define-worker.ts";
import { clientOf, oneTask, silent, until } from "./served-engine.ts";

const settings = { workerName: "probe", jobTimeoutMs: 60_000, maxJobs: 4, pollTimeoutMs: 2_000 };
const keyOf = OrchestrationLifters.ProcessInstanceKey.assumeExists;
const NOW = { consistency: { waitUpToMs: 0 } };

type Handle = (
  zahl: number,
) =>
  | ReturnType<typeof complete<{ doppelt: number }>>
  | ReturnType<typeof bpmnError<"NEIN">>
  | ReturnType<typeof retryLater>;

test.each([
  { way: "polled", streamWatchMs: undefined },
  { way: "pushed", streamWatchMs: 60_000 },
])("a job that is $way is completed with its variables", async ({ streamWatchMs }) => {
  // given
  const bench = await openBench();
  bench.host((zahl) => complete({ doppelt: zahl * 2 }), { streamWatchMs });

  // when
  const key = await bench.create(21);

  // then
  await until(() => bench.isOver(key), "the instance to end");
  expect(await bench.variable(key, "doppelt")).toBe("42");
});

test("a BPMN error is caught by the model", async () => {
  const bench = await openBench();
  bench.host(() => bpmnError("NEIN", "no"), {});
  const key = await bench.create(1);
  await until(() => bench.isOver(key), "the instance to end");
  expect(await bench.isAt(key, "refused")).toBe(true);
});

test("trouble that passes keeps the retries and waits before it comes back", async () => {
  const bench = await openBench();
  bench.host(() => retryLater("not yet"), {});
  const key = await bench.create(1);
  await until(async () => (await bench.jobOf(key)).state === "FAILED", "the job to fail");
  expect(await bench.jobOf(key)).toMatchObject({ retries: 3, errorMessage: "not yet" });
});

test("a stream that has stalled is found by the poll beside it, and opened anew", async () => {
  // given a transport whose first stream is open and brings nothing, as the SDK's after an error
  const bench = await openBench();
  let opened = 0;
  const stalling = (real: JobTransport): JobTransport => ({
    ...real,
    stream: (request, onJob) => {
      opened += 1;
      return opened === 1
        ? Promise.resolve({ close: () => undefined })
        : (real.stream?.(request, onJob) ?? Promise.reject(new Error("none")));
    },
  });
  bench.host((zahl) => complete({ doppelt: zahl * 2 }), { streamWatchMs: 300, change: stalling });
  await until(() => opened === 1, "the first stream to open");

  // when the first job may still count as one that waited before the stream
  for (const zahl of [4, 5]) {
    const key = await bench.create(zahl);
    await until(() => bench.isOver(key), "the instance to end");
  }

  // then
  await until(() => opened === 2, "a second stream to open");
});

test("jobs that a stream had no room for are fetched to the last, not only as many as fit at once", async () => {
  const bench = await openBench();
  const full = (real: JobTransport): JobTransport => ({
    ...real,
    stream: () => Promise.resolve({ close: () => undefined }),
  });
  const keys = await Promise.all(Array.from({ length: 4 * settings.maxJobs }, (_, zahl) => bench.create(zahl)));
  bench.host((zahl) => complete({ doppelt: zahl * 2 }), { streamWatchMs: 60_000, change: full });
  for (const key of keys) await until(() => bench.isOver(key), "every instance to end");
});

test("the SDK's own stream stalls after an error of the gateway, and the jobs are done all the same", async () => {
  // given
  const bench = await openBench();
  const complaints = vi.spyOn(console, "error").mockImplementation(() => undefined);
  onTestFinished(() => {
    complaints.mockRestore();
  });
  bench.host((zahl) => complete({ doppelt: zahl * 2 }), { streamWatchMs: 300 });
  const first = await bench.create(1);
  await until(() => bench.isOver(first), "the first instance to end");

  // when the gateway goes away and comes back on its port
  await bench.restart();
  const second = await bench.create(2);

  // then
  await until(() => bench.isOver(second), "the second instance to end");
});

async function openBench() {
  let served = await serveEngine({ file: ":memory:", port: 0, grpcPort: 0, logger: silent });
  onTestFinished(() => served.close());
  const { port, url } = served.address;
  const gateway = served.gatewayAddress ?? "";
  const camunda = clientOf(url);
  const keyed = createKeyedCamundaClient({ address: url });
  const deploy = () => deployResources(camunda, [{ name: "probe.bpmn", content: oneTask("probe") }]);
  await deploy();
  const jobOf = async (processInstanceKey: string) => {
    const { items } = await keyed.searchJobs({ filter: { processInstanceKey: keyOf(processInstanceKey) } }, NOW);
    return z.object({ state: z.string(), retries: z.number(), errorMessage: z.string().nullish() }).parse(items[0]);
  };
  const inInstance = async (processInstanceKey: string) =>
    (await keyed.searchElementInstances({ filter: { processInstanceKey: keyOf(processInstanceKey) } }, NOW)).items;
  return {
    jobOf,
    host: (
      handle: Handle,
      options: { streamWatchMs?: number | undefined; change?: (real: JobTransport) => JobTransport },
    ): WorkerHost => hostAt(gateway, handle, options),
    create: async (zahl: number) => {
      const { processInstanceKey } = await camunda.createProcessInstance({
        processDefinitionId: "probe",
        variables: { zahl },
      });
      return processInstanceKey;
    },
    isOver: async (processInstanceKey: string) =>
      (await camunda.getProcessInstance({ processInstanceKey }, NOW)).state === "COMPLETED",
    isAt: async (processInstanceKey: string, elementId: string) =>
      (await inInstance(processInstanceKey)).some((each) => each.elementId === elementId),
    variable: async (processInstanceKey: string, name: string) =>
      (await keyed.searchVariables({ filter: { processInstanceKey: keyOf(processInstanceKey), name } }, NOW)).items[0]
        ?.value,
    restart: async () => {
      await served.close();
      served = await serveEngine({ file: ":memory:", port, grpcPort: Number(gateway.split(":")[1]), logger: silent });
      await deploy();
    },
  };
}

function hostAt(
  gateway: string,
  handle: Handle,
  {
    streamWatchMs,
    change = (real) => real,
  }: { streamWatchMs?: number | undefined; change?: (real: JobTransport) => JobTransport },
): WorkerHost {
  const transport = grpcTransport([() => createGrpcClient({ address: `grpc://${gateway}` })]);
  const worker = defineWorker(
    {
      type: "probe",
      input: z.object({ zahl: z.number() }),
      output: z.object({ doppelt: z.number() }),
      bpmnErrors: ["NEIN"],
    },
    () => (job) => Promise.resolve(handle(job.input.zahl)),
  ).prepare(undefined);
  const host = createWorkerHost({
    transport: change(transport),
    workers: [worker],
    settings: { ...settings, streamWatchMs },
    logger: silent,
    metrics: createWorkerMetrics(new Registry()),
  });
  host.start();
  onTestFinished(async () => {
    await host.stop();
    await transport.close();
  });
  return host;
}
