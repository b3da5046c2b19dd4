import {
  advance,
  behaviour,
  broadcast,
  cancel,
  command,
  completeJob,
  completeUserTask,
  create,
  publish,
  type Behaviour,
} from "../behaviour.ts";
import { NO_KEY } from "../known.ts";
import * as m from "../model/bpmn.ts";
import { modify, nth } from "../repair-steps.ts";
import { line, one, caller } from "./repair-models.ts";

const simple: readonly Behaviour[] = [
  behaviour("activate an element", {
    resources: line,
    steps: [create("p"), modify({ activate: ["b"] }), completeJob("a"), completeJob("b"), completeJob("b")],
  }),
  behaviour("terminate an element", {
    resources: line,
    steps: [create("p"), modify({ activate: ["b"], terminate: ["a"] }), completeJob("b")],
  }),
  behaviour("move forward and back", {
    resources: line,
    steps: [
      create("p", { v: 1 }),
      modify({ activate: ["b"], terminate: ["a"] }),
      modify({ activate: ["a"], terminate: ["b"] }),
      completeJob("a"),
      completeJob("b"),
    ],
  }),
  behaviour("terminate the last element ends the instance", {
    resources: line,
    steps: [create("p", { v: 1 }), modify({ terminate: ["a"] })],
  }),
  behaviour("terminate the process instance itself", {
    resources: line,
    steps: [create("p"), modify({ terminate: ["p"] })],
  }),
  behaviour("terminate an element twice", {
    resources: line,
    steps: [create("p"), modify({ activate: ["b"], terminate: ["a", "a"] })],
  }),
  behaviour("activate the same element twice at once", {
    resources: line,
    steps: [create("p"), modify({ activate: ["b", "b"] }), completeJob("b"), completeJob("b"), completeJob("a")],
  }),
  behaviour("modify nothing", { resources: line, steps: [create("p"), modify({})] }),
  behaviour("modify with only the key in the value", {
    resources: line,
    steps: [
      create("p"),
      command("modify", (known) => ({
        valueType: "PROCESS_INSTANCE_MODIFICATION",
        intent: "MODIFY",
        value: { processInstanceKey: known.instance(), activateInstructions: [{ elementId: "b" }] },
      })),
    ],
  }),
  behaviour("modify with tags", {
    resources: line,
    steps: [create("p", {}, { tags: ["one"] }), modify({ activate: ["b"], terminate: ["a"] })],
  }),
  behaviour("activate every kind of task", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.user("u", { assignee: "demo" }),
      m.receive("r", "go", { key: "=key" }),
      m.send("s", "s"),
      m.script("sc", { expression: "=1", result: "sc" }),
      m.manual("man"),
      m.task("t"),
      m.end("end"),
      m.flows("start > a > u > r > s > sc > man > t > end"),
    ),
    steps: [
      create("p", { key: "1" }),
      modify({ activate: ["u", "r", "s", "sc", "man", "t"] }),
      completeUserTask("u"),
      publish("go", "1"),
      modify({ terminate: ["s", "r"] }),
    ],
  }),
  behaviour("activate events", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.catching("timer", m.timer("duration", "PT1H")),
      m.catching("message", m.message("go", "=key")),
      m.catching("signal", m.signal("alarm")),
      m.throwing("none"),
      m.end("end"),
      m.flows("start > a > timer > message > signal > none > end"),
    ),
    steps: [
      create("p", { key: "1" }),
      modify({ activate: ["timer", "message", "signal", "none", "end"] }),
      broadcast("alarm"),
      publish("go", "1"),
      advance("PT2H"),
      modify({ terminate: ["signal"] }),
    ],
  }),
  behaviour("activate end events", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.exclusive("x", "x-end"),
      m.end("end"),
      m.end("kill", m.terminate()),
      m.end("err", m.error("E")),
      m.flows("start > a > x > end"),
      m.when("x", "kill", "=false"),
      m.when("x", "err", "=false"),
    ),
    steps: [create("p"), modify({ activate: ["err"] }), modify({ activate: ["end"] }), modify({ activate: ["kill"] })],
  }),
  behaviour("activate link events", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.throwing("to", m.link("L")),
      m.catching("from", m.link("L")),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > a > to", "from > b > end"),
    ),
    steps: [create("p"), modify({ activate: ["from"], terminate: ["a"] }), modify({ activate: ["to"] })],
  }),
  behaviour("activate gateways", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.exclusive("x", "x-f"),
      m.parallel("f"),
      m.service("b", "b"),
      m.inclusive("i", "i-c"),
      m.service("c", "c"),
      m.end("end"),
      m.flows("start > a > x > f > b > end", "f > i > c > end"),
      m.when("x", "b", "=v > 1"),
      m.when("i", "b", "=v > 1"),
    ),
    steps: [
      create("p", { v: 2 }),
      modify({ activate: ["x"] }),
      modify({ activate: ["i"] }),
      modify({ activate: ["f"], terminate: ["a"] }),
    ],
  }),
  behaviour("activate a joining parallel gateway", {
    resources: one(
      m.start("start"),
      m.parallel("f"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.parallel("j"),
      m.service("c", "c"),
      m.end("end"),
      m.flows("start > f > a > j > c > end", "f > b > j"),
    ),
    steps: [create("p"), modify({ activate: ["j"] }), completeJob("a"), modify({ activate: ["j"] }), completeJob("b")],
  }),
  behaviour("activate beside a waiting join", {
    resources: one(
      m.start("start"),
      m.parallel("f"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.parallel("j"),
      m.service("c", "c"),
      m.end("end"),
      m.service("d", "d"),
      m.end("other"),
      m.flows("start > f > a > j > c > end", "f > b > j", "d > other"),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      modify({ activate: ["d"], terminate: ["b"] }),
      completeJob("d"),
      modify({ activate: ["b"] }),
      completeJob("b"),
    ],
  }),
  behaviour("terminate what a join waits for", {
    resources: one(
      m.start("start"),
      m.parallel("f"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.parallel("j"),
      m.end("end"),
      m.flows("start > f > a > j > end", "f > b > j"),
    ),
    steps: [create("p"), completeJob("a"), modify({ terminate: ["b"] }), modify({ activate: ["b"] }), completeJob("b")],
  }),
  behaviour("activate a joining inclusive gateway", {
    resources: one(
      m.start("start"),
      m.inclusive("f", "f-c"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.service("c", "c"),
      m.inclusive("j"),
      m.end("end"),
      m.flows("f > c", "start > f", "a > j > end", "b > j", "c > j"),
      m.when("f", "a", "=true"),
      m.when("f", "b", "=true"),
    ),
    steps: [create("p"), modify({ activate: ["j"] }), completeJob("a"), modify({ terminate: ["b"] }), cancel()],
  }),
  behaviour("activate an event-based gateway", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.eventGateway("g"),
      m.catching("t", m.timer("duration", "PT1H")),
      m.catching("w", m.message("go", "=key")),
      m.end("end"),
      m.flows("start > a > g > t > end", "g > w > end"),
    ),
    steps: [
      create("p", { key: "1" }),
      modify({ activate: ["t"] }),
      modify({ activate: ["w"] }),
      modify({ activate: ["t", "w"] }),
      modify({ activate: ["g"], terminate: ["a"] }),
      modify({ activate: ["a"], terminate: ["g"] }),
    ],
  }),
  behaviour("activate a call activity", {
    resources: caller,
    steps: [
      create("p"),
      modify({ of: "p", activate: ["call"] }),
      completeJob("c"),
      completeJob("c"),
      completeJob("d"),
      completeJob("d"),
    ],
  }),
  behaviour("activate a business rule task that fails", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.rule("r", { decision: "nothing", result: "v" }),
      m.end("end"),
      m.flows("start > a > r > end"),
    ),
    steps: [create("p"), modify({ activate: ["r"], terminate: ["a"] }), modify({ activate: ["a"], terminate: ["r"] })],
  }),
];

