import * as m from "../model/bpmn.ts";
import { Dice } from "./dice.ts";

/** A piece of a model with one way in and one way out. */
export interface Piece {
  readonly parts: readonly m.Part[];
  readonly first: string;
  readonly last: string;
}

/** How deep blocks stand in blocks. */
export const MOST_DEPTH = 3;

/** From here on models have ad-hoc sub-processes and task listeners, and instances are modified. */
const FIRST_WIDE_SEED = 1501;

/** A model under way: the dice, fresh ids, and what else has to be deployed. */
export class Sketch {
  readonly dice: Dice;
  /** Processes that are called, by id, each with its parts. */
  readonly called = new Map<string, readonly m.Part[]>();
  usesDecision = false;
  /** True while a called process is drawn. */
  isCalled = false;
  #count = 0;

  /** True for seeds that draw from everything; false for those recorded before there was as much. */
  readonly isWide: boolean;

  constructor(seed: number) {
    this.dice = new Dice(seed);
    this.isWide = seed >= FIRST_WIDE_SEED;
  }

  id(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#count}`;
  }

  /** Mappings and listeners, more often none; now and then one that fails until a variable changes. */
  options(): m.NodeOptions {
    const { dice } = this;
    const source = () =>
      dice.weighted([
        [8, "=x"],
        [8, "=1"],
        [6, "=k"],
        [4, "=o.n"],
        [1, "=assert(x, x < 4)"],
      ]);
    return {
      ...(dice.chance(30) ? { inputs: { [dice.pick(["x", "y", "z", "o.n"])]: source() } } : {}),
      ...(dice.chance(30) ? { outputs: { [dice.pick(["x", "y", "o.m"])]: dice.pick(["=x", "=r", "=y", "=o"]) } } : {}),
      ...(dice.chance(8) ? { listeners: this.#listeners() } : {}),
    };
  }

  #listeners(): m.Listener[] {
    const events = this.dice.pick([["start"], ["end"], ["start", "end"], ["start", "start"]]);
    return events.map((event) => ({ event, type: this.id("listener") }));
  }

  /** What a catch event waits for. */
  definition(): m.EventDefinition {
    return this.dice.weighted([
      [3, m.message("go", "=k")],
      [2, m.message("stop", "=k")],
      [2, m.signal("alarm")],
      [2, m.timer("duration", "PT1H")],
      [2, m.timer("duration", "PT2H")],
      [1, m.timer("date", "2026-02-05T11:00:00Z")],
    ]);
  }

  /** What a non-interrupting event may wait for, several times. */
  repeated(): m.EventDefinition {
    return this.dice.chance(25) ? m.timer("cycle", this.dice.pick(["R2/PT4H", "R3/PT5H"])) : this.definition();
  }

  /** A collection for many instances, with or without a collected result and an early end. */
  loop(): m.Loop {
    const { dice } = this;
    return {
      collection: dice.weighted([
        [6, "=list"],
        [1, "=[]"],
        [1, "=[x, y, k]"],
      ]),
      element: "item",
      sequential: dice.chance(50),
      ...(dice.chance(50)
        ? { outputCollection: "results", outputElement: dice.pick(["=r", "=item", "=loopCounter"]) }
        : {}),
      ...(dice.chance(20) ? { until: dice.pick(["=r > 2", "=numberOfCompletedInstances > 0"]) } : {}),
    };
  }
}

/** A piece of a single flow node. */
export function single(part: m.Part): Piece {
  const id = String(part.attributes["id"]);
  return { parts: [part], first: id, last: id };
}

/** Pieces in a row. */
export function inRow(pieces: readonly Piece[]): Piece {
  const [first] = pieces;
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) throw new Error("Expected at least one piece, but got none");
  const joins = pieces.slice(1).flatMap((piece, index) => m.flows(`${pieces[index]?.last ?? ""} > ${piece.first}`));
  return { parts: [...pieces.flatMap(({ parts }) => parts), ...joins], first: first.first, last: last.last };
}
