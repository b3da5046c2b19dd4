import { readFileSync } from "node:fs";
import { onTestFinished, describe, expect, it } from "vitest";
import { ZBClient } from "zeebe-node";
import { startGateway } from "./support.ts";

const order = readFileSync(new URL("../rest/models/order.bpmn", import.meta.url));

describe("zeebe-node 8.3.2, unchanged", () => {
  async function connected() {
    const { gateway, served } = await startGateway();
    const client = new ZBClient(gateway, { loglevel: "NONE", retry: false });
    onTestFinished(async () => {
      await client.close();
    });
    return { client, served };
  }

  it("reads the topology", async () => {
    const { client } = await connected();
    expect(await client.topology()).toMatchObject({ gatewayVersion: "8.8.21", clusterSize: 1, partitionsCount: 1 });
  });

  it("deploys", async () => {
    const { client } = await connected();
    const answer = await client.deployResource({ name: "order.bpmn", process: order });
    expect(answer.deployments.map(({ process }) => process.bpmnProcessId)).toEqual(["order", "child", "begun"]);
  });
});
