import { behaviour, command, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { decisions, table } from "../model/dmn.ts";
import { action, creation } from "./actions.ts";
import { body } from "./blocks.ts";
import { Sketch } from "./sketch.ts";

const [FEWEST_STEPS, MORE_STEPS] = [9, 12];

const DECISION = decisions(
  "d-file",
  table("d", {
    inputs: ["x"],
    outputs: ["out"],
    rules: [
      ["< 2", "3"],
      ["[2..3]", "x - 1"],
      ["-", "null"],
    ],
    hitPolicy: "FIRST",
  }),
);

/** A random model and random commands, always the same for a seed. */
export function randomBehaviour(seed: number): Behaviour {
  const sketch = new Sketch(seed);
  const model = m.process("p", body(sketch, 0));
  const called = [...sketch.called].map(([id, parts]) => [`${id}.bpmn`, m.process(id, parts)] as const);
  const steps = Array.from({ length: FEWEST_STEPS + sketch.dice.below(MORE_STEPS) }, (_, index) =>
    action(sketch, index + 1),
  );
  return behaviour(`random ${seed}`, {
    resources: {
      "p.bpmn": model,
      ...Object.fromEntries(called),
      ...(sketch.usesDecision ? { "d.dmn": DECISION } : {}),
    },
    steps: [command("create p", creation), ...steps],
  });
}
