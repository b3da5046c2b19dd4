import { behaviour, broadcast, completeJob, completeUserTask, create, publish, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { one, undo, compensable } from "./compensation-models.ts";

/** Which activities can be compensated. */
export const compensationActivities: readonly Behaviour[] = [
  behaviour("compensation of a user task", {
    resources: compensable(m.user("act")),
    steps: [create("p"), completeUserTask("act"), completeJob("undo-act")],
  }),
  behaviour("compensation of a script task", {
    resources: compensable(m.script("act", { expression: "=1", result: "r" })),
    steps: [create("p"), completeJob("undo-act")],
  }),
  behaviour("compensation of a receive task", {
    resources: compensable(m.receive("act", "go", { key: "=k" })),
    steps: [create("p", { k: "1" }), publish("go", "1"), completeJob("undo-act")],
  }),
  behaviour("compensation of a manual task", {
    resources: compensable(m.manual("act")),
    steps: [create("p"), completeJob("undo-act")],
  }),
  behaviour("compensation of an undefined task", {
    resources: compensable(m.task("act")),
    steps: [create("p"), completeJob("undo-act")],
  }),
  behaviour("compensation of a send task", {
    resources: compensable(m.send("act", "act")),
    steps: [create("p"), completeJob("act"), completeJob("undo-act")],
  }),
  behaviour("compensation of a business rule task", {
    resources: compensable(m.ruleJob("act", "act")),
    steps: [create("p"), completeJob("act"), completeJob("undo-act")],
  }),
  behaviour("compensation of a call activity stops there", {
    resources: {
      ...compensable(m.call("act", "c")),
      "c.bpmn": m.process("c", [m.start("s"), m.service("x", "x"), m.end("e"), m.flows("s > x > e"), undo("x")]),
    },
    steps: [create("p"), completeJob("x"), completeJob("undo-act")],
  }),
  behaviour("a called process compensates its own", {
    resources: {
      ...one(m.start("start"), m.call("act", "c"), m.end("end"), m.flows("start > act > end")),
      "c.bpmn": m.process("c", [
        m.start("s"),
        m.service("x", "x"),
        m.end("e", m.compensation()),
        m.flows("s > x > e"),
        undo("x"),
      ]),
    },
    steps: [create("p"), completeJob("x"), completeJob("undo-x")],
  }),
  behaviour("compensation of a parallel multi-instance task", {
    resources: compensable(m.service("act", { type: "act", loop: { collection: "=[1, 2]", element: "i" } })),
    steps: [create("p"), completeJob("act"), completeJob("act"), completeJob("undo-act")],
  }),
  behaviour("compensation of a sequential multi-instance task", {
    resources: compensable(
      m.service("act", { type: "act", loop: { collection: "=[1, 2]", element: "i", sequential: true } }),
    ),
    steps: [create("p"), completeJob("act"), completeJob("act"), completeJob("undo-act")],
  }),
  behaviour("compensation of a multi-instance task over nothing", {
    resources: compensable(m.service("act", { type: "act", loop: { collection: "=[]" } })),
    steps: [create("p"), completeJob("undo-act")],
  }),
  behaviour("compensation and another boundary event on one task", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.boundary("edge", "a", { definition: m.signal("alarm") }),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > a > throw > end", "edge > throw"),
      undo("a"),
    ),
    steps: [create("p"), broadcast("alarm"), create("p"), completeJob("a"), completeJob("undo-a")],
  }),
  behaviour("a non-interrupting compensation boundary event", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > a > throw > end"),
      m.boundary("edge", "a", { definition: m.compensation(), interrupting: false }),
      m.service("undo", { type: "undo", forCompensation: true }),
      m.association("edge", "undo"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("undo")],
  }),
];
