import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstDifference } from "../conformance/compare.ts";
import { embeddedEngine } from "../conformance/engine-subject.ts";
import { askOurs } from "../conformance/random/ask.ts";
import { randomBehaviour } from "../conformance/random/model.ts";
import { reopeningEngine } from "../engine/core/support/reopening-engine.ts";

// CI has time for more of them.
const [FIRST, LAST, STEP] = [1, 2000, process.env["CI"] === undefined ? 50 : 10];
const PATIENCE_MS = 240_000;

/** A timer whose date is past when it is made fires when the engine is opened, not at the next move of the clock. */
const firesOnOpening = (seed: number): boolean =>
  Object.values(randomBehaviour(seed).resources).some((text) => text.includes("timeDate"));

const SEEDS = Array.from({ length: (LAST - FIRST + 1) / STEP }, (_, index) => FIRST + index * STEP).filter(
  (seed) => !firesOnOpening(seed),
);

let folder = "";
const staying = embeddedEngine();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-random-reopen-"));
});

afterAll(async () => {
  await staying.close();
  await rm(folder, { recursive: true, force: true });
});

describe("random models: stopping and reopening the engine after every step changes nothing", () => {
  it.each(SEEDS)(
    "seed %i",
    async (seed) => {
      const kept = await askOurs(staying, seed);
      const reopened = await askOurs(reopeningEngine(folder), seed);
      expect(firstDifference(kept, reopened) ?? "no difference").toBe("no difference");
    },
    PATIENCE_MS,
  );
});
