import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { deployment } from "../../conformance/behaviour.ts";
import { end, flows, process, service, start } from "../../conformance/model/bpmn.ts";
import { temporaryFolder } from "../rest/support.ts";

const MODEL = { "p.bpmn": process("p", [start("start"), service("a", "a"), end("end"), flows("start > a > end")]) };

async function withInstances(engine: Engine, count: number): Promise<number[]> {
  await engine.execute(deployment(MODEL));
  const creation = { bpmnProcessId: "p", version: -1, variables: {} };
  const outcomes = await Promise.all(
    Array.from({ length: count }, () =>
      engine.execute({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value: creation }),
    ),
  );
  return outcomes.map(({ record }) => Number(record.value["processInstanceKey"]));
}

const cancellation = (keys: readonly number[]) => ({
  valueType: "BATCH_OPERATION_CREATION",
  intent: "CREATE",
  value: {
    batchOperationType: "CANCEL_PROCESS_INSTANCE",
    items: keys.map((key) => ({ itemKey: key, processInstanceKey: key })),
  },
});

const lifecycle = (intent: string, key: number) => ({
  valueType: "BATCH_OPERATION_LIFECYCLE_MANAGEMENT",
  intent,
  key,
  value: {},
});

const count = (engine: Engine, valueType: string, intent: string): number =>
  engine.records(0).filter((record) => record.valueType === valueType && record.intent === intent).length;

const over = (engine: Engine) =>
  vi.waitFor(
    () => {
      expect(count(engine, "BATCH_OPERATION_LIFECYCLE_MANAGEMENT", "COMPLETED")).toBe(1);
    },
    { timeout: 60_000, interval: 20 },
  );

function terminated(engine: Engine): number {
  return engine
    .records(0)
    .filter(({ intent, value }) => intent === "ELEMENT_TERMINATED" && value["bpmnElementType"] === "PROCESS").length;
}

describe("a batch operation in the background", () => {
  it("lets other commands in between and does each item once", async () => {
    const engine = openEngine({ file: ":memory:" });
    onTestFinished(() => engine.close());
    const keys = await withInstances(engine, 240);
    const { record } = await engine.execute(cancellation(keys));
    const between = await engine.execute(lifecycle("SUSPEND", record.key));
    expect(between.kind).toBe("accepted");
    const done = count(engine, "BATCH_OPERATION_EXECUTION", "EXECUTED");
    expect(done).toBeLessThan(240);
    expect((await engine.execute(lifecycle("SUSPEND", record.key))).record.rejectionType).toBe("INVALID_STATE");
    await engine.execute(lifecycle("RESUME", record.key));
    await over(engine);
    expect(count(engine, "BATCH_OPERATION_EXECUTION", "EXECUTED")).toBe(240);
    expect(terminated(engine)).toBe(240);
  });

  it("goes on after the engine was closed in the middle", async () => {
    const file = join(temporaryFolder(), "engine.db");
    const first = openEngine({ file });
    const keys = await withInstances(first, 240);
    await first.execute(cancellation(keys));
    await first.close();
    const second = openEngine({ file });
    onTestFinished(() => second.close());
    await over(second);
    expect(terminated(second)).toBe(240);
    expect(count(second, "BATCH_OPERATION_EXECUTION", "EXECUTED")).toBe(240);
  });

  it("stays suspended over a restart, and leaves what is open when it is canceled", async () => {
    const file = join(temporaryFolder(), "engine.db");
    const first = openEngine({ file });
    const { record } = await first.execute(cancellation(await withInstances(first, 240)));
    expect((await first.execute(lifecycle("SUSPEND", record.key))).kind).toBe("accepted");
    await first.close();
    const second = openEngine({ file });
    onTestFinished(() => second.close());
    await withInstances(second, 1);
    const done = terminated(second);
    expect(done).toBeLessThan(240);
    expect((await second.execute(lifecycle("CANCEL", record.key))).kind).toBe("accepted");
    expect((await second.execute(lifecycle("RESUME", record.key))).record.rejectionType).toBe("NOT_FOUND");
    await withInstances(second, 1);
    expect(terminated(second)).toBe(done);
  });

  it("skips what has gone meanwhile", async () => {
    const engine = openEngine({ file: ":memory:" });
    onTestFinished(() => engine.close());
    const [first = 0, second = 0] = await withInstances(engine, 2);
    await engine.execute({ valueType: "PROCESS_INSTANCE", intent: "CANCEL", key: first, value: {} });
    await engine.execute(cancellation([first, second]));
    await over(engine);
    const states = engine
      .records(0)
      .filter(({ valueType, intent }) => valueType === "BATCH_OPERATION_EXECUTION" && intent === "EXECUTED")
      .map(({ value }) => value["state"]);
    expect(states).toEqual(["SKIPPED", "COMPLETED"]);
  });
});
