import * as m from "../model/bpmn.ts";
import { single, type Piece, type Sketch } from "./sketch.ts";

const CHANCES = { task: 25, scope: 50, call: 50 } as const;

/** Puts boundary events on an activity, each with a way of its own to an end. */
export function guarded(sketch: Sketch, piece: Piece, kind: "task" | "scope" | "call"): Piece {
  if (!sketch.dice.chance(CHANCES[kind])) return piece;
  const count = sketch.dice.chance(20) ? 2 : 1;
  const kinds = new Set<string>();
  const parts = Array.from({ length: count }).flatMap(() => guard(sketch, piece.first, { kind, kinds }));
  return { ...piece, parts: [...piece.parts, ...parts] };
}

function guard(sketch: Sketch, owner: string, on: { kind: "task" | "scope" | "call"; kinds: Set<string> }): m.Part[] {
  const { dice } = sketch;
  const chosen = dice.weighted<"error" | "escalation" | "event">([
    [3, "error"],
    [on.kind === "task" ? 0 : 3, "escalation"],
    [6, "event"],
  ]);
  // two of a kind at one activity may be refused
  if (on.kinds.has(chosen)) return [];
  on.kinds.add(chosen);
  const isInterrupting = chosen === "error" || dice.chance(60);
  const definition = {
    error: () => m.error(dice.pick([undefined, "E1", "E2"])),
    escalation: () => m.escalation(dice.pick([undefined, "S1"])),
    event: () => (isInterrupting ? sketch.definition() : sketch.repeated()),
  }[chosen]();
  const [id, end] = [sketch.id("edge"), sketch.id("end")];
  const mapped = dice.chance(20) ? { outputs: { y: "=x" } } : {};
  const event = m.boundary(id, owner, { definition, interrupting: isInterrupting, ...mapped });
  return [event, m.end(end), ...way(sketch, id, end)];
}

/** From a boundary event to its end, sometimes by a task. */
function way(sketch: Sketch, from: string, to: string): m.Part[] {
  if (!sketch.dice.chance(30)) return m.flows(`${from} > ${to}`);
  const id = sketch.id("job");
  return [...single(m.service(id, id)).parts, ...m.flows(`${from} > ${id} > ${to}`)];
}
