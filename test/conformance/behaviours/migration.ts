import {
  activate,
  advance,
  behaviour,
  cancel,
  completeJob,
  completeLastJob,
  completeUserTask,
  create,
  deploy,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { migrate, modify, nth } from "../repair-steps.ts";
import { pair, task, single, inSub, child } from "./migration-models.ts";

const plain: readonly Behaviour[] = [
  behaviour("a service task to another process", {
    resources: pair(task("a"), task("b")),
    steps: [create("p", { v: 1 }), migrate("q", { a: "b" }), completeJob("a"), completeJob("next")],
  }),
  behaviour("a service task to a newer version", {
    resources: { "p.bpmn": m.process("p", task("a")) },
    steps: [
      create("p"),
      deploy({ "p.bpmn": m.process("p", [...task("a"), m.service("more", "more")]) }),
      migrate("p", { a: "a" }),
      completeJob("a"),
      cancel("p"),
    ],
  }),
  behaviour("to the same version", {
    resources: { "p.bpmn": m.process("p", task("a")) },
    steps: [create("p"), migrate("p", { a: "a" }), completeJob("a")],
  }),
  behaviour("a job that is activated or failed", {
    resources: pair(task("a"), task("b")),
    steps: [
      create("p"),
      activate("a"),
      migrate("q", { a: "b" }),
      failJob("a", 1, { retryBackoff: 60_000 }),
      advance("PT2M"),
      completeJob("a"),
    ],
  }),
  behaviour("an instance with tags", {
    resources: pair(task("a"), task("b")),
    steps: [create("p", {}, { tags: ["one"] }), migrate("q", { a: "b" }), completeJob("a")],
  }),
  behaviour("variables on every level", {
    resources: pair(inSub("sub", "a"), inSub("tub", "b")),
    steps: [
      create("p", { v: 1, w: "x" }),
      setVariables("sub", { near: 1 }, true),
      setVariables("a", { own: 2 }, true),
      migrate("q", { sub: "tub", a: "b" }),
      setVariables("b", { own: 3, near: 4, v: 5 }),
      completeJob("a", { out: 1 }),
    ],
  }),
  behaviour("a sub-process", {
    resources: pair(inSub("sub", "a"), inSub("sub", "b")),
    steps: [create("p"), migrate("q", { sub: "sub", a: "b" }), completeJob("a")],
  }),
  behaviour("a sub-process whose id changes", {
    resources: pair(inSub("sub", "a"), inSub("tub", "a")),
    steps: [create("p"), migrate("q", { sub: "tub", a: "a" }), completeJob("a")],
  }),
  behaviour("a Camunda user task", {
    resources: pair(single(m.user("u", { assignee: "me", priority: "10" })), single(m.user("w", { assignee: "you" }))),
    steps: [create("p"), migrate("q", { u: "w" }), completeUserTask("w"), completeUserTask("u")],
  }),
  behaviour("a Camunda user task that nobody has", {
    resources: pair(single(m.user("u")), single(m.user("u"))),
    steps: [create("p", { v: 1 }), migrate("q", { u: "u" }), completeUserTask("u", { w: 2 })],
  }),
  behaviour("a job-based user task", {
    resources: pair(single(m.userJob("u")), single(m.userJob("w"))),
    steps: [create("p"), migrate("q", { u: "w" }), completeJob("io.camunda.zeebe:userTask")],
  }),
  behaviour("other tasks that are jobs", {
    resources: pair(
      [
        m.start("start"),
        m.parallel("f"),
        m.send("s", "s"),
        m.scriptJob("sc", "sc"),
        m.ruleJob("r", "r"),
        m.throwing("t", m.message("m"), { type: "t" }),
        m.end("me", m.message("m"), { type: "me" }),
        m.end("end"),
        m.flows("start > f > s > end", "f > sc > end", "f > r > end", "f > t > end", "f > me"),
      ],
      [
        m.start("start"),
        m.parallel("f"),
        m.send("s2", "s"),
        m.scriptJob("sc2", "sc"),
        m.ruleJob("r2", "r"),
        m.throwing("t2", m.message("m"), { type: "t" }),
        m.end("me2", m.message("m"), { type: "me" }),
        m.end("end"),
        m.flows("start > f > s2 > end", "f > sc2 > end", "f > r2 > end", "f > t2 > end", "f > me2"),
      ],
    ),
    steps: [
      create("p"),
      migrate("q", { s: "s2", sc: "sc2", r: "r2", t: "t2", me: "me2" }),
      ...["s", "sc", "r", "t", "me"].map((type) => completeJob(type)),
    ],
  }),
  behaviour("a business rule task that failed", {
    resources: pair(
      single(m.rule("r", { decision: "nothing", result: "v" })),
      single(m.rule("r2", { decision: "nothing", result: "v" })),
    ),
    steps: [create("p"), migrate("q", { r: "r2" }), resolveIncident()],
  }),
  behaviour("a script task that failed", {
    resources: pair(
      single(m.script("s", { expression: "=assert(v, v > 1)", result: "r" })),
      single(m.script("s2", { expression: "=v", result: "r" })),
    ),
    steps: [create("p", { v: 1 }), migrate("q", { s: "s2" }), resolveIncident()],
  }),
];

const incidents: readonly Behaviour[] = [
  behaviour("a job without retries", {
    resources: pair(task("a"), task("b")),
    steps: [
      create("p"),
      failJob("a", 0, { errorMessage: "no" }),
      migrate("q", { a: "b" }),
      updateJob("a", { retries: 1 }),
      resolveIncident(),
      completeJob("a"),
    ],
  }),
  behaviour("an input mapping that failed", {
    resources: pair(task("a", { inputs: { x: "=assert(v, v > 1)" } }), task("b", { inputs: { y: "=v" } })),
    steps: [create("p", { v: 1 }), migrate("q", { a: "b" }), resolveIncident(), completeJob("b")],
  }),
  behaviour("an output mapping that failed", {
    resources: pair(task("a", { outputs: { x: "=assert(v, v > 1)" } }), task("b", { outputs: { y: "=v" } })),
    steps: [create("p", { v: 1 }), completeJob("a"), migrate("q", { a: "b" }), resolveIncident()],
  }),
  behaviour("an exclusive gateway that failed", {
    resources: pair(
      [m.start("start"), m.exclusive("x"), m.end("end"), m.flows("start > x"), m.when("x", "end", "=v > 1")],
      [m.start("start"), m.exclusive("y"), m.end("end"), m.flows("start > y"), m.when("y", "end", "=v > 0")],
    ),
    steps: [create("p", { v: 1 }), migrate("q", { x: "y" }), resolveIncident()],
  }),
  behaviour("an inclusive gateway that failed", {
    resources: pair(
      [m.start("start"), m.inclusive("x"), m.end("end"), m.flows("start > x"), m.when("x", "end", "=v > 1")],
      [m.start("start"), m.inclusive("y"), m.end("end"), m.flows("start > y"), m.when("y", "end", "=v > 0")],
    ),
    steps: [create("p", { v: 1 }), migrate("q", { x: "y" }), resolveIncident()],
  }),
  behaviour("a boundary event that failed to be subscribed to", {
    resources: pair(
      [...task("a"), m.boundary("t", "a", { definition: m.timer("duration", "=nothing") }), m.flows("t > end")],
      [...task("b"), m.boundary("t", "b", { definition: m.timer("duration", "PT1H") }), m.flows("t > end")],
    ),
    steps: [create("p"), migrate("q", { a: "b" }), resolveIncident(), advance("PT2H")],
  }),
  behaviour("an error that nobody catches", {
    resources: pair(
      [m.start("start"), m.end("err", m.error("E")), m.flows("start > err")],
      [m.start("start"), m.end("err", m.error("E")), m.flows("start > err")],
    ),
    steps: [create("p"), migrate("q", { err: "err" })],
  }),
];

const calls: readonly Behaviour[] = [
  behaviour("a call activity", {
    resources: { ...pair(single(m.call("c1", "child")), single(m.call("c2", "child"))), "child.bpmn": child() },
    steps: [create("p"), migrate("q", { c1: "c2" }, { of: "p" }), completeJob("c")],
  }),
  behaviour("a call activity among others", {
    resources: {
      ...pair(single(m.call("z", "child")), [
        ...single(m.call("z", "child")),
        m.call("a", "child"),
        m.call("b", "child"),
      ]),
      "child.bpmn": m.process("child", [m.start("cs"), m.call("deep", "deep"), m.end("ce"), m.flows("cs > deep > ce")]),
      "deep.bpmn": child("deep"),
    },
    steps: [
      create("p"),
      failJob("c", 0),
      migrate("q", { z: "z" }, { of: "p" }),
      updateJob("c", { retries: 1 }),
      resolveIncident(),
      completeJob("c"),
    ],
  }),
  behaviour("a called instance", {
    resources: {
      "p.bpmn": m.process("p", single(m.call("call", "child"))),
      "child.bpmn": child(),
      "q.bpmn": child("q", "d"),
    },
    steps: [create("p"), migrate("q", { c: "d" }, { of: "child" }), completeJob("c")],
  }),
  behaviour("a call activity that failed", {
    resources: { ...pair(single(m.call("c1", "nothing")), single(m.call("c2", "child"))), "child.bpmn": child() },
    steps: [create("p"), migrate("q", { c1: "c2" }), resolveIncident(), completeJob("c")],
  }),
];

const afterwards: readonly Behaviour[] = [
  behaviour("migrate twice", {
    resources: { ...pair(task("a"), task("b")), "r.bpmn": m.process("r", task("c")) },
    steps: [create("p"), migrate("q", { a: "b" }), migrate("r", { b: "c" }), completeJob("a"), completeJob("next")],
  }),
  behaviour("migrate, then modify", {
    resources: pair(task("a"), task("b")),
    steps: [
      create("p"),
      migrate("q", { a: "b" }),
      modify({ activate: ["next"], terminate: ["b"] }),
      completeJob("next"),
    ],
  }),
  behaviour("migrate one of two", {
    resources: pair(task("a"), task("b")),
    steps: [create("p"), create("p"), migrate("q", { a: "b" }), completeLastJob("a"), cancel("q")],
  }),
  behaviour("two instances of an element", {
    resources: pair(task("a"), task("b")),
    steps: [
      create("p"),
      modify({ activate: ["a"] }),
      migrate("q", { a: "b" }),
      completeJob("a"),
      modify({ terminate: [nth("a", 1)] }),
    ],
  }),
  behaviour("an instance that a message started", {
    resources: pair(
      [m.start("start", m.message("begin", "=k")), m.service("a", "a"), m.end("end"), m.flows("start > a > end")],
      task("b"),
    ),
    steps: [
      publish("begin", "1"),
      migrate("q", { a: "b" }),
      publish("begin", "1", { ttl: 60_000 }),
      completeJob("a"),
      completeJob("next"),
      publish("begin", "1"),
    ],
  }),
  behaviour("an instance that a message started to a process that is running for the same key", {
    resources: pair(
      [m.start("start", m.message("begin", "=k")), m.service("a", "a"), m.end("end"), m.flows("start > a > end")],
      [m.start("start", m.message("start", "=k")), m.service("b", "b"), m.end("end"), m.flows("start > b > end")],
    ),
    steps: [
      publish("begin", "1"),
      publish("start", "1"),
      migrate("q", { a: "b" }, { of: "p" }),
      completeJob("b"),
      migrate("q", { a: "b" }, { of: "p" }),
      publish("start", "1"),
      completeJob("a"),
      publish("start", "1"),
      publish("begin", "1"),
    ],
  }),
];

/** Migration of process instances: tasks, scopes, incidents, calls. */
export const migration: readonly Behaviour[] = [...plain, ...incidents, ...calls, ...afterwards];
