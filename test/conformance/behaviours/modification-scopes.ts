import {
  advance,
  behaviour,
  broadcast,
  completeJob,
  create,
  createAwaiting,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { modify } from "../repair-steps.ts";
import { line, nested, one, withSide } from "./repair-models.ts";

const scopes: readonly Behaviour[] = [
  behaviour("activate in a sub-process that is not active", {
    resources: nested(),
    steps: [create("p"), modify({ activate: ["x"] }), completeJob("x"), completeJob("y")],
  }),
  behaviour("activate two levels down", {
    resources: nested(),
    steps: [create("p"), modify({ activate: ["y"], terminate: ["a"] }), completeJob("y")],
  }),
  behaviour("activate several elements in the same new scopes", {
    resources: nested(),
    steps: [create("p"), modify({ activate: ["y", "x", "y"], terminate: ["a"] }), completeJob("y"), completeJob("y")],
  }),
  behaviour("activate in a sub-process that is active", {
    resources: nested(),
    steps: [create("p"), completeJob("a"), modify({ activate: ["y"] }), completeJob("y"), completeJob("x")],
  }),
  behaviour("activate a sub-process", {
    resources: nested({ inputs: { local: "=v" } }),
    steps: [create("p", { v: 1 }), modify({ activate: ["outer"], terminate: ["a"] }), completeJob("x")],
  }),
  behaviour("new scopes take no input mappings", {
    resources: nested({ inputs: { local: "=v" }, outputs: { w: "=local" } }),
    steps: [
      create("p", { v: 1 }),
      modify({ activate: ["y"], terminate: ["a"] }),
      setVariables("outer", { local: 5 }, true),
      completeJob("y"),
    ],
  }),
  behaviour("terminate a sub-process with what is in it", {
    resources: nested(),
    steps: [create("p"), completeJob("a"), completeJob("x"), modify({ activate: ["a"], terminate: ["outer"] })],
  }),
  behaviour("terminate the last element of a sub-process", {
    resources: nested(),
    steps: [create("p"), completeJob("a"), completeJob("x"), modify({ terminate: ["y"] })],
  }),
  behaviour("terminate the last element of a sub-process beside others", {
    resources: nested(),
    steps: [create("p"), completeJob("a"), completeJob("x"), modify({ activate: ["a", "x"], terminate: ["y"] })],
  }),
  behaviour("move inside of a sub-process", {
    resources: nested(),
    steps: [
      create("p"),
      completeJob("a"),
      modify({ activate: ["y"], terminate: ["x"] }),
      modify({ activate: ["x"], terminate: ["y"] }),
      completeJob("x"),
      completeJob("y"),
    ],
  }),
  behaviour("terminate many children at once", {
    resources: one(
      m.start("start"),
      m.sub("sub", [
        m.start("s"),
        m.parallel("f"),
        m.service("a", "a"),
        m.user("u", { assignee: "me" }),
        m.catching("w", m.message("go", "=key")),
        m.catching("t", m.timer("duration", "PT1H")),
        m.catching("g", m.signal("alarm")),
        m.service("i", { type: "i", inputs: { x: "=assert(no, no > 1)" } }),
        m.end("e"),
        ...m.flows("s > f > a > e", "f > u > e", "f > w > e", "f > t > e", "f > g > e", "f > i > e"),
      ]),
      m.boundary("late", "sub", { definition: m.timer("duration", "PT5H") }),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > sub > b > end", "late > end"),
    ),
    steps: [
      create("p", { key: "1" }),
      failJob("a", 0),
      modify({ activate: ["b"], terminate: ["sub"] }),
      publish("go", "1"),
      completeJob("b"),
    ],
  }),
  behaviour("new scopes subscribe to their events", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.sub("sub", [
        m.start("s"),
        m.service("x", "x"),
        m.end("e"),
        ...m.flows("s > x > e"),
        m.eventSub("side", [
          m.start("ss", m.message("stop", "=key")),
          m.service("v", "v"),
          m.end("se"),
          ...m.flows("ss > v > se"),
        ]),
      ]),
      m.boundary("late", "sub", { definition: m.timer("duration", "PT1H") }),
      m.boundary("bell", "sub", { definition: m.signal("ring"), interrupting: false }),
      m.end("end"),
      m.end("never"),
      m.flows("start > a > sub > end", "late > never", "bell > end"),
    ),
    steps: [
      create("p", { key: "1" }),
      modify({ activate: ["x"], terminate: ["a"] }),
      broadcast("ring"),
      publish("stop", "1"),
      advance("PT2H"),
    ],
  }),
  behaviour("a new scope whose events cannot be subscribed to", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")]),
      m.boundary("late", "sub", { definition: m.message("go", "=nothing") }),
      m.end("end"),
      m.flows("start > a > sub > end", "late > end"),
    ),
    steps: [create("p"), modify({ activate: ["x"], terminate: ["a"] }), completeJob("a")],
  }),
  behaviour("a new scope whose timer cannot be read", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")]),
      m.boundary("late", "sub", { definition: m.timer("duration", "=nothing") }),
      m.end("end"),
      m.flows("start > a > sub > end", "late > end"),
    ),
    steps: [create("p"), modify({ activate: ["x"] }), create("p", {}, { startInstructions: [{ elementId: "x" }] })],
  }),
  behaviour("an event sub-process is activated", {
    resources: withSide(m.message("stop", "=key")),
    steps: [create("p", { key: "1" }), modify({ activate: ["side"] }), completeJob("a"), completeJob("b")],
  }),
  behaviour("an element in an event sub-process is activated", {
    resources: withSide(m.message("stop", "=key")),
    steps: [
      create("p", { key: "1" }),
      modify({ activate: ["v"] }),
      publish("stop", "1"),
      completeJob("v"),
      completeJob("a"),
    ],
  }),
  behaviour("an element in a non-interrupting event sub-process is activated", {
    resources: withSide(m.timer("duration", "PT1H"), false),
    steps: [
      create("p"),
      modify({ activate: ["v"] }),
      modify({ activate: ["v"] }),
      advance("PT2H"),
      modify({ activate: ["v"] }),
      completeJob("a"),
    ],
  }),
  behaviour("a start event of an event sub-process is refused", {
    resources: withSide(m.message("stop", "=key")),
    steps: [create("p", { key: "1" }), modify({ activate: ["ss"] })],
  }),
  behaviour("activate in a scope that an event has interrupted", {
    resources: withSide(m.message("stop", "=key")),
    steps: [
      create("p", { key: "1" }),
      publish("stop", "1"),
      modify({ activate: ["b"] }),
      modify({ activate: ["v"] }),
      completeJob("v"),
      completeJob("v"),
      completeJob("b"),
    ],
  }),
  behaviour("terminate an event sub-process", {
    resources: withSide(m.message("stop", "=key")),
    steps: [
      create("p", { key: "1" }),
      publish("stop", "1"),
      modify({ activate: ["a"], terminate: ["side"] }),
      publish("stop", "1"),
    ],
  }),
  behaviour("terminate an element with boundary events", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.boundary("t", "a", { definition: m.timer("duration", "PT1H") }),
      m.boundary("w", "a", { definition: m.message("go", "=key"), interrupting: false }),
      m.boundary("g", "a", { definition: m.signal("ring") }),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > a > b > end", "t > end", "w > end", "g > end"),
    ),
    steps: [
      create("p", { key: "1" }),
      modify({ activate: ["b"], terminate: ["a"] }),
      modify({ activate: ["a"], terminate: ["b"] }),
      broadcast("ring"),
    ],
  }),
];

