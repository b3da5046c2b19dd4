import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SUBJECTS } from "../../conformance/behaviours/index.ts";
import { firstDifference } from "../../conformance/compare.ts";
import { embeddedEngine } from "../../conformance/engine-subject.ts";
import { normalise } from "../../conformance/normalise.ts";
import { play } from "../../conformance/player.ts";
import { reopeningEngine } from "./support/reopening-engine.ts";

/** What is due already fires when the engine is opened, not at the next move of the clock. */
const FIRES_ON_OPENING = "fire at the next check";

/** The same: their timer is due when it is made, or the clock has jumped over its next round. */
const DUE_ON_OPENING = new Set([
  "date 2026-01-05T07:00:00Z",
  "duration PT0S",
  "cycle R/PT1H",
  'cycle =cycle(2, duration("PT1H"))',
]);

/** Every fifth behaviour of each subject: enough to meet every state table, quick enough for every run. */
const SAMPLE = Object.entries(SUBJECTS).flatMap(([subject, all]) =>
  all
    .filter(
      (behaviour, at) =>
        at % 5 === 0 &&
        !behaviour.name.includes(FIRES_ON_OPENING) &&
        !DUE_ON_OPENING.has(behaviour.name) &&
        !behaviour.steps.some((step) => "isAwaiting" in step && step.isAwaiting),
    )
    .map((behaviour) => [`${subject}: ${behaviour.name}`, behaviour] as const),
);

let folder = "";
const staying = embeddedEngine();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-reopen-"));
});

afterAll(async () => {
  await staying.close();
  await rm(folder, { recursive: true, force: true });
});

describe("stopping and reopening the engine after every step changes nothing", () => {
  it.each(SAMPLE)("%s", async (_name, behaviour) => {
    const kept = normalise(behaviour, await play(staying, behaviour));
    const reopened = normalise(behaviour, await play(reopeningEngine(folder), behaviour));
    expect(firstDifference(kept, reopened) ?? "no difference").toBe("no difference");
  });
});
