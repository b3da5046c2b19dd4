import {
  advance,
  behaviour,
  broadcast,
  command,
  completeJob,
  create,
  publish,
  setVariables,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { migrate } from "../repair-steps.ts";
import { pair, line, MESSAGE, TIMER, SIGNAL, withBoundaries, withSides } from "./migration-models.ts";

const waiting: readonly Behaviour[] = [
  behaviour("a message catch event", {
    resources: pair(line(m.catching("w", MESSAGE)), line(m.catching("x", m.message("other", "=nothing")))),
    steps: [
      create("p", { key: "1" }),
      migrate("q", { w: "x" }),
      publish("other", "1"),
      publish("go", "1", { variables: { v: 1 } }),
    ],
  }),
  behaviour("a receive task", {
    resources: pair(line(m.receive("w", "go", { key: "=key" })), line(m.receive("x", "go", { key: "=key" }))),
    steps: [create("p", { key: "1" }), migrate("q", { w: "x" }), publish("go", "1")],
  }),
  behaviour("a timer catch event", {
    resources: pair(line(m.catching("w", TIMER)), line(m.catching("x", m.timer("duration", "PT5H")))),
    steps: [create("p"), advance("PT30M"), migrate("q", { w: "x" }), advance("PT31M"), advance("PT5H")],
  }),
  behaviour("a signal catch event", {
    resources: pair(line(m.catching("w", SIGNAL)), line(m.catching("x", m.signal("other")))),
    steps: [create("p"), migrate("q", { w: "x" }), broadcast("other"), broadcast("ring")],
  }),
  behaviour("catch events of other kinds", {
    resources: pair(line(m.catching("w", TIMER)), line(m.catching("x", MESSAGE))),
    steps: [create("p", { key: "1" }), migrate("q", { w: "x" })],
  }),
  behaviour("a receive task to a catch event", {
    resources: pair(line(m.receive("w", "go", { key: "=key" })), line(m.catching("x", MESSAGE))),
    steps: [create("p", { key: "1" }), migrate("q", { w: "x" })],
  }),
  behaviour("an event-based gateway", {
    resources: pair(
      [
        m.start("start"),
        m.eventGateway("g"),
        m.catching("w", MESSAGE),
        m.catching("t", TIMER),
        m.catching("s", SIGNAL),
        m.end("end"),
        m.flows("start > g > w > end", "g > t > end", "g > s > end"),
      ],
      [
        m.start("start"),
        m.eventGateway("h"),
        m.catching("w2", MESSAGE),
        m.catching("t2", TIMER),
        m.catching("s2", SIGNAL),
        m.end("end"),
        m.flows("start > h > w2 > end", "h > t2 > end", "h > s2 > end"),
      ],
    ),
    steps: [create("p", { key: "1" }), migrate("q", { g: "h", w: "w2", t: "t2", s: "s2" }), publish("go", "1")],
  }),
  behaviour("an event-based gateway whose events change", {
    resources: pair(
      [
        m.start("start"),
        m.eventGateway("g"),
        m.catching("w", MESSAGE),
        m.catching("t", TIMER),
        m.end("end"),
        m.flows("start > g > w > end", "g > t > end"),
      ],
      [
        m.start("start"),
        m.eventGateway("g"),
        m.catching("w2", m.message("new", "=key")),
        m.catching("t", TIMER),
        m.end("end"),
        m.flows("start > g > w2 > end", "g > t > end"),
      ],
    ),
    steps: [
      create("p", { key: "1" }),
      advance("PT10M"),
      migrate("q", { g: "g" }),
      publish("go", "1"),
      publish("new", "1"),
    ],
  }),
];

const boundaries: readonly Behaviour[] = [
  behaviour("boundary events that are mapped", {
    resources: pair(
      withBoundaries("a", ["w", MESSAGE], ["t", TIMER], ["s", SIGNAL, false]),
      withBoundaries("b", ["w2", MESSAGE], ["t2", TIMER], ["s2", SIGNAL, false]),
    ),
    steps: [
      create("p", { key: "1" }),
      migrate("q", { a: "b", w: "w2", t: "t2", s: "s2" }),
      broadcast("ring"),
      advance("PT2H"),
    ],
  }),
  behaviour("a mapped message boundary event that fires", {
    resources: pair(withBoundaries("a", ["w", MESSAGE]), withBoundaries("b", ["w2", MESSAGE])),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b", w: "w2" }), publish("go", "1", { variables: { v: 1 } })],
  }),
  behaviour("a mapped message boundary event that no longer interrupts", {
    resources: pair(withBoundaries("a", ["w", MESSAGE]), withBoundaries("b", ["w", MESSAGE, false])),
    steps: [
      create("p", { key: "1" }),
      migrate("q", { a: "b", w: "w" }),
      publish("go", "1"),
      publish("go", "1"),
      completeJob("a"),
    ],
  }),
  behaviour("a mapped message boundary event that begins to interrupt", {
    resources: pair(withBoundaries("a", ["w", MESSAGE, false]), withBoundaries("b", ["w", MESSAGE])),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b", w: "w" }), publish("go", "1"), publish("go", "1")],
  }),
  behaviour("boundary events that are not mapped", {
    resources: pair(
      withBoundaries("a", ["w", MESSAGE], ["t", TIMER], ["s", SIGNAL, false]),
      withBoundaries(
        "b",
        ["w2", m.message("new", "=key")],
        ["t2", m.timer("duration", "PT3H")],
        ["s2", m.signal("other")],
      ),
    ),
    steps: [
      create("p", { key: "1" }),
      advance("PT10M"),
      migrate("q", { a: "b" }),
      broadcast("ring"),
      publish("go", "1"),
      publish("new", "1"),
    ],
  }),
  behaviour("boundary events that go", {
    resources: pair(withBoundaries("a", ["w", MESSAGE], ["t", TIMER], ["s", SIGNAL, false]), line(m.service("b", "a"))),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b" }), publish("go", "1"), advance("PT2H"), completeJob("a")],
  }),
  behaviour("boundary events that come", {
    resources: pair(line(m.service("a", "a")), withBoundaries("b", ["w", MESSAGE], ["t", TIMER], ["s", SIGNAL, false])),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b" }), broadcast("ring"), publish("go", "1")],
  }),
  behaviour("a message boundary event that comes to a buffered message", {
    resources: pair(line(m.service("a", "a")), withBoundaries("b", ["w", MESSAGE])),
    steps: [create("p", { key: "1" }), publish("go", "1", { ttl: 600_000 }), migrate("q", { a: "b" })],
  }),
  behaviour("a boundary event that cannot be subscribed to", {
    resources: pair(line(m.service("a", "a")), withBoundaries("b", ["w", m.message("go", "=nothing")])),
    steps: [create("p"), migrate("q", { a: "b" }), setVariables("p", { nothing: "1" }), migrate("q", { a: "b" })],
  }),
  behaviour("the same message without a mapping", {
    resources: pair(withBoundaries("a", ["w", MESSAGE]), withBoundaries("b", ["w2", MESSAGE])),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b" })],
  }),
  behaviour("a boundary event that is detached", {
    resources: pair(withBoundaries("a", ["w", MESSAGE]), [
      ...line(m.service("b", "a")),
      m.boundary("w2", "next", { definition: MESSAGE }),
      m.flows("w2 > end"),
    ]),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b", w: "w2" })],
  }),
  behaviour("a boundary event mapped to another kind", {
    resources: pair(withBoundaries("a", ["w", MESSAGE]), withBoundaries("b", ["t", TIMER])),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b", w: "t" })],
  }),
  behaviour("two boundary events mapped to one", {
    resources: pair(
      withBoundaries("a", ["w", MESSAGE], ["x", m.message("other", "=key")]),
      withBoundaries("b", ["w2", MESSAGE]),
    ),
    steps: [create("p", { key: "1" }), migrate("q", { a: "b", w: "w2", x: "w2" })],
  }),
  behaviour("error and escalation boundary events", {
    resources: pair(withBoundaries("a", ["e", m.error("E")]), withBoundaries("b", ["e2", m.error("F")])),
    steps: [
      create("p"),
      migrate("q", { a: "b", e: "e2" }),
      command("throw F", (known) => ({
        valueType: "JOB",
        intent: "THROW_ERROR",
        key: known.job("a"),
        value: { errorCode: "F" },
      })),
    ],
  }),
  behaviour("a cycle timer at the boundary", {
    resources: pair(
      withBoundaries("a", ["t", m.timer("cycle", "R3/PT1H"), false]),
      withBoundaries("b", ["t2", m.timer("cycle", "R5/PT2H"), false]),
    ),
    steps: [create("p"), advance("PT1H"), migrate("q", { a: "b", t: "t2" }), advance("PT1H"), advance("PT2H")],
  }),
  behaviour("boundary events of a sub-process and a call activity", {
    resources: {
      ...pair(
        line(
          m.sub("sub", [m.start("s"), m.call("c", "child"), m.end("e"), ...m.flows("s > c > e")]),
          m.boundary("t", "sub", { definition: TIMER }),
          m.boundary("w", "sub", { definition: MESSAGE, interrupting: false }),
          m.flows("t > end", "w > end"),
        ),
        line(
          m.sub("sub", [
            m.start("s"),
            m.call("c", "child"),
            m.end("e"),
            m.boundary("s2", "c", { definition: SIGNAL }),
            ...m.flows("s > c > e", "s2 > e"),
          ]),
          m.boundary("t2", "sub", { definition: TIMER }),
          m.boundary("w", "sub", { definition: MESSAGE, interrupting: false }),
          m.flows("t2 > end", "w > end"),
        ),
      ),
      "child.bpmn": m.process("child", [m.start("cs"), m.service("x", "x"), m.end("ce"), m.flows("cs > x > ce")]),
    },
    steps: [
      create("p", { key: "1" }),
      migrate("q", { sub: "sub", c: "c", t: "t2", w: "w" }, { of: "p" }),
      publish("go", "1"),
      broadcast("ring"),
    ],
  }),
  behaviour("boundary events of a loop", {
    resources: pair(
      line(
        m.service("a", { type: "a", loop: { collection: "=[1,2]" } }),
        m.boundary("t", "a", { definition: TIMER }),
        m.flows("t > end"),
      ),
      line(
        m.service("b", { type: "a", loop: { collection: "=[1,2]" } }),
        m.boundary("t2", "b", { definition: TIMER }),
        m.boundary("s", "b", { definition: SIGNAL }),
        m.flows("t2 > end", "s > end"),
      ),
    ),
    steps: [create("p"), migrate("q", { a: "b", t: "t2" }), broadcast("ring")],
  }),
];

const sides: readonly Behaviour[] = [
  behaviour("event sub-processes that are mapped", {
    resources: pair(
      withSides(["w", MESSAGE], ["t", TIMER], ["s", SIGNAL, false]),
      withSides(["w2", MESSAGE], ["t2", TIMER], ["s2", SIGNAL, false]),
    ),
    steps: [
      create("p", { key: "1" }),
      migrate("q", { a: "a", w: "w2", t: "t2", s: "s2" }),
      broadcast("ring"),
      publish("go", "1"),
    ],
  }),
  behaviour("event sub-processes that are not mapped", {
    resources: pair(
      withSides(["w", MESSAGE], ["t", TIMER]),
      withSides(["w2", m.message("new", "=key")], ["s2", SIGNAL, false]),
    ),
    steps: [
      create("p", { key: "1" }),
      migrate("q", { a: "a" }),
      publish("go", "1"),
      broadcast("ring"),
      publish("new", "1"),
    ],
  }),
  behaviour("event sub-processes that come and go", {
    resources: pair(withSides(["w", MESSAGE]), line(m.service("a", "a"))),
    steps: [
      create("p", { key: "1" }),
      migrate("q", { a: "a" }),
      publish("go", "1"),
      migrate("p", { a: "a" }),
      publish("go", "1"),
    ],
  }),
  behaviour("an event sub-process that is active", {
    resources: pair(withSides(["w", MESSAGE], ["t", TIMER]), withSides(["w2", MESSAGE], ["t2", TIMER])),
    steps: [
      create("p", { key: "1" }),
      publish("go", "1"),
      migrate("q", { "side-w": "side-w2", "w-do": "w2-do" }),
      completeJob("w-do"),
    ],
  }),
  behaviour("an active event sub-process that does not interrupt", {
    resources: pair(withSides(["s", SIGNAL, false], ["w", MESSAGE]), withSides(["s2", SIGNAL, false], ["w2", MESSAGE])),
    steps: [
      create("p", { key: "1" }),
      broadcast("ring"),
      migrate("q", { a: "a", "side-s": "side-s2", "s-do": "s2-do", s: "s2", w: "w2" }),
      broadcast("ring"),
      publish("go", "1"),
    ],
  }),
  behaviour("a start event mapped to a boundary event", {
    resources: pair(withSides(["w", MESSAGE]), withBoundaries("a", ["w2", MESSAGE])),
    steps: [create("p", { key: "1" }), migrate("q", { a: "a", w: "w2" })],
  }),
];

/** Migration of process instances that wait for events. */
export const migrationEvents: readonly Behaviour[] = [...waiting, ...boundaries, ...sides];
