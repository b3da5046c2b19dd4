import { describe, expect, it } from "vitest";
import * as m from "../../conformance/model/bpmn.ts";
import { NOW, request, startTestEngine } from "./support.ts";

const file = (name: string, parts: readonly (m.Part | readonly m.Part[])[]): File =>
  new File([m.process(name, parts)], `${name}.bpmn`);
const around = (ad: m.Part) => [m.start("start"), ad, m.end("end"), m.flows("start > ad > end")];
const tasks = [
  m.service("x", { type: "x", name: "Ask" }),
  m.service("y", "y"),
  m.service("z", "z"),
  ...m.flows("y > z"),
];
const manual = file("manual", around(m.adHoc("ad", tasks, { name: "As needed" })));
const driven = file("driven", around(m.adHoc("ad", tasks, { type: "drive" })));

async function startOf(process: File) {
  const engine = await startTestEngine();
  await engine.client.createDeployment({ resources: [process] });
  const { processInstanceKey } = await engine.client.createProcessInstance({
    processDefinitionId: process.name.replace(".bpmn", ""),
  });
  const elements = async () => {
    const { items } = await engine.client.searchElementInstances({ filter: { processInstanceKey } }, NOW);
    return items.map(({ elementId, type, state }) => `${elementId} ${type} ${state}`);
  };
  const [ad] = (
    await engine.client.searchElementInstances({ filter: { processInstanceKey, type: "AD_HOC_SUB_PROCESS" } }, NOW)
  ).items;
  const jobOf = async (type: string): Promise<string> => {
    const { jobs } = await engine.client.activateJobs({
      type,
      maxJobsToActivate: 1,
      timeout: 60_000,
      requestTimeout: -1,
    });
    return String(jobs[0]?.jobKey);
  };
  return { ...engine, processInstanceKey, ad, elements, jobOf };
}

describe("ad-hoc sub-processes over REST", () => {
  it("activate elements by command and show them, their inner instances and their end", async () => {
    const { client, ad, elements, jobOf, processInstanceKey } = await startOf(manual);
    expect(ad).toMatchObject({ elementId: "ad", elementName: "As needed", state: "ACTIVE" });
    await client.activateAdHocSubProcessActivities({
      adHocSubProcessInstanceKey: ad?.elementInstanceKey,
      elements: [{ elementId: "x", variables: { v: 1 } }, { elementId: "y" }],
    });
    expect(await elements()).toEqual([
      "start START_EVENT COMPLETED",
      "ad AD_HOC_SUB_PROCESS ACTIVE",
      "ad#innerInstance AD_HOC_SUB_PROCESS_INNER_INSTANCE ACTIVE",
      "x SERVICE_TASK ACTIVE",
      "ad#innerInstance AD_HOC_SUB_PROCESS_INNER_INSTANCE ACTIVE",
      "y SERVICE_TASK ACTIVE",
    ]);
    for (const type of ["x", "y", "z"]) await client.completeJob({ jobKey: await jobOf(type) });
    const instance = await client.getProcessInstance({ processInstanceKey }, NOW);
    expect(instance.state).toBe("COMPLETED");
  });

  it("cancel what is still active when the command says so", async () => {
    const { client, ad, elements } = await startOf(manual);
    const adHocSubProcessInstanceKey = ad?.elementInstanceKey;
    await client.activateAdHocSubProcessActivities({ adHocSubProcessInstanceKey, elements: [{ elementId: "x" }] });
    await client.activateAdHocSubProcessActivities({
      adHocSubProcessInstanceKey,
      elements: [{ elementId: "y" }],
      cancelRemainingInstances: true,
    });
    expect(await elements()).toEqual(expect.arrayContaining(["x SERVICE_TASK TERMINATED", "y SERVICE_TASK ACTIVE"]));
  });

  it("let a worker say what happens next", async () => {
    const { client, jobOf, processInstanceKey } = await startOf(driven);
    const { items } = await client.searchJobs({ filter: { processInstanceKey } }, NOW);
    expect(items).toMatchObject([{ kind: "AD_HOC_SUB_PROCESS", type: "drive", elementId: "ad" }]);
    await client.completeJob({
      jobKey: await jobOf("drive"),
      result: { type: "adHocSubProcess", activateElements: [{ elementId: "x", variables: { v: 1 } }] },
    });
    await client.completeJob({ jobKey: await jobOf("x") });
    await client.completeJob({
      jobKey: await jobOf("drive"),
      result: { type: "adHocSubProcess", isCompletionConditionFulfilled: true },
    });
    const instance = await client.getProcessInstance({ processInstanceKey }, NOW);
    expect(instance.state).toBe("COMPLETED");
  });

  it("refuse elements that they do not have, a request without any, and what is no ad-hoc sub-process", async () => {
    const { url, ad, processInstanceKey } = await startOf(manual);
    const activate = (key: unknown, elements: unknown) =>
      request(`${url}/element-instances/ad-hoc-activities/${String(key)}/activation`, "POST", { elements });
    expect(await activate(ad?.elementInstanceKey, [{ elementId: "z" }])).toMatchObject({
      status: 404,
      body: {
        detail: `Command 'ACTIVATE' rejected with code 'NOT_FOUND': Expected to activate activities for ad-hoc sub-process with key '${String(ad?.elementInstanceKey)}', but the given elements [z] do not exist.`,
      },
    });
    expect(await activate(ad?.elementInstanceKey, [])).toMatchObject({
      status: 400,
      body: { detail: "No elements provided." },
    });
    expect(await activate(ad?.elementInstanceKey, [{ elementId: "" }])).toMatchObject({ status: 400 });
    expect(await activate(processInstanceKey, [{ elementId: "x" }])).toMatchObject({ status: 404 });
  });
});
