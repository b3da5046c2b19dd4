import type { Command, EngineRecord } from "../../src/engine/core/record.ts";
import { deployment, type Behaviour, type Step } from "./behaviour.ts";
import { knownFrom } from "./known.ts";

/** An engine that a behaviour can be played on: the real one or ours. */
export interface Subject {
  /** Starts anew with an empty engine whose clock stands at {@link START}. */
  reset(): Promise<void>;
  /** Runs a command until the engine is idle and gives the records written since. */
  command(command: Command, isAwaiting: boolean): Promise<readonly EngineRecord[]>;
  /** Moves the clock forward by an ISO duration and gives the records that this caused. */
  advance(duration: string): Promise<readonly EngineRecord[]>;
}

/** The instant at which every empty engine starts. */
export const START = Date.parse("2026-01-05T08:00:00Z");

/** The records that one step caused, as the engine wrote them. */
export interface Played {
  readonly label: string;
  readonly records: readonly EngineRecord[];
}

const DEPLOY = (behaviour: Behaviour): Step[] =>
  Object.keys(behaviour.resources).length === 0
    ? []
    : [{ label: "deploy", command: () => deployment(behaviour.resources) }];

/** Plays a behaviour on an empty engine. */
export async function play(subject: Subject, behaviour: Behaviour): Promise<readonly Played[]> {
  await subject.reset();
  const seen: EngineRecord[] = [];
  const played: Played[] = [];
  for (const step of [...DEPLOY(behaviour), ...behaviour.steps]) {
    const records =
      "advance" in step
        ? await subject.advance(step.advance)
        : await subject.command(step.command(knownFrom(seen)), step.isAwaiting ?? false);
    seen.push(...records);
    played.push({ label: step.label, records });
  }
  return played;
}
