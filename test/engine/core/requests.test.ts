import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { deployment } from "../../conformance/behaviour.ts";
import * as m from "../../conformance/model/bpmn.ts";

const WAITING = m.process("p", [
  m.start("start"),
  m.catching("c", m.message("go", '="key"')),
  m.end("end"),
  m.flows("start > c > end"),
]);

let folder = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-requests-"));
  file = join(folder, "engine.db");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const create = (engine: Engine, intent = "CREATE") =>
  engine.execute({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent,
    value: { bpmnProcessId: "p", version: -1, variables: {} },
  });

describe("an answer", () => {
  it("of a correlation never goes to a request of a later process", async () => {
    const before = openEngine({ file });
    await before.execute(deployment({ "p.bpmn": WAITING }));
    await create(before);
    const waiting = before.records(0).find(({ valueType }) => valueType === "MESSAGE_SUBSCRIPTION");
    // What a process that ended in the middle of a correlation would have left: its request had the number 1.
    await before.write((db) => {
      db.exec("INSERT INTO message_correlation (parent, ordinal, name, data) VALUES (-1, 0, 'request', '1')");
    });
    await before.close();

    const engine = openEngine({ file });
    let isAnswered = false;
    const value = waiting?.value ?? {};
    const first = engine.execute({ valueType: "MESSAGE_SUBSCRIPTION", intent: "CORRELATE", value });
    void first.then(() => {
      isAnswered = true;
    });
    await create(engine);

    expect(engine.records(0).map(({ valueType, intent }) => `${valueType} ${intent}`)).toContain(
      "MESSAGE_CORRELATION CORRELATED",
    );
    expect(isAnswered).toBe(false);
    await engine.close();
  });

  it("of an awaited instance does not come when the instance is cancelled", async () => {
    const engine = openEngine({ file });
    await engine.execute(deployment({ "p.bpmn": WAITING }));
    let isAnswered = false;
    void create(engine, "CREATE_WITH_AWAITING_RESULT").then(() => {
      isAnswered = true;
    });
    await create(engine);
    const awaited = engine.records(0).find(({ valueType }) => valueType === "PROCESS_INSTANCE");
    const cancelled = await engine.execute({
      valueType: "PROCESS_INSTANCE",
      intent: "CANCEL",
      key: awaited?.key ?? -1,
      value: {},
    });
    expect(cancelled.kind).toBe("accepted");
    await create(engine);
    expect(isAnswered).toBe(false);
    await engine.close();
  });
});
