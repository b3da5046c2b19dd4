import * as m from "../model/bpmn.ts";
import { guarded } from "./guards.ts";
import { inRow, single, type Piece, type Sketch } from "./sketch.ts";

/** A task for a job worker, now and then for many. */
export function service(sketch: Sketch): Piece {
  const id = sketch.id("job");
  const make = sketch.dice.weighted([
    [8, m.service],
    [1, m.send],
    [1, m.scriptJob],
    [1, m.ruleJob],
  ]);
  const many = sketch.dice.chance(30) ? { loop: sketch.loop() } : {};
  return guarded(sketch, single(make(id, { type: id, ...sketch.options(), ...many })), "task");
}

/** A task for a person. */
export function userTask(sketch: Sketch): Piece {
  const id = sketch.id("user");
  const { dice } = sketch;
  const many = dice.chance(15) ? { loop: sketch.loop() } : {};
  const part = m.user(id, {
    ...sketch.options(),
    ...many,
    ...(dice.chance(70) ? { assignee: dice.pick(["ann", "=k"]) } : {}),
    ...(dice.chance(20) ? { groups: "=[k]" } : {}),
    ...(dice.chance(20) ? { due: "2026-02-01T10:00:00Z" } : {}),
    ...(sketch.isWide && dice.chance(30) ? { taskListeners: taskListeners(sketch) } : {}),
  });
  return guarded(sketch, single(part), "task");
}

function taskListeners(sketch: Sketch): m.Listener[] {
  const events = sketch.dice.pick([
    ["creating"],
    ["completing"],
    ["assigning", "completing"],
    ["updating"],
    ["canceling"],
  ]);
  return events.map((event) => ({ event, type: sketch.id("listener") }));
}

/** A task that the engine does itself. */
export function evaluated(sketch: Sketch): Piece {
  const { dice } = sketch;
  const result = dice.pick(["x", "y"]);
  if (dice.chance(30)) {
    sketch.usesDecision = true;
    return single(m.rule(sketch.id("rule"), { decision: "d", result, ...sketch.options() }));
  }
  const expression = dice.weighted([
    [4, "=x + 1"],
    [3, "=if x > 1 then 0 else 3"],
    [3, "=count(list)"],
    [1, "=assert(x, x < 4)"],
  ]);
  return single(m.script(sketch.id("script"), { expression, result, ...sketch.options() }));
}

/** Something to wait for. */
export function caught(sketch: Sketch): Piece {
  if (sketch.dice.chance(25))
    return guarded(sketch, single(m.receive(sketch.id("receive"), "go", { key: "=k", ...sketch.options() })), "task");
  return single(m.catching(sketch.id("catch"), sketch.definition(), sketch.options()));
}

/** Something that happens at once. */
export function thrown(sketch: Sketch): Piece {
  const { dice } = sketch;
  if (dice.chance(15)) return hop(sketch);
  if (dice.chance(15)) return single(m.task(sketch.id("task"), sketch.options()));
  const definition = dice.pick([m.signal("alarm"), m.escalation("S1"), m.escalation("S2"), undefined]);
  return single(m.throwing(sketch.id("throw"), definition, sketch.options()));
}

/** A link: thrown here, caught there. */
function hop(sketch: Sketch): Piece {
  const name = sketch.id("hop");
  const [out, into] = [sketch.id("out"), sketch.id("into")];
  const { text } = m.link(name);
  const caughtText = text.replace(`link-${name}`, `link-${into}`);
  return { parts: [m.throwing(out, { text }), m.catching(into, { text: caughtText })], first: out, last: into };
}

/** An activity with a compensation handler, and sometimes what throws for it. */
export function compensable(sketch: Sketch): Piece {
  const [id, edge, undo] = [sketch.id("job"), sketch.id("edge"), sketch.id("undo")];
  const piece = single(m.service(id, { type: id, ...sketch.options() }));
  const handled: Piece = {
    ...piece,
    parts: [
      ...piece.parts,
      m.boundary(edge, id, { definition: m.compensation() }),
      m.service(undo, { type: undo, forCompensation: true }),
      m.association(edge, undo),
    ],
  };
  if (!sketch.dice.chance(60)) return handled;
  const definition = m.compensation(sketch.dice.chance(40) ? id : undefined);
  return inRow([handled, single(m.throwing(sketch.id("throw"), definition))]);
}
