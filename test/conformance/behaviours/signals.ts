import {
  behaviour,
  broadcast,
  create,
  deploy,
  resolveIncident,
  setVariables,
  cancel,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const waiting = (name: string, options: m.NodeOptions = {}) =>
  m.process("p", [
    m.start("start"),
    m.catching("wait", m.signal(name), options),
    m.end("end"),
    m.flows("start > wait > end"),
  ]);
const starting = (id: string, name = "alarm") =>
  m.process(id, [m.start("start", m.signal(name)), m.service("a", "a"), m.end("end"), m.flows("start > a > end")]);
const throwing = m.process("t", [
  m.start("start"),
  m.throwing("throw", m.signal("alarm"), { inputs: { v: "=a + 1" } }),
  m.end("end"),
  m.flows("start > throw > end"),
]);

/** Signals. */
export const signals: readonly Behaviour[] = [
  behaviour("a signal reaches all that wait", {
    resources: { "p.bpmn": waiting("alarm") },
    steps: [create("p"), create("p"), broadcast("alarm", { v: 1 }), broadcast("alarm")],
  }),
  behaviour("a signal is never buffered", {
    resources: { "p.bpmn": waiting("alarm") },
    steps: [broadcast("alarm"), create("p"), broadcast("other")],
  }),
  behaviour("a signal name as expression", {
    resources: { "p.bpmn": waiting('="al" + rest') },
    steps: [
      create("p", { rest: "arm" }),
      broadcast("alarm"),
      create("p"),
      setVariables("p", { rest: "x" }),
      resolveIncident(),
    ],
  }),
  behaviour("output mapping of a signal catch event", {
    resources: { "p.bpmn": waiting("alarm", { outputs: { got: "=v" } }) },
    steps: [create("p"), broadcast("alarm", { v: 1, w: 2 })],
  }),
  behaviour("a signal starts instances", {
    resources: { "p.bpmn": starting("p"), "q.bpmn": starting("q") },
    steps: [broadcast("alarm", { v: 1 }), broadcast("alarm")],
  }),
  behaviour("a new version takes the signal start event over", {
    resources: { "p.bpmn": starting("p") },
    steps: [deploy({ "p.bpmn": starting("p", "siren") }), broadcast("alarm"), broadcast("siren")],
  }),
  behaviour("a throw event broadcasts", {
    resources: { "p.bpmn": waiting("alarm"), "t.bpmn": throwing },
    steps: [create("p"), create("t", { a: 1 })],
  }),
  behaviour("a throw event without anybody waiting", {
    resources: { "t.bpmn": throwing },
    steps: [create("t", { a: 1 })],
  }),
  behaviour("an end event broadcasts", {
    resources: {
      "p.bpmn": starting("p"),
      "t.bpmn": m.process("t", [m.start("start"), m.end("end", m.signal("alarm")), m.flows("start > end")]),
    },
    steps: [create("t", { a: 1 })],
  }),
  behaviour("a throw event with a broken name raises an incident", {
    resources: {
      "t.bpmn": m.process("t", [
        m.start("start"),
        m.throwing("throw", m.signal("=name")),
        m.end("end"),
        m.flows("start > throw > end"),
      ]),
    },
    steps: [create("t"), setVariables("t", { name: "alarm" }), resolveIncident()],
  }),
  behaviour("a process throws to itself", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.catching("wait", m.signal("alarm")),
        m.throwing("throw", m.signal("alarm")),
        m.end("end"),
        m.flows("start > fork > throw > end", "fork > wait > end"),
      ]),
    },
    steps: [create("p")],
  }),
  behaviour("cancel while waiting for a signal", {
    resources: { "p.bpmn": waiting("alarm") },
    steps: [create("p"), cancel(), broadcast("alarm")],
  }),
  behaviour("a signal without a name", { resources: {}, steps: [broadcast("")] }),
];
