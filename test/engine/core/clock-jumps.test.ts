import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { deployment } from "../../conformance/behaviour.ts";
import * as m from "../../conformance/model/bpmn.ts";

const MONDAY = Date.parse("2026-01-05T08:00:00Z");
const HOUR = 3_600_000;

const WAITS_AN_HOUR = m.process("p", [
  m.start("start"),
  m.catching("c", m.timer("duration", "PT1H")),
  m.end("end"),
  m.flows("start > c > end"),
]);

/** An engine on a host whose clock the test moves, with one instance that waits an hour. */
async function waiting() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const host = { now: MONDAY };
  const engine = openEngine({ file: ":memory:", clock: () => host.now });
  await engine.execute(deployment({ "p.bpmn": WAITS_AN_HOUR }));
  await create(engine);
  return { host, engine };
}

const create = (engine: Engine) =>
  engine.execute({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent: "CREATE",
    value: { bpmnProcessId: "p", version: -1, variables: {} },
  });

/** How many timers have fired once everything that the engine's timer submits is worked off. */
async function fired(engine: Engine): Promise<number> {
  for (let at = 0; at < 4; at += 1) await setImmediate();
  return engine.records(0).filter(({ intent }) => intent === "TRIGGERED").length;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("when the host's clock jumps", () => {
  it("back, a timer does not fire before its time has come again", async () => {
    const { host, engine } = await waiting();
    host.now = MONDAY - 3 * HOUR;
    vi.advanceTimersByTime(2 * HOUR);
    expect(await fired(engine)).toBe(0);
    host.now = MONDAY + HOUR - 1;
    vi.advanceTimersByTime(60_000);
    expect(await fired(engine)).toBe(0);
    host.now = MONDAY + HOUR;
    vi.advanceTimersByTime(60_000);
    expect(await fired(engine)).toBe(1);
    await engine.close();
  });

  it("forward, a timer that is due then fires within ten seconds, without anybody asking", async () => {
    const { host, engine } = await waiting();
    host.now = MONDAY + 2 * HOUR;
    vi.advanceTimersByTime(10_000);
    expect(await fired(engine)).toBe(1);
    await engine.close();
  });

  it("forward, a timer that is due then fires with the next command", async () => {
    const { host, engine } = await waiting();
    host.now = MONDAY + 2 * HOUR;
    await create(engine);
    vi.advanceTimersByTime(0);
    expect(await fired(engine)).toBe(1);
    await engine.close();
  });

  it("back, keys and positions rise on", async () => {
    const { host, engine } = await waiting();
    const last = engine.records(0).at(-1);
    host.now = MONDAY - 1000 * HOUR;
    const { records } = await create(engine);
    expect(Math.min(...records.map(({ key }) => key).filter((key) => key > 0))).toBeGreaterThan(last?.key ?? Infinity);
    expect(Math.min(...records.map(({ position }) => position))).toBeGreaterThan(last?.position ?? Infinity);
    expect(records[0]?.timestamp).toBe(host.now);
    await engine.close();
  });

  it("and the file is full, what is due waits a second and is not asked for all the time", async () => {
    const { host, engine } = await waiting();
    engine.read((db) => {
      db.exec("PRAGMA query_only = ON");
    });
    host.now = MONDAY + 2 * HOUR;
    vi.advanceTimersByTime(10_000);
    expect(await fired(engine)).toBe(0);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(900);
    engine.read((db) => {
      db.exec("PRAGMA query_only = OFF");
    });
    expect(await fired(engine)).toBe(0);
    vi.advanceTimersByTime(100);
    expect(await fired(engine)).toBe(1);
    await engine.close();
  });
});