const refusals: readonly Behaviour[] = [
  behaviour("an instance that does not exist", {
    resources: line,
    steps: [
      modify({ activate: ["b"] }),
      command("modify without a key", () => ({
        valueType: "PROCESS_INSTANCE_MODIFICATION",
        intent: "MODIFY",
        value: { processInstanceKey: NO_KEY, activateInstructions: [{ elementId: "b" }] },
      })),
    ],
  }),
  behaviour("an instance that is over", {
    resources: line,
    steps: [
      create("p"),
      cancel(),
      command("modify", (known) => ({
        valueType: "PROCESS_INSTANCE_MODIFICATION",
        intent: "MODIFY",
        key: nth("p", 0)(known),
        value: { processInstanceKey: nth("p", 0)(known), activateInstructions: [{ elementId: "b" }] },
      })),
    ],
  }),
  behaviour("an element instance instead of a process instance", {
    resources: line,
    steps: [
      create("p"),
      command("modify", (known) => ({
        valueType: "PROCESS_INSTANCE_MODIFICATION",
        intent: "MODIFY",
        key: known.element("a"),
        value: { processInstanceKey: known.element("a"), activateInstructions: [{ elementId: "b" }] },
      })),
    ],
  }),
  behaviour("elements that do not exist", {
    resources: line,
    steps: [
      create("p"),
      modify({ activate: ["nothing"] }),
      modify({ activate: ["nothing", "b", "no", "never"] }),
      modify({ activate: ["nothing", "start"] }),
    ],
  }),
  behaviour("elements of the wrong kind", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.boundary("t", "a", { definition: m.timer("duration", "PT1H") }),
      m.end("end"),
      m.flows("start > a > end", "t > end"),
    ),
    steps: [
      create("p"),
      modify({ activate: ["start"] }),
      modify({ activate: ["t"] }),
      modify({ activate: ["start-a"] }),
      modify({ activate: ["start", "t", "start-a", "start"] }),
      modify({ activate: ["p"] }),
    ],
  }),
  behaviour("element instances that do not exist", {
    resources: line,
    steps: [
      create("p"),
      modify({ terminate: ["b"] }),
      modify({ activate: ["b"], terminate: ["b", "a", nth("start", 0)] }),
    ],
  }),
  behaviour("an element instance of another instance", {
    resources: line,
    steps: [create("p"), create("p"), modify({ activate: ["b"], terminate: [nth("a", 1)] })],
  }),
  behaviour("terminate a called process instance from inside", {
    resources: caller,
    steps: [
      create("p"),
      modify({ of: "child", terminate: ["c"] }),
      modify({ of: "child", terminate: ["child"] }),
      modify({ of: "child", activate: ["d"], terminate: ["c"] }),
      completeJob("d"),
      completeJob("after"),
    ],
  }),
  behaviour("terminate a call activity", {
    resources: caller,
    steps: [create("p"), modify({ of: "p", activate: ["after"], terminate: ["call"] }), completeJob("after")],
  }),
  behaviour("terminate an element of a called instance from above", {
    resources: caller,
    steps: [create("p"), modify({ of: "p", terminate: ["c"] })],
  }),
];

/** Modification of process instances. */
export const modification: readonly Behaviour[] = [...simple, ...refusals];
