import {
  advance,
  behaviour,
  broadcast,
  cancel,
  completeJob,
  create,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const withEventSub = (start: m.Part, options: m.NodeOptions = {}, inner: m.Part = m.service("handle", "handle")) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", "a"),
    m.end("end"),
    m.flows("start > a > end"),
    m.eventSub("side", [start, inner, m.end("side-end"), ...m.flows("side-start > handle > side-end")], options),
  ]),
});

const nested = (start: m.Part) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.sub("sub", [
      m.start("s"),
      m.service("x", "x"),
      m.end("e"),
      ...m.flows("s > x > e"),
      m.eventSub("side", [
        start,
        m.service("handle", "handle"),
        m.end("side-end"),
        ...m.flows("side-start > handle > side-end"),
      ]),
    ]),
    m.end("end"),
    m.flows("start > sub > end"),
  ]),
});

/** Sub-processes and event sub-processes. */
export const subprocesses: readonly Behaviour[] = [
  behaviour("embedded sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")], {
          inputs: { local: "=a" },
          outputs: { out: "=result" },
        }),
        m.end("end"),
        m.flows("start > sub > end"),
      ]),
    },
    steps: [create("p", { a: 1 }), completeJob("x", { result: 2 })],
  }),
  behaviour("sub-process in a sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("outer", [
          m.start("s1"),
          m.sub("inner", [m.start("s2"), m.service("x", "x"), m.end("e2"), ...m.flows("s2 > x > e2")]),
          m.end("e1"),
          ...m.flows("s1 > inner > e1"),
        ]),
        m.end("end"),
        m.flows("start > outer > end"),
      ]),
    },
    steps: [create("p"), completeJob("x"), create("p"), cancel()],
  }),
  behaviour("sub-process with a failing input mapping", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [m.start("s"), m.end("e"), ...m.flows("s > e")], { inputs: { local: "=assert(a, a != null)" } }),
        m.end("end"),
        m.flows("start > sub > end"),
      ]),
    },
    steps: [create("p"), setVariables("p", { a: 1 }), resolveIncident()],
  }),
  behaviour("interrupting message event sub-process", {
    resources: withEventSub(m.start("side-start", m.message("stop", "=key"))),
    steps: [create("p", { key: "1" }), publish("stop", "1", { variables: { v: 1 } }), completeJob("handle", { w: 1 })],
  }),
  behaviour("non-interrupting message event sub-process", {
    resources: withEventSub(m.sideStart("side-start", m.message("note", "=key"))),
    steps: [
      create("p", { key: "1" }),
      publish("note", "1", { variables: { v: 1 } }),
      publish("note", "1", { variables: { v: 2 } }),
      completeJob("a"),
      completeJob("handle"),
      completeJob("handle"),
    ],
  }),
  behaviour("event sub-process start with output mapping", {
    resources: withEventSub(m.start("side-start", m.message("stop", "=key"), { outputs: { got: "=v" } })),
    steps: [create("p", { key: "1" }), publish("stop", "1", { variables: { v: 1 } }), completeJob("handle")],
  }),
  behaviour("timer event sub-process", {
    resources: withEventSub(m.start("side-start", m.timer("duration", "PT1H"))),
    steps: [create("p"), advance("PT2H"), completeJob("handle")],
  }),
  behaviour("non-interrupting timer cycle event sub-process", {
    resources: withEventSub(m.sideStart("side-start", m.timer("cycle", "R2/PT1H"))),
    steps: [
      create("p"),
      advance("PT1H"),
      advance("PT1H"),
      advance("PT1H"),
      completeJob("a"),
      completeJob("handle"),
      completeJob("handle"),
    ],
  }),
  behaviour("signal event sub-process", {
    resources: withEventSub(m.start("side-start", m.signal("alarm"))),
    steps: [create("p"), broadcast("alarm", { v: 1 }), completeJob("handle")],
  }),
  behaviour("non-interrupting signal event sub-process", {
    resources: withEventSub(m.sideStart("side-start", m.signal("alarm"))),
    steps: [
      create("p"),
      broadcast("alarm"),
      broadcast("alarm"),
      completeJob("a"),
      completeJob("handle"),
      completeJob("handle"),
    ],
  }),
  behaviour("error event sub-process", {
    resources: withEventSub(m.start("side-start", m.error("E1"))),
    steps: [create("p"), throwError("a", "E1", { errorMessage: "no", variables: { why: 1 } }), completeJob("handle")],
  }),
  behaviour("error thrown inside the error event sub-process", {
    resources: withEventSub(m.start("side-start", m.error())),
    steps: [create("p"), throwError("a", "E1"), throwError("handle", "E2")],
  }),
  behaviour("event sub-process in a sub-process", {
    resources: nested(m.start("side-start", m.message("stop", "=key"))),
    steps: [create("p", { key: "1" }), publish("stop", "1", { variables: { v: 1 } }), completeJob("handle")],
  }),
  behaviour("non-interrupting event sub-process in a sub-process", {
    resources: nested(m.sideStart("side-start", m.message("note", "=key"))),
    steps: [create("p", { key: "1" }), publish("note", "1"), completeJob("x"), completeJob("handle")],
  }),
  behaviour("error event sub-process in a sub-process", {
    resources: nested(m.start("side-start", m.error("E1"))),
    steps: [create("p"), throwError("x", "E1", { variables: { why: 1 } }), completeJob("handle")],
  }),
  behaviour("cancel while an event sub-process runs", {
    resources: withEventSub(m.sideStart("side-start", m.message("note", "=key"))),
    steps: [create("p", { key: "1" }), publish("note", "1"), cancel()],
  }),
  behaviour("cancel after an interrupting event sub-process began", {
    resources: withEventSub(m.start("side-start", m.message("stop", "=key"))),
    steps: [create("p", { key: "1" }), publish("stop", "1"), cancel()],
  }),
  behaviour("event sub-process with a broken key", {
    resources: withEventSub(m.start("side-start", m.message("stop", "=key"))),
    steps: [create("p"), setVariables("p", { key: "1" }), resolveIncident(), publish("stop", "1")],
  }),
  behaviour("terminate end event ends its scope only", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s"),
          m.parallel("fork"),
          m.service("x", "x"),
          m.service("y", "y"),
          m.end("kill", m.terminate()),
          m.end("e"),
          ...m.flows("s > fork > x > kill", "fork > y > e"),
        ]),
        m.service("after", "after"),
        m.end("end"),
        m.flows("start > sub > after > end"),
      ]),
    },
    steps: [create("p"), completeJob("x"), completeJob("after")],
  }),
  behaviour("terminate end event at the root", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.service("a", "a"),
        m.service("b", "b"),
        m.end("kill", m.terminate()),
        m.end("end"),
        m.flows("start > fork > a > kill", "fork > b > end"),
      ]),
    },
    steps: [create("p"), completeJob("a", { v: 1 })],
  }),
  behaviour("terminate with nothing left to terminate", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.end("kill", m.terminate()), m.flows("start > kill")]),
    },
    steps: [create("p")],
  }),
  behaviour("link events", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.throwing("out", m.link("hop")),
        m.catching("in", m.link("hop")),
        m.end("end"),
        m.flows("start > out", "in > end"),
      ]),
    },
    steps: [create("p")],
  }),
  behaviour("none throw event and named end event", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.throwing("mark", undefined, { outputs: { seen: "=true" } }),
        m.end("end"),
        m.flows("start > mark > end"),
      ]),
    },
    steps: [create("p")],
  }),
];
