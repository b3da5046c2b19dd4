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

const on = (definition: m.EventDefinition, interrupting = true, options: m.NodeOptions = {}) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", { type: "a", inputs: { local: "=1" } }),
    m.boundary("b", "a", { definition, interrupting, ...options }),
    m.service("after", "after"),
    m.end("end"),
    m.end("caught"),
    m.flows("start > a > end", "b > after > caught"),
  ]),
});

const onSub = (definition: m.EventDefinition, interrupting = true) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.sub("sub", [
      m.start("s"),
      m.parallel("fork"),
      m.service("x", "x"),
      m.service("y", "y"),
      m.end("e"),
      ...m.flows("s > fork > x > e", "fork > y > e"),
    ]),
    m.boundary("b", "sub", { definition, interrupting }),
    m.end("end"),
    m.end("caught"),
    m.flows("start > sub > end", "b > caught"),
  ]),
});

/** Boundary events. */
export const boundary: readonly Behaviour[] = [
  behaviour("interrupting message", {
    resources: on(m.message("go", "=key")),
    steps: [create("p", { key: "1" }), publish("go", "1", { variables: { v: 1 } }), completeJob("after")],
  }),
  behaviour("non-interrupting message more than once", {
    resources: on(m.message("go", "=key"), false),
    steps: [
      create("p", { key: "1" }),
      publish("go", "1", { variables: { v: 1 } }),
      publish("go", "1", { variables: { v: 2 } }),
      completeJob("a"),
      publish("go", "1"),
      completeJob("after"),
      completeJob("after"),
    ],
  }),
  behaviour("message with output mapping", {
    resources: on(m.message("go", "=key"), true, { outputs: { got: "=v" } }),
    steps: [create("p", { key: "1" }), publish("go", "1", { variables: { v: 1, w: 2 } })],
  }),
  behaviour("the task completes before the message", {
    resources: on(m.message("go", "=key")),
    steps: [create("p", { key: "1" }), completeJob("a"), publish("go", "1")],
  }),
  behaviour("interrupting timer", {
    resources: on(m.timer("duration", "PT1H")),
    steps: [create("p"), advance("PT30M"), advance("PT31M"), completeJob("after")],
  }),
  behaviour("the task completes before the timer", {
    resources: on(m.timer("duration", "PT1H")),
    steps: [create("p"), completeJob("a"), advance("PT2H")],
  }),
  behaviour("non-interrupting timer cycle", {
    resources: on(m.timer("cycle", "R3/PT1H"), false),
    steps: [create("p"), advance("PT1H"), advance("PT1H"), advance("PT1H"), advance("PT1H"), completeJob("a")],
  }),
  behaviour("interrupting signal", {
    resources: on(m.signal("alarm")),
    steps: [create("p"), broadcast("alarm", { v: 1 })],
  }),
  behaviour("non-interrupting signal", {
    resources: on(m.signal("alarm"), false),
    steps: [create("p"), broadcast("alarm"), broadcast("alarm"), completeJob("a")],
  }),
  behaviour("error on a task", {
    resources: on(m.error("E1")),
    steps: [create("p"), throwError("a", "E1", { errorMessage: "no", variables: { why: 1 } }), completeJob("after")],
  }),
  behaviour("interrupting message on a sub-process terminates its children first", {
    resources: onSub(m.message("go", "=key")),
    steps: [create("p", { key: "1" }), publish("go", "1", { variables: { v: 1 } })],
  }),
  behaviour("interrupting timer on a sub-process", {
    resources: onSub(m.timer("duration", "PT1H")),
    steps: [create("p"), completeJob("x"), advance("PT2H")],
  }),
  behaviour("non-interrupting timer on a sub-process", {
    resources: onSub(m.timer("duration", "PT1H"), false),
    steps: [create("p"), advance("PT2H"), completeJob("x"), completeJob("y")],
  }),
  behaviour("several boundary events on one task", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", "a"),
        m.boundary("b1", "a", { definition: m.timer("duration", "PT1H") }),
        m.boundary("b2", "a", { definition: m.message("go", "=key"), interrupting: false }),
        m.boundary("b3", "a", { definition: m.signal("alarm"), interrupting: false }),
        m.boundary("b4", "a", { definition: m.error() }),
        m.end("end"),
        m.flows("start > a > end", "b1 > end", "b2 > end", "b3 > end", "b4 > end"),
      ]),
    },
    steps: [
      create("p", { key: "k" }),
      publish("go", "k"),
      broadcast("alarm"),
      advance("PT2H"),
      create("p", { key: "k" }),
      throwError("a", "any"),
    ],
  }),
  behaviour("boundary timer with a broken expression raises an incident", {
    resources: on(m.timer("duration", "=wait")),
    steps: [create("p"), setVariables("p", { wait: "PT1H" }), resolveIncident(), advance("PT2H")],
  }),
  behaviour("boundary message with a key that is no text", {
    resources: on(m.message("go", "=key")),
    steps: [create("p", { key: [1] }), setVariables("p", { key: 7 }), resolveIncident(), publish("go", "7")],
  }),
  behaviour("boundary event on a user task", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.user("u"),
        m.boundary("b", "u", { definition: m.timer("duration", "PT1H") }),
        m.end("end"),
        m.end("late"),
        m.flows("start > u > end", "b > late"),
      ]),
    },
    steps: [create("p"), advance("PT2H")],
  }),
  behaviour("boundary event on a receive task", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.receive("r", "go", { key: "=key" }),
        m.boundary("b", "r", { definition: m.timer("duration", "PT1H") }),
        m.end("end"),
        m.end("late"),
        m.flows("start > r > end", "b > late"),
      ]),
    },
    steps: [create("p", { key: "1" }), advance("PT2H"), create("p", { key: "1" }), publish("go", "1")],
  }),
  behaviour("boundary timer on a multi-instance body", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", { type: "a", loop: { collection: "=[1, 2]", element: "i" } }),
        m.boundary("b", "a", { definition: m.timer("duration", "PT1H") }),
        m.end("end"),
        m.end("late"),
        m.flows("start > a > end", "b > late"),
      ]),
    },
    steps: [create("p"), completeJob("a"), advance("PT2H")],
  }),
  behaviour("cancel with open boundary events", {
    resources: on(m.message("go", "=key")),
    steps: [create("p", { key: "1" }), cancel()],
  }),
];
