import { describe, expect, it } from "vitest";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { deployment } from "../../conformance/behaviour.ts";
import * as m from "../../conformance/model/bpmn.ts";

const calling = (id: string, called: string): string =>
  m.process(id, [m.start("s"), m.call("call", called), m.end("e"), m.flows("s > call > e")]);

const create = (engine: Engine, bpmnProcessId: string, variables = {}) =>
  engine.execute({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent: "CREATE",
    value: { bpmnProcessId, version: -1, variables },
  });

const openElements = (engine: Engine): number =>
  engine.read((db) => Number(db.prepare("SELECT count(*) AS n FROM element_instance").get()?.["n"]));

describe("processes that call each other for ever", () => {
  it("come to rest at the real engine's depth with its incident, and end when they are cancelled", async () => {
    // given
    const engine = openEngine({ file: ":memory:" });
    await engine.execute(deployment({ "a.bpmn": calling("a", "b"), "b.bpmn": calling("b", "a") }));
    // when
    const created = await create(engine, "a");
    // then
    const incidents = engine.records(0).filter(({ valueType }) => valueType === "INCIDENT");
    expect(incidents.map(({ value }) => [value["errorType"], value["errorMessage"]])).toEqual([
      [
        "CALLED_ELEMENT_ERROR",
        "The call activity has reached the maximum depth of 1000. This is likely due to a recursive call. Cancel the root process instance if this was unintentional. Otherwise, consider increasing the maximum depth, or use process instance modification to adjust the process instance.",
      ],
    ]);
    // a thousand instances, each with its call activity
    expect(openElements(engine)).toBe(2000);
    const root = Number(created.record.value["processInstanceKey"]);
    await engine.execute({ valueType: "PROCESS_INSTANCE", intent: "CANCEL", key: root, value: {} });
    expect(openElements(engine)).toBe(0);
    await engine.close();
  }, 120_000);
});

describe("deep and wide models", () => {
  it("run through sub-processes that are nested a hundred deep", async () => {
    const nested = Array.from({ length: 100 }).reduce<ReturnType<typeof m.service>>(
      (inner, _, at) =>
        m.sub(`sub${at}`, [
          m.start(`s${at}`),
          inner,
          m.end(`e${at}`),
          ...m.flows(`s${at} > ${at === 0 ? "task" : `sub${at - 1}`} > e${at}`),
        ]),
      m.service("task", { type: "work" }),
    );
    const engine = openEngine({ file: ":memory:" });
    const deployed = await engine.execute(
      deployment({ "p.bpmn": m.process("p", [m.start("s"), nested, m.end("e"), m.flows("s > sub99 > e")]) }),
    );
    expect(deployed.record.rejectionReason).toBe("");
    const created = await create(engine, "p");
    const job = created.records.find(({ valueType }) => valueType === "JOB");
    expect(openElements(engine)).toBe(102);
    await engine.execute({ valueType: "JOB", intent: "COMPLETE", key: job?.key ?? -1, value: {} });
    expect(openElements(engine)).toBe(0);
    await engine.close();
  });

  it("run through ten thousand inner instances of a task at once", async () => {
    const engine = openEngine({ file: ":memory:" });
    const many = { loop: { collection: "=for i in 1..10000 return i", element: "item" } };
    const model = m.process("p", [
      m.start("s"),
      m.service("task", { type: "work", ...many }),
      m.end("e"),
      m.flows("s > task > e"),
    ]);
    await engine.execute(deployment({ "p.bpmn": model }));
    const created = await create(engine, "p");
    expect(created.records.filter(({ valueType }) => valueType === "JOB")).toHaveLength(10_000);
    const root = Number(created.record.value["processInstanceKey"]);
    await engine.execute({ valueType: "PROCESS_INSTANCE", intent: "CANCEL", key: root, value: {} });
    expect(openElements(engine)).toBe(0);
    await engine.close();
  }, 120_000);
});
