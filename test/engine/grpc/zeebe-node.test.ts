import { onTestFinished, describe, expect, it } from "vitest";
import { ZBClient, type ZBWorkerTaskHandler } from "zeebe-node";
import * as m from "../../conformance/model/bpmn.ts";
import { startGateway } from "./support.ts";

const caught = m.process("caught", [
  m.start("start"),
  m.service("a", "work"),
  m.end("end"),
  m.boundary("oops", "a", { definition: m.error("OOPS") }),
  m.end("other"),
  m.flows("start > a > end", "oops > other"),
]);
const waiting = m.process("waiting", [
  m.start("start"),
  m.catching("m", m.message("news", "=id")),
  m.end("end"),
  m.flows("start > m > end"),
]);

const PATIENT = 30_000;

describe("zeebe-node 8.3.2, unchanged", { timeout: PATIENT }, () => {
  async function connected() {
    const { gateway, served } = await startGateway();
    const client = new ZBClient(gateway, { loglevel: "NONE", retry: false, longPoll: 10_000 });
    onTestFinished(async () => {
      await client.close();
    });
    const process = Buffer.from(caught);
    const deployed = await client.deployResource({ name: "caught.bpmn", process });
    await client.deployResource({ name: "waiting.bpmn", process: Buffer.from(waiting) });
    const happened = (valueType: string, intent: string) =>
      served.engine.records(0).filter((record) => record.valueType === valueType && record.intent === intent);
    return { client, deployed, happened };
  }

  /** Resolves with the first job that a worker gets and answers. */
  function firstJob(client: ZBClient, answer: ZBWorkerTaskHandler): Promise<unknown> {
    return new Promise((resolve) => {
      client.createWorker({
        taskType: "work",
        taskHandler: (job, worker) => {
          resolve(job);
          return answer(job, worker);
        },
      });
    });
  }

  it("reads the topology and deploys", async () => {
    const { client, deployed } = await connected();
    expect(await client.topology()).toMatchObject({ gatewayVersion: "8.8.21", clusterSize: 1, partitionsCount: 1 });
    expect(deployed.deployments.map(({ process }) => process.bpmnProcessId)).toEqual(["caught"]);
  });

  it("works on jobs: an instance with a result, ended by a worker that completes", async () => {
    const { client } = await connected();
    void firstJob(client, (job) => job.complete({ answer: Number(job.variables["question"]) + 1 }));
    const result = await client.createProcessInstanceWithResult({
      bpmnProcessId: "caught",
      variables: { question: 41 },
    });
    expect(result.variables).toMatchObject({ question: 41, answer: 42 });
  });

  it("hands a worker the job again that it has failed, and an incident when no retry is left", async () => {
    const { client, happened } = await connected();
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: "caught", variables: {} });
    const seen = Promise.withResolvers<undefined>();
    client.createWorker({
      taskType: "work",
      taskHandler: (job) => {
        if (job.retries === 1) seen.resolve(undefined);
        return job.fail(`broken at ${String(job.retries)}`);
      },
    });
    await seen.promise;
    await until(() => happened("INCIDENT", "CREATED").length === 1);
    const [incident] = happened("INCIDENT", "CREATED");
    expect(incident?.value).toMatchObject({ errorType: "JOB_NO_RETRIES", errorMessage: "broken at 1" });
    // when the cause is put right
    const jobKey = String(Number(incident?.value["jobKey"]));
    await client.updateJobRetries({ jobKey, retries: 2 });
    await client.resolveIncident({ incidentKey: String(incident?.key) });
    await client.cancelProcessInstance(processInstanceKey);
    expect(happened("INCIDENT", "RESOLVED")).toHaveLength(1);
  });

  it("throws a business error that the process catches", async () => {
    const { client, happened } = await connected();
    await client.createProcessInstance({ bpmnProcessId: "caught", variables: {} });
    await firstJob(client, (job) => job.error("OOPS", "as the model expects"));
    await until(() =>
      happened("PROCESS_INSTANCE", "ELEMENT_COMPLETED").some(({ value }) => value["elementId"] === "other"),
    );
  });

  it("publishes messages, sets variables and cancels", async () => {
    const { client, happened } = await connected();
    const variables = { id: "7" };
    const first = await client.createProcessInstance({ bpmnProcessId: "waiting", variables });
    await client.setVariables({ elementInstanceKey: first.processInstanceKey, variables: { x: 1 }, local: false });
    await client.publishMessage({ name: "news", correlationKey: "7", timeToLive: 1000, variables: { text: "hello" } });
    await until(() => happened("PROCESS_MESSAGE_SUBSCRIPTION", "CORRELATED").length === 1);
    const second = await client.createProcessInstance({ bpmnProcessId: "waiting", variables: { id: "8" } });
    await client.cancelProcessInstance(second.processInstanceKey);
    await expect(client.cancelProcessInstance(second.processInstanceKey)).rejects.toMatchObject({ code: 5 });
    expect(happened("VARIABLE", "CREATED").map(({ value }) => value["name"])).toEqual(["id", "x", "text", "id"]);
  });
});

/** Resolves once it is so; the test's own time limit says when to give up. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
