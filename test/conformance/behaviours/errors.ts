import {
  activate,
  behaviour,
  completeJob,
  create,
  resolveIncident,
  throwError,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const task = (id: string, ...catches: (m.Part | readonly m.Part[])[]) =>
  m.process("p", [m.start("start"), m.service(id, id), m.end("end"), m.flows(`start > ${id} > end`), ...catches]);
const caught = (id: string, on: string, definition: m.EventDefinition) => [
  m.boundary(id, on, { definition }),
  m.end(`${id}-end`),
  ...m.flows(`${id} > ${id}-end`),
];
const inSub = (inner: readonly m.Part[], ...outer: (readonly m.Part[])[]) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.sub("sub", inner),
    m.end("end"),
    m.flows("start > sub > end"),
    ...outer,
  ]),
});
const thrown = (definition: m.EventDefinition) => [m.start("s"), m.end("e", definition), ...m.flows("s > e")];

/** Errors and escalations. */
export const errors: readonly Behaviour[] = [
  behaviour("the specific catch comes before the catch-all", {
    resources: { "p.bpmn": task("a", caught("all", "a", m.error()), caught("one", "a", m.error("E1"))) },
    steps: [create("p"), throwError("a", "E1"), create("p"), throwError("a", "E2")],
  }),
  behaviour("an uncaught error raises an incident", {
    resources: { "p.bpmn": task("a", caught("one", "a", m.error("E1"))) },
    steps: [
      create("p"),
      activate("a"),
      throwError("a", "E2", { errorMessage: "really", variables: { v: 1 } }),
      completeJob("a"),
      resolveIncident(),
      activate("a"),
      completeJob("a"),
    ],
  }),
  behaviour("an uncaught error without message or code", {
    resources: { "p.bpmn": task("a") },
    steps: [
      create("p"),
      throwError("a", ""),
      create("p"),
      throwError("a", "E", { errorMessage: "why" }),
      updateJob("a", { retries: 1 }),
    ],
  }),
  behaviour("error variables go to the catch event", {
    resources: {
      "p.bpmn": task("a", [
        m.boundary("one", "a", { definition: m.error("E1"), outputs: { got: "=why" } }),
        m.end("one-end"),
        ...m.flows("one > one-end"),
      ]),
    },
    steps: [create("p"), throwError("a", "E1", { errorMessage: "text", variables: { why: 1, other: 2 } })],
  }),
  behaviour("error end event caught at the sub-process", {
    resources: inSub(thrown(m.error("E1")), caught("one", "sub", m.error("E1"))),
    steps: [create("p")],
  }),
  behaviour("uncaught error end event", {
    resources: { "p.bpmn": m.process("p", [m.start("start"), m.end("end", m.error("E1")), m.flows("start > end")]) },
    steps: [create("p"), resolveIncident()],
  }),
  behaviour("error end event with an expression", {
    resources: inSub(thrown(m.error("=code")), caught("one", "sub", m.error("E1"))),
    steps: [create("p", { code: "E1" }), create("p", { code: 3 })],
  }),
  behaviour("a job error climbs through sub-processes", {
    resources: inSub(
      [
        m.start("s"),
        m.sub("inner", [m.start("s2"), m.service("a", "a"), m.end("e2"), ...m.flows("s2 > a > e2")]),
        m.end("e"),
        ...m.flows("s > inner > e"),
        ...caught("other", "inner", m.error("E2")),
      ],
      caught("one", "sub", m.error("E1")),
    ),
    steps: [create("p"), throwError("a", "E1", { variables: { v: 1 } })],
  }),
  behaviour("the nearest scope wins, even by catch-all", {
    resources: inSub(
      [m.start("s"), m.service("a", "a"), m.end("e"), ...m.flows("s > a > e"), ...caught("near", "a", m.error())],
      caught("far", "sub", m.error("E1")),
    ),
    steps: [create("p"), throwError("a", "E1")],
  }),
  behaviour("an error terminates the siblings", {
    resources: inSub(
      [
        m.start("s"),
        m.parallel("fork"),
        m.service("a", "a"),
        m.service("b", "b"),
        m.user("u"),
        m.end("e"),
        ...m.flows("s > fork > a > e", "fork > b > e", "fork > u > e"),
      ],
      caught("one", "sub", m.error("E1")),
    ),
    steps: [create("p"), throwError("a", "E1")],
  }),
  behaviour("escalation end event caught and interrupting", {
    resources: inSub(thrown(m.escalation("S1")), caught("one", "sub", m.escalation("S1"))),
    steps: [create("p")],
  }),
  behaviour("escalation throw event caught without interruption", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s"),
          m.throwing("t", m.escalation("S1")),
          m.service("a", "a"),
          m.end("e"),
          ...m.flows("s > t > a > e"),
        ]),
        m.boundary("b", "sub", { definition: m.escalation("S1"), interrupting: false }),
        m.end("end"),
        m.end("noted"),
        m.flows("start > sub > end", "b > noted"),
      ]),
    },
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("uncaught escalation is no incident", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.throwing("t", m.escalation("S1")),
        m.end("end", m.escalation("S2")),
        m.flows("start > t > end"),
      ]),
    },
    steps: [create("p")],
  }),
  behaviour("the specific escalation catch comes first", {
    resources: inSub(
      thrown(m.escalation("S1")),
      caught("all", "sub", m.escalation()),
      caught("one", "sub", m.escalation("S1")),
    ),
    steps: [create("p")],
  }),
  behaviour("an escalation of another code is caught by the catch-all", {
    resources: inSub(
      thrown(m.escalation("S9")),
      caught("one", "sub", m.escalation("S1")),
      caught("all", "sub", m.escalation()),
    ),
    steps: [create("p")],
  }),
  behaviour("escalation event sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.throwing("t", m.escalation("S1")),
        m.service("a", "a"),
        m.end("end"),
        m.flows("start > t > a > end"),
        m.eventSub("side", [
          m.sideStart("side-start", m.escalation("S1")),
          m.end("side-end"),
          ...m.flows("side-start > side-end"),
        ]),
      ]),
    },
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("interrupting escalation event sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.service("a", "a"),
        m.throwing("t", m.escalation("S1")),
        m.end("end"),
        m.flows("start > fork > a > end", "fork > t > end"),
        m.eventSub("side", [
          m.start("side-start", m.escalation()),
          m.service("x", "x"),
          m.end("side-end"),
          ...m.flows("side-start > x > side-end"),
        ]),
      ]),
    },
    steps: [create("p"), completeJob("x")],
  }),
  behaviour("escalation with an expression as code", {
    resources: inSub(thrown(m.escalation("=code")), caught("one", "sub", m.escalation("S1"))),
    steps: [create("p", { code: "S1" }), create("p", { code: 3 })],
  }),
  behaviour("an interrupting escalation from a throw event", {
    resources: inSub(
      [m.start("s"), m.throwing("t", m.escalation("S1")), m.service("a", "a"), m.end("e"), ...m.flows("s > t > a > e")],
      caught("one", "sub", m.escalation("S1")),
    ),
    steps: [create("p")],
  }),
  behaviour("the throw's input mapping and an uncaught code", {
    resources: inSub(
      [
        m.start("s"),
        m.throwing("t", m.escalation("S2"), { inputs: { x: "=1" }, outputs: { y: "=x" } }),
        m.end("e"),
        ...m.flows("s > t > e"),
      ],
      caught("one", "sub", m.escalation("S1")),
    ),
    steps: [create("p")],
  }),
];
