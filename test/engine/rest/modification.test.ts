import { describe, expect, it } from "vitest";
import { flows, process, service, start, end, sub } from "../../conformance/model/bpmn.ts";
import { NOW, request, startTestEngine } from "./support.ts";

const file = (xml: string, name = "p.bpmn"): File => new File([xml], name);
const line = process("line", [
  start("start"),
  service("first", "first"),
  sub("inner", [start("s"), service("deep", "deep"), end("e"), ...flows("s > deep > e")]),
  service("last", "last"),
  end("end"),
  flows("start > first > inner > last > end"),
]);

type Engine = Awaited<ReturnType<typeof startTestEngine>>;

async function begin({ client }: Engine, variables = {}) {
  await client.createDeployment({ resources: [file(line)] });
  return client.createProcessInstance({ processDefinitionId: "line", variables });
}

async function active({ client }: Engine, processInstanceKey: string) {
  const found = await client.searchElementInstances({ filter: { processInstanceKey, state: "ACTIVE" } }, NOW);
  return found.items.filter(({ type }) => type !== "PROCESS");
}

describe("modifying a process instance through the API", () => {
  it("activates with variables and terminates by key", async () => {
    const engine = await startTestEngine();
    const { processInstanceKey } = await begin(engine);
    const [first] = await active(engine, processInstanceKey);
    await engine.client.modifyProcessInstance({
      processInstanceKey,
      activateInstructions: [
        {
          elementId: "deep",
          variableInstructions: [{ variables: { near: 1 }, scopeId: "inner" }, { variables: { far: 2 } }],
        },
      ],
      terminateInstructions: [{ elementInstanceKey: first?.elementInstanceKey ?? "" }],
    });
    expect((await active(engine, processInstanceKey)).map(({ elementId }) => elementId).toSorted()).toEqual([
      "deep",
      "inner",
    ]);
    const ended = await engine.client.searchElementInstances(
      { filter: { processInstanceKey, elementId: "first" } },
      NOW,
    );
    expect(ended.items.map(({ state }) => state)).toEqual(["TERMINATED"]);
    const { items } = await engine.client.searchVariables({ filter: { processInstanceKey } }, NOW);
    expect(Object.fromEntries(items.map(({ name, scopeKey }) => [name, scopeKey === processInstanceKey]))).toEqual({
      near: false,
      far: true,
    });
  });

  it("moves every instance of an element", async () => {
    const engine = await startTestEngine();
    const { processInstanceKey } = await begin(engine);
    await engine.client.modifyProcessInstance({ processInstanceKey, activateInstructions: [{ elementId: "first" }] });
    await engine.client.modifyProcessInstance({
      processInstanceKey,
      moveInstructions: [
        { sourceElementInstruction: { sourceType: "byId", sourceElementId: "first" }, targetElementId: "last" },
      ],
    });
    expect((await active(engine, processInstanceKey)).map(({ elementId }) => elementId)).toEqual(["last", "last"]);
  });

  it("moves one instance by its key inside of the scope that it stands in", async () => {
    const engine = await startTestEngine();
    const { processInstanceKey } = await begin(engine);
    await engine.client.modifyProcessInstance({
      processInstanceKey,
      activateInstructions: [{ elementId: "deep" }],
      terminateInstructions: [{ elementId: "first" }],
    });
    const before = await active(engine, processInstanceKey);
    const deep = before.find(({ elementId }) => elementId === "deep");
    await engine.client.modifyProcessInstance({
      processInstanceKey,
      moveInstructions: [
        {
          sourceElementInstruction: { sourceType: "byKey", sourceElementInstanceKey: deep?.elementInstanceKey ?? "" },
          targetElementId: "deep",
          ancestorScopeInstruction: { ancestorScopeType: "sourceParent" },
        },
      ],
    });
    const after = await active(engine, processInstanceKey);
    const scopes = (items: typeof after) =>
      items.filter(({ elementId }) => elementId === "inner").map((each) => each.elementInstanceKey);
    expect(scopes(after)).toEqual(scopes(before));
    expect(after.some((each) => each.elementInstanceKey === deep?.elementInstanceKey)).toBe(false);
  });

  it("refuses what the engine refuses, with its words", async () => {
    const engine = await startTestEngine();
    const { processInstanceKey } = await begin(engine);
    const modify = (key: string, body: object) =>
      request(`${engine.url}/process-instances/${key}/modification`, "POST", body);
    const unknown = await modify(processInstanceKey, { activateInstructions: [{ elementId: "nothing" }] });
    expect(unknown).toMatchObject({
      status: 400,
      body: {
        detail:
          "Command 'MODIFY' rejected with code 'INVALID_ARGUMENT': Expected to modify instance of process 'line' but it contains " +
          "one or more activate instructions with an element that could not be found: 'nothing'",
      },
    });
    expect((await modify("2251799813999999", {})).status).toBe(404);
    const both = { terminateInstructions: [{ elementId: "first", elementInstanceKey: "1" }] };
    expect((await modify(processInstanceKey, both)).status).toBe(400);
    const gone = {
      moveInstructions: [
        { sourceElementInstruction: { sourceType: "byId", sourceElementId: "no" }, targetElementId: "last" },
      ],
    };
    expect((await modify(processInstanceKey, gone)).status).toBe(400);
  });
});

describe("migrating a process instance through the API", () => {
  it("shows the new definition everywhere", async () => {
    const engine = await startTestEngine();
    const { client } = engine;
    const { processInstanceKey } = await begin(engine, { v: 1 });
    const target = process("target", [
      start("start"),
      service("begun", "other"),
      end("end"),
      flows("start > begun > end"),
    ]);
    const deployed = await client.createDeployment({ resources: [file(target, "t.bpmn")] });
    const targetProcessDefinitionKey = deployed.processes[0]?.processDefinitionKey ?? "";
    await client.migrateProcessInstance({
      processInstanceKey,
      targetProcessDefinitionKey,
      mappingInstructions: [{ sourceElementId: "first", targetElementId: "begun" }],
    });
    const filter = { processDefinitionKey: targetProcessDefinitionKey };
    expect((await client.searchProcessInstances({ filter }, NOW)).items).toHaveLength(1);
    expect((await active(engine, processInstanceKey)).map(({ elementId }) => elementId)).toEqual(["begun"]);
    const [job] = (await client.searchJobs({ filter: { processInstanceKey } }, NOW)).items;
    expect(job).toMatchObject({ elementId: "begun", processDefinitionId: "target", type: "first", state: "MIGRATED" });
    expect((await client.searchVariables({ filter: { processInstanceKey } }, NOW)).items[0]?.value).toBe("1");
    await client.completeJob({ jobKey: job?.jobKey ?? "" });
    expect((await client.getProcessInstance({ processInstanceKey }, NOW)).state).toBe("COMPLETED");
  });

  it("refuses an unmapped element with 409 and an unknown target with 404", async () => {
    const engine = await startTestEngine();
    const { processInstanceKey, processDefinitionKey } = await begin(engine);
    const migrate = (body: object) =>
      request(`${engine.url}/process-instances/${processInstanceKey}/migration`, "POST", body);
    const unmapped = await migrate({ targetProcessDefinitionKey: processDefinitionKey, mappingInstructions: [] });
    expect(unmapped).toMatchObject({ status: 409, body: { title: "INVALID_STATE" } });
    const unknown = { targetProcessDefinitionKey: "2251799813999999", mappingInstructions: [] };
    expect((await migrate(unknown)).status).toBe(404);
    expect((await migrate({})).status).toBe(400);
  });
});