const around: readonly Behaviour[] = [
  behaviour("an incident goes with its element", {
    resources: one(
      m.start("start"),
      m.service("a", { type: "a", inputs: { x: "=assert(no, no > 1)" } }),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > a > b > end"),
    ),
    steps: [create("p"), modify({ activate: ["b"], terminate: ["a"] }), completeJob("b")],
  }),
  behaviour("a job's incident goes with its element", {
    resources: line,
    steps: [create("p"), failJob("a", 0), modify({ activate: ["b"], terminate: ["a"] })],
  }),
  behaviour("an incident raised by a modification", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.service("b", { type: "b", inputs: { x: "=assert(v, v > 1)" } }),
      m.end("end"),
      m.flows("start > a > b > end"),
    ),
    steps: [
      create("p", { v: 1 }),
      modify({ activate: ["b"], terminate: ["a"] }),
      setVariables("p", { v: 2 }),
      resolveIncident(),
      completeJob("b"),
    ],
  }),
  behaviour("terminate an element that is completing with an incident", {
    resources: one(
      m.start("start"),
      m.service("a", { type: "a", outputs: { y: "=assert(no, no > 1)" } }),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > a > b > end"),
    ),
    steps: [create("p"), completeJob("a"), modify({ activate: ["b"], terminate: ["a"] })],
  }),
  behaviour("a result that is awaited ends by a modification", {
    resources: line,
    steps: [createAwaiting("p"), modify({ terminate: ["a"] })],
  }),
  behaviour("a result that is awaited comes after a modification", {
    resources: line,
    steps: [createAwaiting("p"), modify({ activate: ["b"], terminate: ["a"] }), completeJob("b", { v: 1 })],
  }),
  behaviour("an instance that a message started ends by a modification", {
    resources: one(
      m.start("start", m.message("begin", "=k")),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > a > end"),
    ),
    steps: [
      publish("begin", "1", { ttl: 60_000 }),
      publish("begin", "1", { ttl: 60_000 }),
      modify({ terminate: ["a"] }),
      publish("begin", "1", { ttl: 60_000 }),
    ],
  }),
  behaviour("a user task goes with its element", {
    resources: one(
      m.start("start"),
      m.user("u", { assignee: "demo" }),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > u > b > end"),
    ),
    steps: [create("p"), modify({ activate: ["b"], terminate: ["u"] }), modify({ activate: ["u"], terminate: ["b"] })],
  }),
  behaviour("a job-based user task goes with its element", {
    resources: one(m.start("start"), m.userJob("u"), m.service("b", "b"), m.end("end"), m.flows("start > u > b > end")),
    steps: [create("p"), modify({ activate: ["b"], terminate: ["u"] })],
  }),
  behaviour("a process whose only start is a timer is modified", {
    resources: one(
      m.start("start", m.timer("duration", "PT1H")),
      m.service("a", "a"),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > a > b > end"),
    ),
    steps: [advance("PT2H"), modify({ activate: ["b"], terminate: ["a"] }), completeJob("b")],
  }),
];

/** Modification across scopes, and what becomes of what hangs on an element. */
export const modificationScopes: readonly Behaviour[] = [...scopes, ...around];
