import {
  advance,
  behaviour,
  cancel,
  completeJob,
  correlate,
  create,
  deploy,
  publish,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const waiting = (id = "p", key = "=key", more: m.NodeOptions = {}) =>
  m.process(id, [
    m.start("start"),
    m.catching("wait", m.message("go", key), more),
    m.end("end"),
    m.flows("start > wait > end"),
  ]);
const starting = (id = "p") =>
  m.process(id, [m.start("start", m.message("begin")), m.service("a", "a"), m.end("end"), m.flows("start > a > end")]);
const one = { "p.bpmn": waiting() };
const begin = { "p.bpmn": starting() };

/** Messages. */
export const messages: readonly Behaviour[] = [
  behaviour("a message reaches a waiting catch event", {
    resources: one,
    steps: [create("p", { key: "1" }), publish("go", "1", { variables: { v: 1 } })],
  }),
  behaviour("a message without anybody waiting is gone", {
    resources: one,
    steps: [publish("go", "1"), create("p", { key: "1" })],
  }),
  behaviour("a buffered message waits for its catch event", {
    resources: one,
    steps: [
      publish("go", "1", { ttl: 3_600_000, variables: { v: 1 } }),
      create("p", { key: "1" }),
      create("p", { key: "1" }),
    ],
  }),
  behaviour("a buffered message expires", {
    resources: one,
    steps: [publish("go", "1", { ttl: 60_000 }), advance("PT3M"), create("p", { key: "1" })],
  }),
  behaviour("buffered messages come first in first out", {
    resources: one,
    steps: [
      publish("go", "1", { ttl: 3_600_000, variables: { v: 1 } }),
      publish("go", "1", { ttl: 3_600_000, variables: { v: 2 } }),
      create("p", { key: "1" }),
      create("p", { key: "1" }),
      create("p", { key: "1" }),
    ],
  }),
  behaviour("a message id is unique while its message is buffered", {
    resources: one,
    steps: [
      publish("go", "1", { ttl: 60_000, id: "m1" }),
      publish("go", "1", { ttl: 60_000, id: "m1" }),
      publish("go", "2", { ttl: 60_000, id: "m1" }),
      publish("stop", "1", { ttl: 60_000, id: "m1" }),
      advance("PT3M"),
      publish("go", "1", { ttl: 60_000, id: "m1" }),
    ],
  }),
  behaviour("a message id without time to live", {
    resources: one,
    steps: [publish("go", "1", { id: "m1" }), publish("go", "1", { id: "m1" })],
  }),
  behaviour("a key must match", {
    resources: one,
    steps: [create("p", { key: "1" }), publish("go", "2"), publish("stop", "1"), publish("go", "")],
  }),
  behaviour("a numeric key", {
    resources: one,
    steps: [create("p", { key: 12 }), publish("go", "12"), create("p", { key: 1.5 }), publish("go", "1.5")],
  }),
  behaviour("a key of another type raises an incident", {
    resources: one,
    steps: [create("p", { key: true }), create("p"), create("p", { key: "" })],
  }),
  behaviour("a key that is fixed in the model", {
    resources: { "p.bpmn": waiting("p", "fixed") },
    steps: [create("p"), publish("go", "fixed")],
  }),
  behaviour("a message name as expression", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.catching("wait", m.message('="go-" + kind', "=key")),
        m.end("end"),
        m.flows("start > wait > end"),
      ]),
    },
    steps: [create("p", { key: "1", kind: "x" }), publish("go-x", "1"), create("p", { key: "1" })],
  }),
  behaviour("two instances of one process wait for one key", {
    resources: one,
    steps: [create("p", { key: "1" }), create("p", { key: "1" }), publish("go", "1"), publish("go", "1")],
  }),
  behaviour("two processes wait for one key", {
    resources: { "p.bpmn": waiting("p"), "q.bpmn": waiting("q") },
    steps: [create("p", { key: "1" }), create("q", { key: "1" }), publish("go", "1", { variables: { v: 1 } })],
  }),
  behaviour("two versions of one process wait for one key", {
    resources: one,
    steps: [
      create("p", { key: "1" }),
      deploy({ "p.bpmn": waiting("p", "=key", { name: "second" }) }),
      create("p", { key: "1" }),
      publish("go", "1"),
      publish("go", "1"),
    ],
  }),
  behaviour("one instance waits twice", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.catching("w1", m.message("go", "=key")),
        m.catching("w2", m.message("go", "=key")),
        m.end("end"),
        m.flows("start > fork > w1 > end", "fork > w2 > end"),
      ]),
    },
    steps: [create("p", { key: "1" }), publish("go", "1"), publish("go", "1")],
  }),
  behaviour("one message after another in one instance", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.catching("w1", m.message("go", "=key")),
        m.catching("w2", m.message("go", "=key")),
        m.end("end"),
        m.flows("start > w1 > w2 > end"),
      ]),
    },
    steps: [
      publish("go", "1", { ttl: 3_600_000, variables: { v: 1 } }),
      create("p", { key: "1" }),
      publish("go", "1", { ttl: 3_600_000, variables: { v: 2 } }),
    ],
  }),
  behaviour("output mapping of a catch event", {
    resources: { "p.bpmn": waiting("p", "=key", { outputs: { got: "=v" } }) },
    steps: [create("p", { key: "1" }), publish("go", "1", { variables: { v: 1, w: 2 } })],
  }),
  behaviour("input mapping before the key", {
    resources: { "p.bpmn": waiting("p", "=local", { inputs: { local: "=key + 1" } }) },
    steps: [create("p", { key: 1 }), publish("go", "2")],
  }),
  behaviour("receive task", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.receive("r", "go", { key: "=key", outputs: { got: "=v" } }),
        m.end("end"),
        m.flows("start > r > end"),
      ]),
    },
    steps: [create("p", { key: "1" }), publish("go", "1", { variables: { v: 1 } })],
  }),
  behaviour("message throw and end events are jobs", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.throwing("out", m.message("out"), { type: "send" }),
        m.end("end", m.message("out"), { type: "send-end" }),
        m.flows("start > out > end"),
      ]),
    },
    steps: [create("p"), completeJob("send", { v: 1 }), completeJob("send-end")],
  }),
  behaviour("cancel while waiting", {
    resources: one,
    steps: [create("p", { key: "1" }), cancel(), publish("go", "1")],
  }),
  behaviour("a message starts an instance", {
    resources: begin,
    steps: [publish("begin", "", { variables: { v: 1 } }), publish("begin", "1"), completeJob("a")],
  }),
  behaviour("no second instance while one with the key runs", {
    resources: begin,
    steps: [
      publish("begin", "1", { variables: { v: 1 } }),
      publish("begin", "1", { variables: { v: 2 } }),
      publish("begin", "2"),
      completeJob("a"),
      publish("begin", "1", { variables: { v: 3 } }),
    ],
  }),
  behaviour("a buffered message starts the next instance with the key", {
    resources: begin,
    steps: [
      publish("begin", "1", { ttl: 3_600_000, variables: { v: 1 } }),
      publish("begin", "1", { ttl: 3_600_000, variables: { v: 2 } }),
      publish("begin", "1", { ttl: 3_600_000, variables: { v: 3 } }),
      completeJob("a"),
      cancel(),
    ],
  }),
  behaviour("without a key any number of instances start", {
    resources: begin,
    steps: [publish("begin", "", { ttl: 3_600_000 }), publish("begin", "", { ttl: 3_600_000 })],
  }),
  behaviour("a message starts instances of several processes", {
    resources: { "p.bpmn": starting("p"), "q.bpmn": starting("q") },
    steps: [publish("begin", "1")],
  }),
  behaviour("a message buffered before the deployment starts nothing", {
    resources: {},
    steps: [publish("begin", "1", { ttl: 3_600_000 }), deploy(begin), publish("begin", "1", { ttl: 3_600_000 })],
  }),
  behaviour("a new version takes the start event over", {
    resources: begin,
    steps: [
      deploy({
        "p.bpmn": m.process("p", [m.start("start", m.message("begin-2")), m.end("end"), m.flows("start > end")]),
      }),
      publish("begin", "1"),
      publish("begin-2", "1"),
    ],
  }),
  behaviour("a message start event with output mapping", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start", m.message("begin"), { outputs: { got: "=v" } }),
        m.end("end"),
        m.flows("start > end"),
      ]),
    },
    steps: [publish("begin", "1", { variables: { v: 1, w: 2 } })],
  }),
  behaviour("a process with a message start event is created by hand", {
    resources: begin,
    steps: [create("p")],
  }),
  behaviour("a process with a none and a message start event", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("plain"),
        m.start("start", m.message("begin")),
        m.service("a", "a"),
        m.end("end"),
        m.flows("plain > a > end", "start > a"),
      ]),
    },
    steps: [create("p"), publish("begin", "1", { variables: { v: 1 } })],
  }),
  behaviour("a message goes to a start event and to a waiting instance", {
    resources: {
      "p.bpmn": starting("p"),
      "q.bpmn": m.process("q", [
        m.start("s"),
        m.catching("w", m.message("begin", "=key")),
        m.end("e"),
        m.flows("s > w > e"),
      ]),
    },
    steps: [create("q", { key: "1" }), publish("begin", "1", { variables: { v: 1 } })],
  }),
  behaviour("correlate answers at once", {
    resources: one,
    steps: [create("p", { key: "1" }), correlate("go", "1", { v: 1 })],
  }),
  behaviour("correlate without anybody waiting", {
    resources: one,
    steps: [correlate("go", "1"), create("p", { key: "1" })],
  }),
  behaviour("correlate a start event", {
    resources: begin,
    steps: [correlate("begin", "1", { v: 1 }), correlate("begin", "1", { v: 2 }), correlate("begin", "")],
  }),
  behaviour("publish with a negative time to live", { resources: one, steps: [publish("go", "1", { ttl: -5 })] }),
];
