import {
  advance,
  behaviour,
  cancel,
  completeJob,
  completeUserTask,
  create,
  deploy,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  updateJob,
  type Behaviour,
  type Step,
} from "../behaviour.ts";
import type { JsonObject } from "../../../src/engine/core/record.ts";
import { around } from "../model/around.ts";
import * as d from "../model/dmn.ts";
import * as m from "../model/bpmn.ts";

/** One way into an incident, and what mends it. */
interface Way {
  readonly resources: Readonly<Record<string, string>>;
  /** Variables of the new instance; by default none. */
  readonly given?: JsonObject;
  /** What leads to the incident after the creation. */
  readonly then?: readonly Step[];
  /** Variables that mend it. */
  readonly mend: JsonObject;
  /** What goes on after it is mended. */
  readonly after?: readonly Step[];
}

/** The same incident resolved in vain, resolved when mended, and cancelled while it is open. */
const ways = (name: string, { resources, given = {}, then = [], mend, after = [] }: Way): readonly Behaviour[] => [
  behaviour(`${name}: resolved in vain and then mended`, {
    resources,
    steps: [create("p", given), ...then, resolveIncident(), setVariables("p", mend), resolveIncident(), ...after],
  }),
  behaviour(`${name}: cancelled while it is open`, { resources, steps: [create("p", given), ...then, cancel()] }),
];

const failing = "=assert(x, x != null)";
const inputs = { i: failing };
const outputs = { o: failing };
const x = { x: 1 };
const key = { k: "key" };
const inside = [m.start("s"), m.end("e"), ...m.flows("s > e")];
const called = { "q.bpmn": m.process("q", inside) };
const decision = { "d.dmn": d.decisions("file", d.table("d", { inputs: [], outputs: ["r"], rules: [["1"]] })) };
const broken = { "d.dmn": d.decisions("file", d.literal("d", "assert(x, x != null)")) };
const go = m.message("go", "=k");
const withBoundary = (part: m.Part, definition: m.EventDefinition) =>
  around(part, m.boundary("b", "a", { definition }), m.end("e2"), m.flows("b > e2"));

