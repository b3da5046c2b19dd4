import {
  advance,
  activateAdHoc,
  behaviour,
  broadcast,
  cancel,
  completeJob,
  completeUserTask,
  create,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { around, xyz } from "./ad-hoc-models.ts";

/** An ad-hoc sub-process in which "act" is active at once. */
const inside = (...parts: readonly m.Part[]) => around(m.adHoc("ad", parts, { active: '=["act"]' }));

/** What can run inside of an ad-hoc sub-process. */
export const adHocInsides: readonly Behaviour[] = [
  behaviour("a user task inside", {
    resources: inside(m.user("act")),
    steps: [create("p"), completeUserTask("act"), completeJob("after")],
  }),
  behaviour("a script task inside", {
    resources: inside(m.script("act", { expression: "=1", result: "r" })),
    steps: [create("p"), completeJob("after")],
  }),
  behaviour("an undefined task inside", {
    resources: inside(m.task("act")),
    steps: [create("p"), completeJob("after")],
  }),
  behaviour("a manual task inside", { resources: inside(m.manual("act")), steps: [create("p")] }),
  behaviour("a receive task inside", {
    resources: inside(m.receive("act", "go", { key: "=k" })),
    steps: [create("p", { k: "1" }), publish("go", "1"), completeJob("after")],
  }),
  behaviour("a send task inside", {
    resources: inside(m.send("act", "act")),
    steps: [create("p"), completeJob("act")],
  }),
  behaviour("a business rule task inside", {
    resources: inside(m.ruleJob("act", "act")),
    steps: [create("p"), completeJob("act")],
  }),
  behaviour("a catch event inside", {
    resources: inside(m.catching("act", m.signal("alarm"))),
    steps: [create("p"), broadcast("alarm", { v: 1 }), completeJob("after")],
  }),
  behaviour("a throw event inside", {
    resources: inside(m.throwing("act", undefined)),
    steps: [create("p"), completeJob("after")],
  }),
  behaviour("an escalation inside", {
    resources: around(
      m.adHoc("ad", [m.throwing("act", m.escalation("S1")), m.service("x", "x"), ...m.flows("act > x")], {
        active: '=["act"]',
      }),
      m.boundary("edge", "ad", { definition: m.escalation("S1"), interrupting: false }),
      m.end("noted"),
      m.flows("edge > noted"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("after")],
  }),
  behaviour("a sub-process inside", {
    resources: inside(m.sub("act", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")])),
    steps: [create("p"), completeJob("x"), completeJob("after")],
  }),
  behaviour("cancel with a sub-process inside", {
    resources: inside(m.sub("act", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")])),
    steps: [create("p"), cancel()],
  }),
  behaviour("a call activity inside", {
    resources: {
      ...inside(m.call("act", "c")),
      "c.bpmn": m.process("c", [m.start("s"), m.service("x", "x"), m.end("e"), m.flows("s > x > e")]),
    },
    steps: [create("p"), completeJob("x", { v: 1 }), completeJob("after"), create("p"), cancel("p")],
  }),
  behaviour("a multi-instance task inside", {
    resources: inside(m.service("act", { type: "act", loop: { collection: "=[1, 2]", element: "i" } })),
    steps: [create("p"), completeJob("act"), completeJob("act"), completeJob("after")],
  }),
  behaviour("an ad-hoc sub-process inside", {
    resources: inside(m.adHoc("act", xyz, { active: '=["x"]' })),
    steps: [
      create("p"),
      activateAdHoc("act", [{ elementId: "y" }]),
      completeJob("x"),
      completeJob("y"),
      completeJob("z"),
    ],
  }),
  behaviour("cancel an ad-hoc sub-process inside", {
    resources: inside(m.adHoc("act", xyz, { active: '=["x", "y"]' })),
    steps: [create("p"), cancel()],
  }),
  behaviour("gateways inside", {
    resources: inside(
      m.service("act", "act"),
      m.parallel("fork"),
      m.service("x", "x"),
      m.service("y", "y"),
      m.parallel("join"),
      m.service("z", "z"),
      ...m.flows("act > fork > x > join > z", "fork > y > join"),
    ),
    steps: [
      create("p"),
      completeJob("act"),
      completeJob("x"),
      completeJob("y"),
      completeJob("z"),
      completeJob("after"),
    ],
  }),
  behaviour("a fork inside without a join", {
    resources: inside(m.parallel("act"), m.service("x", "x"), m.service("y", "y"), ...m.flows("act > x", "act > y")),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("after")],
  }),
  behaviour("an inclusive join inside", {
    resources: inside(
      m.parallel("act"),
      m.service("x", "x"),
      m.service("y", "y"),
      m.inclusive("join"),
      ...m.flows("act > x > join", "act > y > join"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("after")],
  }),
  behaviour("two elements into one parallel join", {
    resources: around(
      m.adHoc(
        "ad",
        [m.service("x", "x"), m.service("y", "y"), m.parallel("join"), ...m.flows("x > join", "y > join")],
        { active: '=["x", "y"]' },
      ),
    ),
    steps: [create("p"), completeJob("x"), completeJob("y"), cancel()],
  }),
  behaviour("an exclusive gateway inside that finds no flow", {
    resources: inside(
      m.exclusive("act"),
      m.service("x", "x"),
      m.service("y", "y"),
      m.when("act", "x", "=v = 1"),
      m.when("act", "y", "=v = 2"),
    ),
    steps: [create("p"), setVariables("p", { v: 1 }), resolveIncident(), completeJob("x")],
  }),
  behaviour("an event-based gateway inside", {
    resources: inside(
      m.eventGateway("act"),
      m.catching("sig", m.signal("alarm")),
      m.catching("time", m.timer("duration", "PT1H")),
      ...m.flows("act > sig", "act > time"),
    ),
    steps: [create("p"), advance("PT1H"), completeJob("after")],
  }),
  behaviour("a link inside", {
    resources: inside(
      m.service("act", "act"),
      m.throwing("out", m.link("hop")),
      m.catching("in", m.link("hop")),
      m.service("x", "x"),
      ...m.flows("act > out", "in > x"),
    ),
    steps: [create("p"), completeJob("act"), completeJob("x"), completeJob("after")],
  }),
  behaviour("an interrupting boundary event inside", {
    resources: inside(
      m.service("act", "act"),
      m.boundary("edge", "act", { definition: m.signal("alarm") }),
      m.service("x", "x"),
      ...m.flows("edge > x"),
    ),
    steps: [create("p"), broadcast("alarm", { v: 1 }), completeJob("x"), completeJob("after")],
  }),
  behaviour("a non-interrupting boundary event inside", {
    resources: inside(
      m.service("act", "act"),
      m.boundary("edge", "act", { definition: m.signal("alarm"), interrupting: false }),
      m.service("x", "x"),
      ...m.flows("edge > x"),
    ),
    steps: [create("p"), broadcast("alarm"), completeJob("act"), completeJob("x"), completeJob("after")],
  }),
  behaviour("an error boundary event inside", {
    resources: inside(m.service("act", "act"), m.boundary("edge", "act", { definition: m.error("E1") })),
    steps: [create("p"), throwError("act", "E1"), completeJob("after")],
  }),
  behaviour("a failing input mapping inside", {
    resources: inside(m.service("act", { type: "act", inputs: { i: "=assert(v, v != null)" } })),
    steps: [create("p"), setVariables("p", { v: 1 }), resolveIncident(), completeJob("act")],
  }),
  behaviour("cancel at a failing input mapping inside", {
    resources: inside(m.service("act", { type: "act", inputs: { i: "=assert(v, v != null)" } })),
    steps: [create("p"), cancel()],
  }),
  behaviour("a non-interrupting event sub-process inside", {
    resources: around(
      m.adHoc(
        "ad",
        [
          ...xyz,
          m.eventSub("side", [
            m.sideStart("side-start", m.signal("alarm")),
            m.service("handle", "handle"),
            m.end("side-end"),
            ...m.flows("side-start > handle > side-end"),
          ]),
        ],
        { active: '=["x"]' },
      ),
    ),
    steps: [create("p"), broadcast("alarm", { v: 1 }), completeJob("x"), completeJob("handle"), completeJob("after")],
  }),
  behaviour("compensation of an element inside", {
    resources: around(
      m.adHoc(
        "ad",
        [
          m.service("x", "x"),
          m.throwing("throw", m.compensation()),
          ...m.flows("x > throw"),
          m.boundary("edge", "x", { definition: m.compensation() }),
          m.service("undo", { type: "undo", forCompensation: true }),
          m.association("edge", "undo"),
        ],
        { active: '=["x"]' },
      ),
    ),
    steps: [create("p"), completeJob("x"), completeJob("undo"), completeJob("after")],
  }),
];
