import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { openHistory } from "../../../src/engine/history/history.ts";
import { compactEngine } from "../../../src/engine/maintenance/compact.ts";
import { verifyFile } from "../../../src/engine/maintenance/verify.ts";
import { sweepHistory } from "../../../src/engine/retention.ts";
import { serveEngine } from "../../../src/engine/serve.ts";
import { deployment } from "../../conformance/behaviour.ts";
import * as m from "../../conformance/model/bpmn.ts";
import { temporaryFolder } from "../rest/support.ts";

const DAY = 86_400_000;
const MONDAY = Date.parse("2026-01-05T08:00:00Z");
const CALLED = m.process("child", [m.start("s"), m.service("work", "work"), m.end("e"), m.flows("s > work > e")]);
const CALLER = m.process("parent", [m.start("s"), m.call("call", "child"), m.end("e"), m.flows("s > call > e")]);

/** An engine whose clock the test moves. */
async function engineOn(file: string, transientVariables: readonly string[] = []) {
  const host = { now: MONDAY };
  const engine = openEngine({
    file,
    clock: () => host.now,
    observers: [(db, log) => openHistory(db, log, { transientVariables })],
  });
  await engine.execute(deployment({ "child.bpmn": CALLED, "parent.bpmn": CALLER }));
  return { host, engine };
}

async function create(engine: Engine, variables = {}) {
  const value = { bpmnProcessId: "parent", version: -1, variables };
  const created = await engine.execute({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value });
  const job = created.records.find(({ valueType }) => valueType === "JOB");
  const keys = created.records
    .filter(({ intent, value: { bpmnElementType } }) => intent === "ELEMENT_ACTIVATED" && bpmnElementType === "PROCESS")
    .map(({ key }) => key);
  return { job: job?.key ?? -1, keys };
}

const complete = (engine: Engine, { job }: { job: number }) =>
  engine.execute({ valueType: "JOB", intent: "COMPLETE", key: job, value: {} });

/** Keys of instances that the stream and each read table still tell of. */
const toldOf = (engine: Engine, keys: readonly number[]) => {
  const names = engine.read((db) =>
    db
      .prepare(
        "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'instance_key' WHERE m.type = 'table'",
      )
      .all(),
  );
  const rows = names.flatMap(({ name }) =>
    engine.read((db) => db.prepare(`SELECT DISTINCT instance_key AS key FROM ${String(name)}`).all()),
  );
  const inTables = new Set(rows.map(({ key }) => Number(key)));
  const inStream = new Set(engine.records(0).map(({ value }) => Number(value["processInstanceKey"])));
  return { tables: keys.filter((key) => inTables.has(key)), stream: keys.filter((key) => inStream.has(key)) };
};

describe("history that is old enough", () => {
  it("goes with all that was called, while what runs and what is deployed stays whole", async () => {
    // given instances that ended long ago, that run since long ago, and that ended lately
    const file = join(temporaryFolder(), "engine.db");
    const { host, engine } = await engineOn(file);
    const deployed = engine.records(0);
    const old = await create(engine, { a: 1 });
    const open = await create(engine, { b: 2 });
    host.now += DAY;
    await complete(engine, old);
    host.now += 10 * DAY;
    const recent = await create(engine);
    await complete(engine, recent);
    const whole = engine.records(0).filter(({ value }) => open.keys.includes(Number(value["processInstanceKey"])));

    // when what ended more than five days ago is removed
    const swept = await sweepHistory(engine, { before: host.now - 5 * DAY });

    // then
    expect(swept.instances).toBe(2);
    expect(toldOf(engine, old.keys)).toEqual({ tables: [], stream: [] });
    expect(toldOf(engine, open.keys)).toEqual({ tables: open.keys, stream: open.keys });
    expect(toldOf(engine, recent.keys)).toEqual({ tables: recent.keys, stream: recent.keys });
    const left = engine.records(0);
    expect(left.filter(({ value }) => open.keys.includes(Number(value["processInstanceKey"])))).toEqual(whole);
    expect(left.slice(0, deployed.length)).toEqual(deployed);
    expect((await complete(engine, open)).kind).toBe("accepted");
    await engine.close();
    expect(verifyFile(file).findings).toEqual([]);
  });

  it("leaves records that hold a value which must still be erased, until it is", async () => {
    const file = join(temporaryFolder(), "engine.db");
    const { host, engine } = await engineOn(file, ["secret"]);
    const open = await create(engine, { secret: "MARKER" });
    const old = await create(engine);
    await complete(engine, old);
    host.now += 10 * DAY;
    await sweepHistory(engine, { before: host.now });
    expect(toldOf(engine, old.keys)).toEqual({ tables: [], stream: old.keys });
    await complete(engine, open);
    expect(JSON.stringify(engine.records(0))).not.toContain("MARKER");
    host.now += 1;
    await create(engine);
    await sweepHistory(engine, { before: host.now });
    expect(toldOf(engine, old.keys)).toEqual({ tables: [], stream: [] });
    await engine.close();
  });

  it("goes by itself in an engine that is told for how long to keep it, and while it works", async () => {
    const file = join(temporaryFolder(), "engine.db");
    const { host, engine } = await engineOn(file);
    for (let at = 0; at < 250; at += 1) await complete(engine, await create(engine));
    host.now += 10 * DAY;
    const kept = await create(engine);
    await engine.close();
    const logger = { debug: () => undefined, error: console.error };
    const served = await serveEngine({ file, port: 0, clock: () => host.now, historyDays: 5, logger });
    const shown = () => served.engine.read((db) => db.prepare("SELECT key FROM history_process_instance").all());
    await vi.waitFor(() => {
      expect(shown().map(({ key }) => key)).toEqual(kept.keys);
    }, 20_000);
    expect((await complete(served.engine, kept)).kind).toBe("accepted");
    await served.close();
    expect(verifyFile(file).findings).toEqual([]);
  });

  it("goes from a file at rest when it is compacted", async () => {
    const file = join(temporaryFolder(), "engine.db");
    const { host, engine } = await engineOn(file);
    for (let at = 0; at < 100; at += 1) await complete(engine, await create(engine, { text: "x".repeat(1000) }));
    host.now += 10 * DAY;
    await create(engine);
    await engine.close();
    const { instances, bytesBefore, bytesAfter } = compactEngine(file, host.now - DAY);
    expect(instances).toBe(200);
    expect(bytesAfter).toBeLessThan(bytesBefore / 2);
    expect(verifyFile(file)).toMatchObject({ findings: [], openInstances: 2 });
  });
});
