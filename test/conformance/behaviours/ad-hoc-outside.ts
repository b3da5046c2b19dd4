import {
  advance,
  behaviour,
  broadcast,
  cancel,
  completeJob,
  create,
  publish,
  throwError,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { around, one, xyz } from "./ad-hoc-models.ts";

const active = { active: '=["x", "y"]' };
const withEdge = (definition: m.EventDefinition, interrupting: boolean) =>
  around(
    m.adHoc("ad", xyz, active),
    m.boundary("edge", "ad", { definition, interrupting }),
    m.service("caught", "caught"),
    m.end("away"),
    m.flows("edge > caught > away"),
  );
const undo = [
  m.boundary("edge", "x", { definition: m.compensation() }),
  m.service("undo-x", { type: "undo-x", forCompensation: true }),
  m.association("edge", "undo-x"),
];

/** What surrounds an ad-hoc sub-process. */
export const adHocOutside: readonly Behaviour[] = [
  behaviour("an interrupting signal at the boundary", {
    resources: withEdge(m.signal("alarm"), true),
    steps: [create("p"), completeJob("x"), broadcast("alarm", { v: 1 }), completeJob("caught")],
  }),
  behaviour("a non-interrupting signal at the boundary", {
    resources: withEdge(m.signal("alarm"), false),
    steps: [
      create("p"),
      broadcast("alarm"),
      completeJob("x"),
      completeJob("y"),
      completeJob("z"),
      completeJob("caught"),
    ],
  }),
  behaviour("an interrupting timer at the boundary", {
    resources: withEdge(m.timer("duration", "PT1H"), true),
    steps: [create("p"), advance("PT1H"), completeJob("caught")],
  }),
  behaviour("an interrupting message at the boundary", {
    resources: withEdge(m.message("stop", "=k"), true),
    steps: [create("p", { k: "1" }), publish("stop", "1"), completeJob("caught")],
  }),
  behaviour("an error from inside at the boundary", {
    resources: withEdge(m.error("E1"), true),
    steps: [create("p"), throwError("x", "E1", { variables: { why: 1 } }), completeJob("caught")],
  }),
  behaviour("in a sub-process", {
    resources: one(
      m.start("start"),
      m.sub("sub", [m.start("s"), m.adHoc("ad", xyz, active), m.end("e"), ...m.flows("s > ad > e")]),
      m.end("end"),
      m.flows("start > sub > end"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("z"), create("p"), cancel()],
  }),
  behaviour("in an interrupting event sub-process", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > a > end"),
      m.eventSub("side", [
        m.start("side-start", m.signal("alarm")),
        m.adHoc("ad", xyz, { active: '=["x"]' }),
        m.end("side-end"),
        ...m.flows("side-start > ad > side-end"),
      ]),
    ),
    steps: [create("p"), broadcast("alarm"), completeJob("x")],
  }),
  behaviour("ended by an interrupting event sub-process", {
    resources: around(
      m.adHoc("ad", xyz, active),
      m.eventSub("side", [
        m.start("side-start", m.signal("alarm")),
        m.service("handle", "handle"),
        m.end("side-end"),
        ...m.flows("side-start > handle > side-end"),
      ]),
    ),
    steps: [create("p"), completeJob("x"), broadcast("alarm"), completeJob("handle")],
  }),
  behaviour("ended by a terminate end event", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.adHoc("ad", xyz, active),
      m.service("a", "a"),
      m.end("kill", m.terminate()),
      m.end("end"),
      m.flows("start > fork > ad > end", "fork > a > kill"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("a")],
  }),
  behaviour("in a called process", {
    resources: {
      ...one(m.start("start"), m.call("c", "c"), m.end("end"), m.flows("start > c > end")),
      "c.bpmn": m.process("c", [m.start("s"), m.adHoc("ad", xyz, active), m.end("e"), m.flows("s > ad > e")]),
    },
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("z"), create("p"), cancel("p")],
  }),
  behaviour("in parallel instances", {
    resources: around(m.adHoc("ad", xyz, { active: '=["x"]', loop: { collection: "=[1, 2]", element: "i" } })),
    steps: [create("p"), completeJob("x"), completeJob("x"), completeJob("after")],
  }),
  behaviour("in one instance after the other", {
    resources: around(
      m.adHoc("ad", xyz, { active: '=["x"]', loop: { collection: "=[1, 2]", element: "i", sequential: true } }),
    ),
    steps: [create("p"), completeJob("x"), completeJob("x"), completeJob("after")],
  }),
  behaviour("in parallel instances with two collections", {
    resources: around(
      m.adHoc("ad", xyz, {
        active: '=["x"]',
        outputCollection: "inner",
        outputElement: "=r",
        loop: { collection: "=[1, 2]", element: "i", outputCollection: "all", outputElement: "=inner" },
      }),
    ),
    steps: [create("p"), completeJob("x", { r: 1 }), completeJob("x", { r: 2 }), completeJob("after")],
  }),
  behaviour("cancel parallel instances", {
    resources: around(m.adHoc("ad", xyz, { ...active, loop: { collection: "=[1, 2]" } })),
    steps: [create("p"), completeJob("x"), cancel()],
  }),
  behaviour("compensation of what was completed inside", {
    resources: one(
      m.start("start"),
      m.adHoc("ad", [...xyz, ...undo], active),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > ad > throw > end"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("z"), completeJob("undo-x")],
  }),
  behaviour("compensation of a named ad-hoc sub-process", {
    resources: one(
      m.start("start"),
      m.adHoc("ad", [...xyz, ...undo], active),
      m.throwing("throw", m.compensation("ad")),
      m.end("end"),
      m.flows("start > ad > throw > end"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("z"), completeJob("undo-x")],
  }),
  behaviour("compensation of an ad-hoc sub-process with a handler", {
    resources: one(
      m.start("start"),
      m.adHoc("ad", xyz, { active: '=["x"]' }),
      m.boundary("edge", "ad", { definition: m.compensation() }),
      m.service("undo", { type: "undo", forCompensation: true }),
      m.association("edge", "undo"),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > ad > throw > end"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("undo")],
  }),
  behaviour("cancel with subscriptions for compensation inside", {
    resources: around(m.adHoc("ad", [...xyz, ...undo], active)),
    steps: [create("p"), completeJob("x"), cancel()],
  }),
  behaviour("the rest is cancelled that could be compensated", {
    resources: around(
      m.adHoc("ad", [m.service("x", "x"), m.service("w", "w"), m.service("y", "y"), ...m.flows("x > w"), ...undo], {
        ...active,
        until: "=done",
      }),
    ),
    steps: [create("p", { done: false }), completeJob("x"), completeJob("y", { done: true }), completeJob("after")],
  }),
];
