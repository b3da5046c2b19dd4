import { behaviour, broadcast, command, completeJob, create, publish, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { modify } from "../repair-steps.ts";
import { line, nested, loop, one, sidePart, withSide, caller } from "./repair-models.ts";

const starting: readonly Behaviour[] = [
  behaviour("start at several elements", {
    resources: nested(),
    steps: [
      create("p", { v: 1 }, { startInstructions: [{ elementId: "y" }, { elementId: "a" }, { elementId: "x" }] }),
      completeJob("y"),
    ],
  }),
  behaviour("start with tags at an element", {
    resources: nested(),
    steps: [create("p", {}, { tags: ["one"], startInstructions: [{ elementId: "y" }] })],
  }),
  behaviour("start at the same element twice", {
    resources: nested(),
    steps: [create("p", {}, { startInstructions: [{ elementId: "y" }, { elementId: "y" }] })],
  }),
  behaviour("start where a scope's events cannot be subscribed to", {
    resources: one(
      m.start("start"),
      m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")]),
      m.boundary("late", "sub", { definition: m.message("go", "=nothing") }),
      m.end("end"),
      m.flows("start > sub > end", "late > end"),
    ),
    steps: [
      create("p", {}, { startInstructions: [{ elementId: "x" }] }),
      create("p", { nothing: "1" }, { startInstructions: [{ elementId: "x" }] }),
    ],
  }),
  behaviour("start inside of a multi-instance", {
    resources: loop(),
    steps: [
      create("p", { items: [1] }, { startInstructions: [{ elementId: "x" }] }),
      create("p", { items: [1] }, { startInstructions: [{ elementId: "sub" }] }),
    ],
  }),
  behaviour("start at an element behind an event-based gateway", {
    resources: one(
      m.start("start"),
      m.eventGateway("g"),
      m.catching("t", m.timer("duration", "PT1H")),
      m.catching("w", m.message("go", "=key")),
      m.end("end"),
      m.flows("start > g > t > end", "g > w > end"),
    ),
    steps: [
      create("p", { key: "1" }, { startInstructions: [{ elementId: "t" }] }),
      create("p", { key: "1" }, { startInstructions: [{ elementId: "g" }] }),
    ],
  }),
  behaviour("start in an event sub-process", {
    resources: withSide(m.message("stop", "=key")),
    steps: [create("p", { key: "1" }, { startInstructions: [{ elementId: "v" }] }), publish("stop", "1")],
  }),
  behaviour("start a process without a none start event at an element", {
    resources: one(
      m.start("start", m.timer("duration", "PT1H")),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > a > end"),
    ),
    steps: [create("p"), create("p", {}, { startInstructions: [{ elementId: "a" }] })],
  }),
  behaviour("end after an element", {
    resources: line,
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "a" }] }),
      completeJob("a", { v: 1 }),
    ],
  }),
  behaviour("end after an element in a sub-process", {
    resources: nested(),
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "x" }] }),
      completeJob("a"),
      completeJob("x"),
    ],
  }),
  behaviour("end after a sub-process", {
    resources: nested(),
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "outer" }] }),
      completeJob("a"),
      completeJob("x"),
      completeJob("y"),
    ],
  }),
  behaviour("end after an element that is terminated", {
    resources: line,
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "a" }] }),
      modify({ activate: ["b"], terminate: ["a"] }),
      completeJob("b"),
    ],
  }),
  behaviour("end after the start event, the end event, a gateway, the process", {
    resources: one(
      m.start("start"),
      m.exclusive("x"),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > x > a > end"),
    ),
    steps: ["start", "x", "end", "p"].flatMap((id) => [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: id }] }),
      completeJob("a"),
    ]),
  }),
  behaviour("end after elements that do not exist", {
    resources: line,
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "nothing" }] }),
      create(
        "p",
        {},
        {
          startInstructions: [{ elementId: "b" }],
          runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "b" }],
        },
      ),
      completeJob("b"),
    ],
  }),
  behaviour("end after a parallel branch", {
    resources: one(
      m.start("start"),
      m.parallel("f"),
      m.service("a", "a"),
      m.user("u"),
      m.end("end"),
      m.flows("start > f > a > end", "f > u > end"),
    ),
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "a" }] }),
      completeJob("a"),
    ],
  }),
  behaviour("end after one instance of a loop", {
    resources: one(
      m.start("start"),
      m.service("a", { type: "a", loop: { collection: "=[1,2]", element: "i", sequential: true } }),
      m.end("end"),
      m.flows("start > a > end"),
    ),
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "a" }] }),
      completeJob("a"),
      completeJob("a"),
    ],
  }),
  behaviour("end after a call activity and inside of it", {
    resources: caller,
    steps: [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "call" }] }),
      completeJob("c"),
      completeJob("d"),
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "c" }] }),
      completeJob("c"),
    ],
  }),
  behaviour("end after events of every kind", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.boundary("bell", "a", { definition: m.signal("ring"), interrupting: false }),
      m.eventGateway("g"),
      m.catching("w", m.message("go", "=key")),
      m.catching("t", m.timer("duration", "PT1H")),
      m.throwing("none"),
      m.end("kill", m.terminate()),
      m.end("end"),
      m.flows("start > a > g > w > none > kill", "g > t > end", "bell > end"),
      sidePart(m.signal("side"), false),
    ),
    steps: ["bell", "ss", "v", "side", "g", "w", "none", "kill"].flatMap((id) => [
      create("p", { key: id }, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: id }] }),
      broadcast("ring"),
      broadcast("side"),
      completeJob("v"),
      completeJob("a"),
      publish("go", id),
    ]),
  }),
  behaviour("end after an error end event and a boundary event", {
    resources: one(
      m.start("start"),
      m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e", m.error("E")), ...m.flows("s > x > e")]),
      m.boundary("caught", "sub", { definition: m.error("E") }),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > sub > end", "caught > b > end"),
    ),
    steps: ["e", "caught", "sub"].flatMap((id) => [
      create("p", {}, { runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: id }] }),
      completeJob("x"),
      completeJob("b"),
    ]),
  }),
  behaviour("end an awaited instance after an element", {
    resources: line,
    steps: [
      command("create awaiting", () => ({
        valueType: "PROCESS_INSTANCE_CREATION",
        intent: "CREATE",
        value: {
          bpmnProcessId: "p",
          version: -1,
          tenantId: "<default>",
          runtimeInstructions: [
            { type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "a" },
            { type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "b" },
          ],
        },
      })),
      completeJob("a"),
    ],
  }),
];

/** Process instances that start anywhere or end early. */
export const instanceWays: readonly Behaviour[] = [...starting];
