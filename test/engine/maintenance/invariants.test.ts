import { afterAll, describe, expect, it } from "vitest";
import { openHistory } from "../../../src/engine/history/history.ts";
import { verifyDb } from "../../../src/engine/maintenance/verify.ts";
import { SUBJECTS } from "../../conformance/behaviours/index.ts";
import { play, type Subject } from "../../conformance/player.ts";
import { embeddedEngine } from "../../conformance/engine-subject.ts";

/** What the file says is wrong after any step of a behaviour, step by step. */
const found: string[] = [];

const engine = embeddedEngine((db, log) => openHistory(db, log));

const looking: Subject = {
  reset: () => engine.reset(),
  command: async (command, isAwaiting) => {
    const records = await engine.command(command, isAwaiting);
    look();
    return records;
  },
  advance: async (duration) => {
    const records = await engine.advance(duration);
    look();
    return records;
  },
};

function look(): void {
  found.push(...engine.read(verifyDb).findings);
}

afterAll(() => engine.close());

/** Known findings in the other half of the behaviours, not yet told apart into leak and strict rule: skipped visibly until then. */
const OPEN = [
  "migration-scopes: a job-based user task that has failed to a Camunda user task: its incident names the job that is cancelled",
  "ad-hoc: cancel at the incident of the completion condition: the incident outlives its element",
  "ad-hoc: script tasks at once until a condition: an element outlives its scope",
] as const;

describe("a data file is in order after every step of every other behaviour of", () => {
  it.each(OPEN)("%s", { skip: true }, () => undefined);

  it.each(Object.keys(SUBJECTS))("%s", async (subject) => {
    for (const behaviour of (SUBJECTS[subject] ?? []).filter((_, at) => at % 2 === 0)) {
      found.length = 0;
      await play(looking, behaviour);
      expect({ behaviour: behaviour.name, found }).toEqual({ behaviour: behaviour.name, found: [] });
    }
  });
});
