import {
  behaviour,
  broadcast,
  cancel,
  completeJob,
  create,
  resolveIncident,
  setVariables,
  throwError,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

/** A task beside an event sub-process that the signal "alarm" starts. */
const withSide = (parts: readonly m.Part[], options: m.NodeOptions & { interrupting?: boolean } = {}) => {
  const begin = options.interrupting === true ? m.start : m.sideStart;
  return {
    "p.bpmn": m.process("p", [
      m.start("start"),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > a > end"),
      m.eventSub("side", [begin("s", m.signal("alarm")), ...parts], options),
    ]),
  };
};
const x = [m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")];
const inner = (begin: m.Part) =>
  m.eventSub("deep", [begin, m.service("y", "y"), m.end("de"), ...m.flows("ds > y > de")]);
const interrupting = inner(m.start("ds", m.signal("deeper")));
const beside = inner(m.sideStart("ds", m.signal("deeper")));

/** Event sub-processes and what is in them. */
export const eventSubprocesses: readonly Behaviour[] = [
  behaviour("an event sub-process in an event sub-process", {
    resources: withSide([...x, beside]),
    steps: [
      create("p"),
      broadcast("alarm"),
      broadcast("deeper"),
      completeJob("x"),
      completeJob("y"),
      broadcast("deeper"),
      completeJob("a"),
    ],
  }),
  behaviour("an event sub-process in an event sub-process is never hit", {
    resources: withSide([...x, beside]),
    steps: [create("p"), broadcast("alarm"), completeJob("x"), broadcast("deeper"), completeJob("a")],
  }),
  behaviour("an interrupting event sub-process in an event sub-process", {
    resources: withSide([...x, interrupting]),
    steps: [create("p"), broadcast("alarm"), broadcast("deeper"), completeJob("y"), completeJob("a")],
  }),
  behaviour("cancel an event sub-process in an event sub-process", {
    resources: withSide([...x, beside]),
    steps: [create("p"), broadcast("alarm"), broadcast("deeper"), cancel()],
  }),
  behaviour("cancel an event sub-process that waits for another", {
    resources: withSide([...x, beside]),
    steps: [create("p"), broadcast("alarm"), cancel(), broadcast("deeper")],
  }),
  behaviour("a terminate end event in an event sub-process", {
    resources: withSide([
      m.parallel("fork"),
      m.service("x", "x"),
      m.service("y", "y"),
      m.end("kill", m.terminate()),
      m.end("e"),
      ...m.flows("s > fork > x > kill", "fork > y > e"),
    ]),
    steps: [create("p"), broadcast("alarm"), completeJob("x"), completeJob("a")],
  }),
  behaviour("a terminate end event in an interrupting event sub-process", {
    resources: withSide(
      [
        m.parallel("fork"),
        m.service("x", "x"),
        m.service("y", "y"),
        m.end("kill", m.terminate()),
        m.end("e"),
        ...m.flows("s > fork > x > kill", "fork > y > e"),
      ],
      { interrupting: true },
    ),
    steps: [create("p"), broadcast("alarm"), completeJob("x")],
  }),
  behaviour("an event sub-process with mappings", {
    resources: withSide(x, { inputs: { i: "=v" }, outputs: { o: "=i" } }),
    steps: [create("p"), broadcast("alarm", { v: 1 }), completeJob("x", { r: 1 }), completeJob("a")],
  }),
  behaviour("an event sub-process whose input mapping fails", {
    resources: withSide(x, { inputs: { i: "=assert(q, q != null)" } }),
    steps: [
      create("p"),
      broadcast("alarm"),
      setVariables("p", { q: 1 }),
      resolveIncident(),
      completeJob("x"),
      completeJob("a"),
    ],
  }),
  behaviour("an event sub-process whose output mapping fails", {
    resources: withSide(x, { outputs: { o: "=assert(q, q != null)" } }),
    steps: [
      create("p"),
      broadcast("alarm"),
      completeJob("x"),
      setVariables("p", { q: 1 }),
      resolveIncident(),
      completeJob("a"),
    ],
  }),
  behaviour("cancel at the incident of an event sub-process", {
    resources: withSide(x, { outputs: { o: "=assert(q, q != null)" } }),
    steps: [create("p"), broadcast("alarm"), completeJob("x"), cancel()],
  }),
  behaviour("an interrupting event sub-process whose input mapping fails", {
    resources: withSide(x, { interrupting: true, inputs: { i: "=assert(q, q != null)" } }),
    steps: [create("p"), broadcast("alarm"), setVariables("p", { q: 1 }), resolveIncident(), completeJob("x")],
  }),
  behaviour("an event sub-process in which a task was compensated", {
    resources: withSide([
      m.service("x", "x"),
      m.boundary("edge", "x", { definition: m.compensation() }),
      m.service("undo", { type: "undo", forCompensation: true }),
      m.association("edge", "undo"),
      m.service("y", "y"),
      m.end("e"),
      ...m.flows("s > x > y > e"),
    ]),
    steps: [create("p"), broadcast("alarm"), completeJob("x"), completeJob("y"), completeJob("a")],
  }),
  behaviour("cancel an event sub-process with subscriptions for compensation", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s0"),
          m.service("a", "a"),
          m.end("e0"),
          ...m.flows("s0 > a > e0"),
          m.eventSub("side", [
            m.sideStart("s", m.signal("alarm")),
            m.service("x", "x"),
            m.boundary("edge", "x", { definition: m.compensation() }),
            m.service("undo", { type: "undo", forCompensation: true }),
            m.association("edge", "undo"),
            m.service("y", "y"),
            m.end("e"),
            ...m.flows("s > x > y > e"),
          ]),
        ]),
        m.boundary("out", "sub", { definition: m.signal("out") }),
        m.service("after", "after"),
        m.flows("start > sub > after", "out > after"),
      ]),
    },
    steps: [create("p"), broadcast("alarm"), completeJob("x"), broadcast("out"), completeJob("after")],
  }),
  behaviour("an error in an event sub-process that a boundary event catches", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s0"),
          m.service("a", "a"),
          m.end("e0"),
          ...m.flows("s0 > a > e0"),
          m.eventSub("side", [m.start("s", m.signal("alarm")), ...x]),
        ]),
        m.boundary("out", "sub", { definition: m.error("E1") }),
        m.service("after", "after"),
        m.flows("start > sub > after", "out > after"),
      ]),
    },
    steps: [create("p"), broadcast("alarm"), throwError("x", "E1"), completeJob("after")],
  }),
  behaviour("an escalation in an interrupting event sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s0"),
          m.service("a", "a"),
          m.end("e0"),
          ...m.flows("s0 > a > e0"),
          m.eventSub("side", [m.start("s", m.signal("alarm")), m.end("e", m.escalation("E1")), ...m.flows("s > e")]),
        ]),
        m.boundary("out", "sub", { definition: m.escalation("E1") }),
        m.service("after", "after"),
        m.flows("start > sub > after", "out > after"),
      ]),
    },
    steps: [create("p"), broadcast("alarm"), completeJob("after")],
  }),
  behaviour("an error in a non-interrupting event sub-process that a boundary event catches", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s0"),
          m.service("a", "a"),
          m.end("e0"),
          ...m.flows("s0 > a > e0"),
          m.eventSub("side", [m.sideStart("s", m.signal("alarm")), ...x]),
        ]),
        m.boundary("out", "sub", { definition: m.error("E1") }),
        m.service("after", "after"),
        m.flows("start > sub > after", "out > after"),
      ]),
    },
    steps: [create("p"), broadcast("alarm"), throwError("x", "E1"), completeJob("after")],
  }),
  behaviour("an error in an interrupting event sub-process that is caught two scopes above", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("outer", [
          m.start("s1"),
          m.sub("sub", [
            m.start("s0"),
            m.service("a", "a"),
            m.end("e0"),
            ...m.flows("s0 > a > e0"),
            m.eventSub("side", [m.start("s", m.signal("alarm")), ...x]),
          ]),
          ...m.flows("s1 > sub"),
        ]),
        m.boundary("out", "outer", { definition: m.error("E1") }),
        m.service("after", "after"),
        m.flows("start > outer > after", "out > after"),
      ]),
    },
    steps: [create("p"), broadcast("alarm"), throwError("x", "E1"), completeJob("after")],
  }),
  behaviour("several event sub-processes at once", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", "a"),
        m.end("end"),
        m.flows("start > a > end"),
        m.eventSub("first", [m.sideStart("s1", m.signal("alarm")), m.service("x", "x"), ...m.flows("s1 > x")]),
        m.eventSub("second", [m.start("s2", m.signal("stop")), m.service("y", "y"), ...m.flows("s2 > y")]),
      ]),
    },
    steps: [
      create("p"),
      broadcast("alarm"),
      broadcast("alarm"),
      broadcast("stop"),
      broadcast("alarm"),
      completeJob("y"),
    ],
  }),
];
