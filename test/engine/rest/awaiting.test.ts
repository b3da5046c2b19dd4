import { expect, it } from "vitest";
import { model, NOW, startTestEngine } from "./support.ts";

it("a cancelled instance whose result is awaited ends in 504 at the caller's time limit", async () => {
  const { client } = await startTestEngine();
  await client.createDeployment({ resources: ["order.bpmn", "checkform.form", "startform.form"].map(model) });
  const creation = { processDefinitionId: "child", awaitCompletion: true, requestTimeout: 300 };
  const awaited = expect(client.createProcessInstance(creation)).rejects.toMatchObject({ status: 504 });
  const request = { type: "childwork", worker: "w", timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 5000 };
  const { jobs } = await client.activateJobs(request);
  await client.cancelProcessInstance({ processInstanceKey: jobs[0]?.processInstanceKey });
  await awaited;
  const found = await client.searchProcessInstances({ filter: { processDefinitionId: "child" } }, NOW);
  expect(found.items.map(({ state }) => state)).toEqual(["TERMINATED"]);
});
