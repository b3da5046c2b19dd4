import { afterAll, describe, expect, it } from "vitest";
import { SUBJECTS } from "./behaviours/index.ts";
import { firstDifference } from "./compare.ts";
import { embeddedEngine } from "./engine-subject.ts";
import { normalise } from "./normalise.ts";
import { play } from "./player.ts";
import { readRecording, recordingPath } from "./recording.ts";

const engine = embeddedEngine();
afterAll(() => engine.close());

describe.each(Object.entries(SUBJECTS))(
  "%s: our engine writes the records of the real Zeebe engine",
  (subject, all) => {
    it.each(all.map((behaviour) => [behaviour.name, behaviour] as const))("%s", async (name, behaviour) => {
      const recorded = await readRecording(recordingPath(subject, name));
      expect(recorded, `Expected a recording of "${name}", but there is none`).toBeDefined();
      const played = normalise(behaviour, await play(engine, behaviour));
      expect(firstDifference(recorded ?? [], played) ?? "no difference").toBe("no difference");
    });
  },
);
