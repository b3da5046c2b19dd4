import { normalise, type Chapter } from "../normalise.ts";
import { play, type Subject } from "../player.ts";
import { randomBehaviour } from "./model.ts";

/** What the real engine does with the model of a seed; undefined where it fails itself, so that there is nothing to be equal to. */
export async function askReal(real: Subject, seed: number): Promise<readonly Chapter[] | undefined> {
  const behaviour = randomBehaviour(seed);
  const chapters = normalise(behaviour, await play(real, behaviour));
  const hasFailed = chapters.some(({ records }) => records.some(({ what }) => what.startsWith("PROCESSING_ERROR")));
  return hasFailed ? undefined : chapters;
}

/** What our engine does with it. */
export async function askOurs(ours: Subject, seed: number): Promise<readonly Chapter[]> {
  const behaviour = randomBehaviour(seed);
  return normalise(behaviour, await play(ours, behaviour));
}
