import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEngine } from "../../../src/engine/engine.ts";

const MONDAY = Date.parse("2026-01-05T08:00:00Z");
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-clock-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the engine's clock", () => {
  it("stands where it was pinned, also after a restart", async () => {
    const file = join(folder, "engine.db");
    const first = openEngine({ file });
    await first.clock.pin(MONDAY);
    await first.close();
    const second = openEngine({ file });
    expect(second.clock.now()).toBe(MONDAY);
    await second.close();
  });

  it("is never pinned to an instant before the one at which it stands", async () => {
    const engine = openEngine({ file: ":memory:" });
    await engine.clock.pin(MONDAY);
    await expect(engine.clock.pin(MONDAY - 1)).rejects.toThrow(RangeError);
    expect(engine.clock.now()).toBe(MONDAY);
    await engine.close();
  });

  it("follows the running time again after a reset", async () => {
    const engine = openEngine({ file: ":memory:", clock: () => MONDAY + 7 });
    await engine.clock.pin(MONDAY + 1_000_000);
    await engine.clock.reset();
    expect(engine.clock.now()).toBe(MONDAY + 7);
    await engine.close();
  });
});
