import { activate, advance, behaviour, cancel, completeJob, create, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const around = (part: m.Part): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    part,
    m.end("end"),
    m.flows(`start > ${String(part.attributes["id"])} > end`),
  ]),
});

/** Tasks, and what a process instance is at all. */
export const tasks: readonly Behaviour[] = [
  behaviour("start and end", {
    resources: { "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")]) },
    steps: [create("p"), create("p", { a: 1, b: { c: [true, null, "x"] } })],
  }),
  behaviour("service task", {
    resources: around(m.service("a", "a")),
    steps: [create("p", { k: "1" }), activate("a"), completeJob("a", { x: 1 })],
  }),
  behaviour("service task completed without activation", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("service task with headers, retries and expressions", {
    resources: around(
      m.service("a", { type: '="job-" + kind', retries: "=count", headers: { one: "1", two: "zwei" }, name: "Do it" }),
    ),
    steps: [create("p", { kind: "x", count: 5 }), activate("job-x"), completeJob("job-x")],
  }),
  behaviour("send, script and rule tasks as jobs", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.send("send", "send"),
        m.scriptJob("script", "script"),
        m.ruleJob("rule", "rule"),
        m.end("end"),
        m.flows("start > send > script > rule > end"),
      ]),
    },
    steps: [create("p"), completeJob("send"), completeJob("script"), completeJob("rule")],
  }),
  behaviour("user task as job", {
    resources: around(m.userJob("u")),
    steps: [create("p"), activate("io.camunda.zeebe:userTask"), completeJob("io.camunda.zeebe:userTask", { ok: true })],
  }),
  behaviour("task and manual task pass through", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.task("task"),
        m.manual("manual"),
        m.end("end"),
        m.flows("start > task > manual > end"),
      ]),
    },
    steps: [create("p")],
  }),
  behaviour("script task with an expression", {
    resources: around(m.script("s", { expression: "=a + 1", result: "b" })),
    steps: [create("p", { a: 1 })],
  }),
  behaviour("script task with an output mapping", {
    resources: around(m.script("s", { expression: "={x: a, y: [1, 2]}", result: "r", outputs: { y: "=r.y" } })),
    steps: [create("p", { a: 1 })],
  }),
  behaviour("script task giving null", {
    resources: around(m.script("s", { expression: "=unknown.thing", result: "r" })),
    steps: [create("p")],
  }),
  behaviour("a loop over a job", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.exclusive("merge"),
        m.service("a", { type: "a", inputs: { round: "=i" } }),
        m.exclusive("again", "again-end"),
        m.end("end"),
        m.flows("start > merge > a > again", "again > end"),
        m.when("again", "merge", "=i < 3"),
      ]),
    },
    steps: [create("p", { i: 0 }), completeJob("a", { i: 1 }), completeJob("a", { i: 2 }), completeJob("a", { i: 3 })],
  }),
  behaviour("a straight-through loop is refused", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.exclusive("merge"),
        m.script("count", { expression: "=i + 1", result: "i" }),
        m.exclusive("again", "again-end"),
        m.end("end"),
        m.flows("start > merge > count > again", "again > end"),
        m.when("again", "merge", "=i < 12"),
      ]),
    },
    steps: [],
  }),
  behaviour("two tokens make two jobs at one task", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.task("left"),
        m.task("right"),
        m.service("a", "a"),
        m.end("end"),
        m.flows("start > fork > left > a > end", "fork > right > a"),
      ]),
    },
    steps: [create("p"), activate("a"), completeJob("a"), completeJob("a")],
  }),
  behaviour("several outgoing flows without a gateway", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", "a"),
        m.service("b", "b"),
        m.end("end"),
        m.flows("start > a", "start > b", "a > end", "b > end"),
      ]),
    },
    steps: [create("p"), completeJob("b"), completeJob("a")],
  }),
  behaviour("a task without outgoing flow ends its path", {
    resources: { "p.bpmn": m.process("p", [m.start("start"), m.service("a", "a"), m.flows("start > a")]) },
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("cancel with an open job", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), cancel(), completeJob("a")],
  }),
  behaviour("cancel with an activated job", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), activate("a"), cancel(), advance("PT2M")],
  }),
  behaviour("cancel twice and cancel the unknown", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), cancel(), cancel()],
  }),
];
