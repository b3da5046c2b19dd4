import { behaviour, command, create, publish, type Behaviour } from "../behaviour.ts";
import { NO_KEY } from "../known.ts";
import * as m from "../model/bpmn.ts";
import { migrate, nth } from "../repair-steps.ts";
import { pair, line, MESSAGE, TIMER } from "./migration-models.ts";

const refusals: readonly Behaviour[] = [
  behaviour("refused: instances and definitions that do not exist", {
    resources: pair(line(m.service("a", "a")), line(m.service("b", "b"))),
    steps: [
      migrate("q", {}),
      create("p"),
      command("to nothing", (known) => ({
        valueType: "PROCESS_INSTANCE_MIGRATION",
        intent: "MIGRATE",
        key: known.instance(),
        value: { processInstanceKey: known.instance(), targetProcessDefinitionKey: NO_KEY, mappingInstructions: [] },
      })),
      command("a task", (known) => ({
        valueType: "PROCESS_INSTANCE_MIGRATION",
        intent: "MIGRATE",
        key: known.element("a"),
        value: {
          processInstanceKey: nth("a", 0)(known),
          targetProcessDefinitionKey: known.definition("q"),
          mappingInstructions: [{ sourceElementId: "a", targetElementId: "b" }],
        },
      })),
    ],
  }),
  behaviour("refused: mappings", {
    resources: pair(line(m.service("a", "a")), line(m.service("b", "b"))),
    steps: [
      create("p"),
      migrate("q", {}),
      migrate("q", { next: "next" }),
      migrate("q", { nothing: "b" }),
      migrate("q", { a: "nothing" }),
      migrate("q", { a: "b" }, { pairs: [["a", "next"]] }),
      migrate(
        "q",
        { a: "b", next: "b" },
        {
          pairs: [
            ["a", "next"],
            ["next", "b"],
            ["end", "end"],
            ["end", "end"],
          ],
        },
      ),
      migrate("q", { a: "end" }),
      migrate("q", { a: "start" }),
    ],
  }),
  behaviour("refused: another type", {
    resources: pair(
      line(m.service("a", "a")),
      line(m.user("u"), m.sub("sub", [m.start("s"), m.service("in", "in"), m.end("e"), ...m.flows("s > in > e")])),
    ),
    steps: [create("p"), migrate("q", { a: "u" }), migrate("q", { a: "sub" }), migrate("q", { a: "in" })],
  }),
  behaviour("refused: another scope", {
    resources: pair(
      line(m.sub("sub", [m.start("s"), m.service("a", "a"), m.end("e"), ...m.flows("s > a > e")])),
      line(
        m.sub("sub", [
          m.start("s"),
          m.sub("deep", [m.start("ds"), m.service("a", "a"), m.end("de"), ...m.flows("ds > a > de")]),
          m.end("e"),
          ...m.flows("s > deep > e"),
        ]),
      ),
    ),
    steps: [create("p"), migrate("q", { sub: "sub", a: "a" }), migrate("q", { sub: "sub", a: "next" })],
  }),
  behaviour("refused: elements of an unsupported kind", {
    resources: pair(
      [m.start("start", undefined, {}), m.task("t"), m.end("end"), m.flows("start > t > end")],
      [m.start("start"), m.task("t"), m.end("end"), m.flows("start > t > end")],
    ),
    steps: [create("p"), migrate("q", {})],
  }),
  behaviour("refused: an event that failed on its way out", {
    resources: pair(
      [m.start("start", undefined, { outputs: { x: "=assert(v, v > 1)" } }), m.end("end"), m.flows("start > end")],
      [m.start("start"), m.end("end"), m.flows("start > end")],
    ),
    steps: [create("p", { v: 1 }), migrate("q", { start: "start" })],
  }),
  behaviour("refused: an event behind an event-based gateway", {
    resources: pair(
      [
        m.start("start"),
        m.eventGateway("g"),
        m.catching("w", MESSAGE, { outputs: { x: "=assert(v, v > 1)" } }),
        m.catching("t", TIMER),
        m.end("end"),
        m.flows("start > g > w > end", "g > t > end"),
      ],
      [
        m.start("start"),
        m.eventGateway("g"),
        m.catching("w", MESSAGE),
        m.catching("t", TIMER),
        m.end("end"),
        m.flows("start > g > w > end", "g > t > end"),
      ],
    ),
    steps: [create("p", { key: "1", v: 1 }), publish("go", "1"), migrate("q", { w: "w" })],
  }),
];

/** Migrations that are refused. */
export const migrationRefusals: readonly Behaviour[] = [...refusals];