/** What every incident looks like, by its kind and the element where it arises. */
export const incidents: readonly Behaviour[] = [
  ...ways("input mapping of a user task", { resources: around(m.user("a", { inputs })), mend: x }),
  ...ways("input mapping of a sub-process", { resources: around(m.sub("a", inside, { inputs })), mend: x }),
  ...ways("input mapping of a call activity", {
    resources: { ...around(m.call("a", "q", { inputs })), ...called },
    mend: x,
  }),
  ...ways("input mapping of a receive task", {
    resources: around(m.receive("a", "go", { key: "=k", inputs })),
    given: key,
    mend: x,
  }),
  ...ways("input mapping of a script task", {
    resources: around(m.script("a", { expression: "=1", result: "r", inputs })),
    mend: x,
  }),
  ...ways("input mapping of a catch event", {
    resources: around(m.catching("a", m.timer("duration", "PT1H"), { inputs })),
    mend: x,
  }),
  ...ways("input mapping of a signal throw event", {
    resources: around(m.throwing("a", m.signal("sig"), { inputs })),
    mend: x,
  }),
  ...ways("output mapping of a user task", {
    resources: around(m.user("a", { outputs })),
    then: [completeUserTask("a")],
    mend: x,
  }),
  ...ways("output mapping of a sub-process", { resources: around(m.sub("a", inside, { outputs })), mend: x }),
  ...ways("output mapping of a call activity", {
    resources: { ...around(m.call("a", "q", { outputs })), ...called },
    mend: x,
  }),
  ...ways("output mapping of a script task", {
    resources: around(m.script("a", { expression: "=1", result: "r", outputs })),
    mend: x,
  }),
  ...ways("output mapping of a start event", {
    resources: { "p.bpmn": m.process("p", [m.start("s", undefined, { outputs }), m.end("e"), m.flows("s > e")]) },
    mend: x,
  }),
  ...ways("output mapping of a catch event", {
    resources: around(m.catching("a", go, { outputs })),
    given: key,
    then: [publish("go", "key")],
    mend: x,
  }),
  ...ways("output mapping of a throw event", { resources: around(m.throwing("a", undefined, { outputs })), mend: x }),
  ...ways("output mapping of a boundary event", {
    resources: around(
      m.service("a", "a"),
      m.boundary("b", "a", { definition: m.timer("duration", "PT1H"), outputs }),
      m.end("e2"),
      m.flows("b > e2"),
    ),
    then: [advance("PT2H")],
    mend: x,
  }),
  ...ways("output mapping of an end event", {
    resources: { "p.bpmn": m.process("p", [m.start("s"), m.end("e", undefined, { outputs }), m.flows("s > e")]) },
    mend: x,
  }),
  ...ways("job type", {
    resources: around(m.service("a", { type: "=x" })),
    mend: { x: "a" },
    after: [completeJob("a")],
  }),
  ...ways("job retries", {
    resources: around(m.service("a", { type: "a", retries: "=x" })),
    mend: x,
    after: [completeJob("a")],
  }),
  ...ways("correlation key of a catch event", {
    resources: around(m.catching("a", go)),
    mend: key,
    after: [publish("go", "key")],
  }),
  ...ways("correlation key of a boundary event", {
    resources: withBoundary(m.service("a", "a"), go),
    mend: key,
    after: [publish("go", "key")],
  }),
  ...ways("correlation key of a user task's boundary event", {
    resources: withBoundary(m.user("a"), go),
    mend: key,
    after: [publish("go", "key")],
  }),
  ...ways("correlation key of a sub-process's boundary event", {
    resources: withBoundary(
      m.sub("a", [m.start("s"), m.service("in", "in"), m.end("e"), ...m.flows("s > in > e")]),
      go,
    ),
    mend: key,
    after: [publish("go", "key")],
  }),
  ...ways("correlation key of a call activity's boundary event", {
    resources: { ...withBoundary(m.call("a", "q"), go), ...called },
    mend: key,
  }),
  ...ways("correlation key of an event sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s"),
        m.service("a", "a"),
        m.end("e"),
        m.flows("s > a > e"),
        m.eventSub("es", [m.start("x", go), m.end("y"), ...m.flows("x > y")]),
      ]),
    },
    mend: key,
    after: [publish("go", "key")],
  }),
  ...ways("message name", {
    resources: around(m.catching("a", m.message("=x", "=k"))),
    given: key,
    mend: { x: "go" },
    after: [publish("go", "key")],
  }),
  ...ways("signal name", { resources: around(m.catching("a", m.signal("=x"))), mend: { x: "sig" } }),
  ...ways("signal name of a throw event", { resources: around(m.throwing("a", m.signal("=x"))), mend: { x: "sig" } }),
  ...ways("timer of a catch event", {
    resources: around(m.catching("a", m.timer("duration", "=x"))),
    mend: { x: "PT1H" },
    after: [advance("PT2H")],
  }),
  ...ways("timer of a boundary event", {
    resources: withBoundary(m.service("a", "a"), m.timer("date", "=x")),
    mend: { x: "2026-01-05T09:00:00Z" },
    after: [advance("PT2H")],
  }),
  ...ways("condition of an inclusive gateway", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s"),
        m.inclusive("g"),
        m.end("e"),
        m.end("f"),
        m.flows("s > g"),
        m.when("g", "e", "=x"),
        m.when("g", "f", "=y"),
      ]),
    },
    given: { y: false },
    mend: { x: true },
  }),
  ...ways("no flow of an inclusive gateway", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s"),
        m.inclusive("g"),
        m.end("e"),
        m.end("f"),
        m.flows("s > g"),
        m.when("g", "e", "=x"),
        m.when("g", "f", "=y"),
      ]),
    },
    given: { x: false, y: false },
    mend: { x: true },
  }),
  ...ways("no flow of an exclusive gateway", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s"),
        m.exclusive("g"),
        m.end("e"),
        m.end("f"),
        m.flows("s > g"),
        m.when("g", "e", "=x"),
        m.when("g", "f", "=y"),
      ]),
    },
    given: { x: false, y: false },
    mend: { x: true },
  }),
  ...ways("event-based gateway", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s"),
        m.eventGateway("g"),
        m.catching("c", go),
        m.catching("t", m.timer("duration", "=x")),
        m.end("e"),
        m.flows("s > g > c > e", "g > t > e"),
      ]),
    },
    given: key,
    mend: { x: "PT1H" },
    after: [advance("PT2H")],
  }),
  ...ways("collection of a multi-instance body", {
    resources: around(m.service("a", { type: "a", loop: { collection: "=x" } })),
    mend: { x: [1] },
    after: [completeJob("a")],
  }),
  ...ways("output element of a multi-instance body", {
    resources: around(
      m.service("a", { type: "a", loop: { collection: "=[1]", outputCollection: "out", outputElement: failing } }),
    ),
    then: [completeJob("a")],
    mend: x,
  }),
  ...ways("completion condition of a multi-instance body", {
    resources: around(m.service("a", { type: "a", loop: { collection: "=[1, 2]", until: "=x" } })),
    then: [completeJob("a")],
    mend: { x: true },
  }),
  ...ways("id of a called process", { resources: { ...around(m.call("a", "=x")), ...called }, mend: { x: "q" } }),
  ...ways("a called process that is not there", {
    resources: { ...around(m.call("a", "=x")), ...called },
    given: { x: "none" },
    mend: { x: "q" },
  }),
  ...ways("id of a decision", {
    resources: { ...around(m.rule("a", { decision: "=x", result: "r" })), ...decision },
    mend: { x: "d" },
  }),
  ...ways("a decision that is not there", {
    resources: { ...around(m.rule("a", { decision: "=x", result: "r" })), ...decision },
    given: { x: "none" },
    mend: { x: "d" },
  }),
  ...ways("a decision that fails", {
    resources: { ...around(m.rule("a", { decision: "d", result: "r" })), ...broken },
    mend: x,
  }),
  ...ways("an assignee", { resources: around(m.user("a", { assignee: "=x" })), given: { x: 1 }, mend: { x: "ann" } }),
  ...ways("an error code of an end event", {
    resources: { "p.bpmn": m.process("p", [m.start("s"), m.end("e", m.error("=x")), m.flows("s > e")]) },
    mend: { x: "E" },
  }),
  ...ways("an error that nobody catches", {
    resources: { "p.bpmn": m.process("p", [m.start("s"), m.end("e", m.error("E")), m.flows("s > e")]) },
    mend: x,
  }),
  ...ways("an escalation code", { resources: around(m.throwing("a", m.escalation("=x"))), mend: { x: "E" } }),
  behaviour("an error of a job that nobody catches", {
    resources: around(m.service("a", "a")),
    steps: [
      create("p"),
      throwError("a", "E", { errorMessage: "no" }),
      resolveIncident(),
      throwError("a", "E"),
      updateJob("a", { retries: 1 }),
      resolveIncident(),
      completeJob("a"),
    ],
  }),
  behaviour("a job without retries, cancelled", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), failJob("a", 0), cancel()],
  }),
  behaviour("a job that fails again after its incident", {
    resources: around(m.service("a", "a")),
    steps: [
      create("p"),
      failJob("a", 0),
      updateJob("a", { retries: 1 }),
      resolveIncident(),
      failJob("a", 0, { errorMessage: "again" }),
      updateJob("a", { retries: 3 }),
      resolveIncident(),
      completeJob("a"),
    ],
  }),
  behaviour("a called process that is deployed later", {
    resources: around(m.call("a", "q")),
    steps: [create("p"), deploy(called), resolveIncident()],
  }),
  behaviour("an incident inside of a called process, cancelled", {
    resources: {
      ...around(m.call("a", "q")),
      "q.bpmn": m.process("q", [m.start("s"), m.service("in", { type: "=x" }), m.end("e"), m.flows("s > in > e")]),
    },
    steps: [create("p"), cancel("p")],
  }),
  behaviour("an incident and a boundary event that interrupts", {
    resources: withBoundary(
      m.sub("a", [m.start("s"), m.service("in", { type: "=x" }), m.end("e"), ...m.flows("s > in > e")]),
      m.timer("duration", "PT1H"),
    ),
    steps: [create("p"), advance("PT2H"), resolveIncident()],
  }),
  behaviour("two incidents of one instance", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s"),
        m.parallel("f"),
        m.service("a", { type: "=x" }),
        m.service("b", { type: "=x" }),
        m.end("e"),
        m.flows("s > f > a > e", "f > b > e"),
      ]),
    },
    steps: [
      create("p"),
      setVariables("p", { x: "j" }),
      resolveIncident(),
      resolveIncident(),
      completeJob("j"),
      completeJob("j"),
    ],
  }),
];
