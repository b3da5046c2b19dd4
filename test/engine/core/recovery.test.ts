import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SUBJECTS } from "../../conformance/behaviours/index.ts";
import { firstDifference } from "../../conformance/compare.ts";
import { embeddedEngine } from "../../conformance/engine-subject.ts";
import { normalise } from "../../conformance/normalise.ts";
import { play } from "../../conformance/player.ts";
import { killedEngine } from "./support/killed-engine.ts";

/** What is due already fires when the engine is opened, not at the next move of the clock. */
const FIRES_ON_OPENING = "fire at the next check";

/** Each step opens three engines on files: slow on a machine that is busy. */
const LIMIT_MS = 180_000;

/** Some behaviours of each subject: enough to meet every table, quick enough for every run. */
const SAMPLE = Object.entries(SUBJECTS).flatMap(([subject, all]) =>
  all
    .filter(
      (behaviour, at) =>
        at % 40 === 1 &&
        !behaviour.name.includes(FIRES_ON_OPENING) &&
        !behaviour.steps.some((step) => "isAwaiting" in step && step.isAwaiting),
    )
    .map((behaviour) => [`${subject}: ${behaviour.name}`, behaviour] as const),
);

let folder = "";
const staying = embeddedEngine();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-recovery-"));
});

afterAll(async () => {
  await staying.close();
  await rm(folder, { recursive: true, force: true });
});

describe("killing the engine after every step changes neither what it does next nor any table of its file", () => {
  it.each(SAMPLE)("%s", { timeout: LIMIT_MS }, async (_name, behaviour) => {
    const kept = normalise(behaviour, await play(staying, behaviour));
    const subject = killedEngine(folder, (killed, unharmed) => {
      expect(killed).toEqual(unharmed);
    });
    const recovered = normalise(behaviour, await play(subject, behaviour));
    expect(firstDifference(kept, recovered) ?? "no difference").toBe("no difference");
  });
});
