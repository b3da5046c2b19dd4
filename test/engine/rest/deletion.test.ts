import { describe, expect, it } from "vitest";
import { model, NOW, startTestEngine } from "./support.ts";

const script = (name: string) => new File([JSON.stringify({ id: "script", name, versionTag: "v1" })], "script.rpa");

describe("deletion of resources as the real Camunda client sees it", () => {
  it("takes a process out of use and shows it as deleted", async () => {
    const { client } = await startTestEngine();
    const deployed = await client.createDeployment({ resources: [model("texts.bpmn")] });
    const [process] = deployed.processes;
    const resourceKey = process?.processDefinitionKey ?? "";
    const { processDefinitionId } = process ?? {};
    await client.deleteResource({ resourceKey });
    await expect(client.createProcessInstance({ processDefinitionId })).rejects.toMatchObject({ status: 404 });
    const found = await client.searchProcessDefinitions({ filter: { processDefinitionId } }, NOW);
    expect(found.items.map(({ state }) => state)).toEqual(["DELETED"]);
    const newest = { processDefinitionId, isLatestVersion: true };
    expect((await client.searchProcessDefinitions({ filter: newest }, NOW)).items).toEqual([]);
    await expect(client.deleteResource({ resourceKey })).rejects.toMatchObject({ status: 404 });
  });

  it("refuses a process of which an instance runs", async () => {
    const { client } = await startTestEngine();
    const deployed = await client.createDeployment({
      resources: ["order.bpmn", "checkform.form", "startform.form"].map(model),
    });
    const child = deployed.processes.find(({ processDefinitionId }) => processDefinitionId === "child");
    await client.createProcessInstance({ processDefinitionId: "child" });
    const deletion = client.deleteResource({ resourceKey: child?.processDefinitionKey });
    await expect(deletion).rejects.toMatchObject({ status: 409 });
  });

  it("deletes decisions with their requirements", async () => {
    const { client } = await startTestEngine();
    const deployed = await client.createDeployment({ resources: [model("dec.dmn")] });
    const [requirements] = deployed.decisionRequirements;
    await client.deleteResource({ resourceKey: requirements?.decisionRequirementsKey });
    const [decision] = deployed.decisions;
    const evaluation = client.evaluateDecision({ decisionDefinitionId: decision?.decisionDefinitionId, variables: {} });
    await expect(evaluation).rejects.toMatchObject({ status: 404 });
    const latest = await client.searchDecisionDefinitions({ filter: { isLatestVersion: true } }, NOW);
    expect(latest.items).toEqual([]);
  });

  it("keeps another resource with its content until it is deleted", async () => {
    const { client } = await startTestEngine();
    const deployed = await client.createDeployment({ resources: [script("one")] });
    const resourceKey = deployed.resources[0]?.resourceKey;
    expect(await client.getResource({ resourceKey })).toMatchObject({
      resourceId: "script",
      resourceName: "script.rpa",
      version: 1,
      versionTag: "v1",
    });
    expect(await client.getResourceContent({ resourceKey })).toBe(await script("one").text());
    await client.deleteResource({ resourceKey });
    await expect(client.getResource({ resourceKey })).rejects.toMatchObject({ status: 404 });
  });
});
