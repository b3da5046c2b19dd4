import { Camunda8 } from "@camunda8/sdk";
import { onTestFinished, describe, expect, it } from "vitest";
import * as m from "../../conformance/model/bpmn.ts";
import { startGateway } from "./support.ts";

const straight = m.process("straight", [
  m.start("start"),
  m.service("a", "work"),
  m.end("end"),
  m.flows("start > a > end"),
]);

describe("the gRPC client of @camunda8/sdk", { timeout: 30_000 }, () => {
  async function connected() {
    const { gateway, served } = await startGateway();
    const client = new Camunda8(
      {
        ZEEBE_GRPC_ADDRESS: `grpc://${gateway}`,
        CAMUNDA_AUTH_STRATEGY: "NONE",
        zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: "NONE", ZEEBE_GRPC_CLIENT_EAGER_CONNECT: false },
      },
      { defaultCached: false },
    ).getZeebeGrpcApiClient();
    onTestFinished(async () => {
      await client.close();
    });
    await client.deployResource({ name: "straight.bpmn", process: Buffer.from(straight) });
    const completed = () =>
      served.engine.records(0).filter(({ valueType, intent }) => valueType === "JOB" && intent === "COMPLETED").length;
    return { client, completed };
  }

  it("works on jobs by polling", async () => {
    const { client } = await connected();
    client.createWorker({ taskType: "work", taskHandler: (job) => job.complete({ by: "polling" }) });
    const result = await client.createProcessInstanceWithResult({ bpmnProcessId: "straight", variables: {} });
    expect(result.variables).toEqual({ by: "polling" });
  });

  it("works on jobs that are pushed to it, those that were there before among them", async () => {
    const { client, completed } = await connected();
    await client.createProcessInstance({ bpmnProcessId: "straight", variables: {} });
    const stream = await client.streamJobs({
      type: "work",
      worker: "streaming",
      timeout: 30_000,
      tenantIds: [],
      fetchVariables: [],
      taskHandler: (job) => job.complete({ by: job.worker }),
    });
    onTestFinished(() => {
      stream.close();
    });
    const result = await client.createProcessInstanceWithResult({ bpmnProcessId: "straight", variables: {} });
    expect(result.variables).toEqual({ by: "streaming" });
    expect(completed()).toBe(2);
  });
});
