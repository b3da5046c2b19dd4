import {
  advance,
  behaviour,
  broadcast,
  completeJob,
  create,
  publish,
  resolveIncident,
  setVariables,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const branches = (gateway: m.Part, conditions: readonly m.Part[]): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    gateway,
    m.service("a", "a"),
    m.service("b", "b"),
    m.service("c", "c"),
    m.end("end"),
    m.flows("start > gw"),
    conditions,
    m.flows("a > end", "b > end", "c > end"),
  ]),
});

const exclusive = branches(m.exclusive("gw", "gw-c"), [
  m.when("gw", "a", "=x > 10"),
  m.when("gw", "b", "=x > 5"),
  ...m.flows("gw > c"),
]);
const noDefault = branches(m.exclusive("gw"), [m.when("gw", "a", "=x > 10"), m.when("gw", "b", "=x > 5")]);
const inclusive = branches(m.inclusive("gw", "gw-c"), [
  m.when("gw", "a", "=x > 10"),
  m.when("gw", "b", "=x > 5"),
  ...m.flows("gw > c"),
]);
const inclusiveNoDefault = branches(m.inclusive("gw"), [m.when("gw", "a", "=x > 10"), m.when("gw", "b", "=x > 5")]);

const inclusiveJoin = {
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.inclusive("fork"),
    m.service("a", "a"),
    m.service("b", "b"),
    m.service("c", "c"),
    m.inclusive("join"),
    m.service("after", "after"),
    m.end("end"),
    m.flows("start > fork"),
    m.when("fork", "a", '=list contains(take, "a")'),
    m.when("fork", "b", '=list contains(take, "b")'),
    m.when("fork", "c", '=list contains(take, "c")'),
    m.flows("a > join > after > end", "b > join", "c > join"),
  ]),
};

const eventBased = (...parts: (m.Part | readonly m.Part[])[]) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.eventGateway("gw"),
    ...parts,
    m.catching("msg", m.message("go", "=key")),
    m.catching("time", m.timer("duration", "PT1H")),
    m.end("by-msg"),
    m.end("by-time"),
    m.flows("start > gw > msg > by-msg", "gw > time > by-time"),
  ]),
});

/** Gateways. */
export const gateways: readonly Behaviour[] = [
  behaviour("exclusive takes the first true condition", {
    resources: exclusive,
    steps: [create("p", { x: 20 }), create("p", { x: 7 }), create("p", { x: 1 })],
  }),
  behaviour("exclusive counts null, text and failing expressions as false", {
    resources: exclusive,
    steps: [create("p"), create("p", { x: "many" }), create("p", { x: null })],
  }),
  behaviour("exclusive with a condition that is no boolean", {
    resources: branches(m.exclusive("gw", "gw-c"), [
      m.when("gw", "a", "=x"),
      m.when("gw", "b", "=assert(x, x > 3)"),
      ...m.flows("gw > c"),
    ]),
    steps: [create("p", { x: 1 }), create("p", { x: "true" }), create("p", { x: true })],
  }),
  behaviour("exclusive without any true condition raises an incident", {
    resources: noDefault,
    steps: [create("p", { x: 1 }), resolveIncident(), setVariables("p", { x: 7 }), resolveIncident(), completeJob("b")],
  }),
  behaviour("exclusive without any true condition for lack of a variable", {
    resources: noDefault,
    steps: [create("p"), setVariables("p", { x: 70 }), resolveIncident()],
  }),
  behaviour("exclusive as a join passes each token", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.task("a"),
        m.task("b"),
        m.exclusive("merge"),
        m.service("after", "after"),
        m.end("end"),
        m.flows("start > fork > a > merge > after > end", "fork > b > merge"),
      ]),
    },
    steps: [create("p"), completeJob("after"), completeJob("after")],
  }),
  behaviour("exclusive with one unconditional flow", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.exclusive("gw"), m.end("end"), m.flows("start > gw > end")]),
    },
    steps: [create("p")],
  }),
  behaviour("parallel forks and joins", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.service("a", "a"),
        m.service("b", "b"),
        m.parallel("join"),
        m.end("end"),
        m.flows("start > fork > a > join > end", "fork > b > join"),
      ]),
    },
    steps: [create("p"), completeJob("b"), completeJob("a")],
  }),
  behaviour("parallel join behind an exclusive gateway waits for ever", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.exclusive("fork", "fork-b"),
        m.service("a", "a"),
        m.service("b", "b"),
        m.parallel("join"),
        m.end("end"),
        m.flows("start > fork > b > join > end", "a > join"),
        m.when("fork", "a", "=true"),
      ]),
    },
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("parallel join keeps surplus tokens", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.task("a1"),
        m.task("a2"),
        m.service("b", "b"),
        m.exclusive("merge"),
        m.parallel("join"),
        m.service("after", "after"),
        m.end("end"),
        m.flows("start > fork > a1 > merge > join > after > end", "fork > a2 > merge", "fork > b > join"),
      ]),
    },
    steps: [create("p"), completeJob("b"), completeJob("after")],
  }),
  behaviour("parallel gateway with one flow", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.parallel("gw"), m.end("end"), m.flows("start > gw > end")]),
    },
    steps: [create("p")],
  }),
  behaviour("inclusive takes every true condition", {
    resources: inclusive,
    steps: [create("p", { x: 20 }), completeJob("b"), completeJob("a"), create("p", { x: 7 }), create("p", { x: 1 })],
  }),
  behaviour("inclusive without any true condition raises an incident", {
    resources: inclusiveNoDefault,
    steps: [create("p", { x: 1 }), setVariables("p", { x: 20 }), resolveIncident()],
  }),
  behaviour("inclusive with a condition that fails", {
    resources: inclusiveNoDefault,
    steps: [create("p"), create("p", { x: "text" }), setVariables("p", { x: 6 }), resolveIncident()],
  }),
  behaviour("inclusive with a failing condition behind a default", {
    resources: inclusive,
    steps: [create("p")],
  }),
  behaviour("inclusive join waits for the tokens that can still come", {
    resources: inclusiveJoin,
    steps: [
      create("p", { take: ["a", "c"] }),
      completeJob("a"),
      completeJob("c"),
      completeJob("after"),
      create("p", { take: ["b"] }),
      completeJob("b"),
      create("p", { take: ["a", "b", "c"] }),
      completeJob("c"),
      completeJob("b"),
      completeJob("a"),
    ],
  }),
  behaviour("inclusive join with a branch that ends elsewhere", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.service("a", "a"),
        m.service("b", "b"),
        m.exclusive("leave", "leave-join"),
        m.inclusive("join"),
        m.end("away"),
        m.end("end"),
        m.flows("start > fork > a > join > end", "fork > b > leave > join"),
        m.when("leave", "away", "=true"),
      ]),
    },
    steps: [create("p"), completeJob("a"), completeJob("b")],
  }),
  behaviour("event-based gateway by message", {
    resources: eventBased(),
    steps: [create("p", { key: "1" }), publish("go", "1", { variables: { x: 1 } }), advance("PT2H")],
  }),
  behaviour("event-based gateway by timer", {
    resources: eventBased(),
    steps: [create("p", { key: "1" }), advance("PT2H"), publish("go", "1")],
  }),
  behaviour("event-based gateway by signal", {
    resources: eventBased(m.catching("sig", m.signal("alarm")), m.end("by-sig"), m.flows("gw > sig > by-sig")),
    steps: [create("p", { key: "1" }), broadcast("alarm", { loud: true })],
  }),
  behaviour("event-based gateway with a receive task", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.eventGateway("gw"),
        m.receive("r", "go", { key: "=key" }),
        m.catching("time", m.timer("duration", "PT1H")),
        m.end("end"),
        m.flows("start > gw > r > end", "gw > time > end"),
      ]),
    },
    steps: [create("p", { key: "1" })],
  }),
  behaviour("event-based gateway with an invalid key", {
    resources: eventBased(),
    steps: [create("p"), setVariables("p", { key: "1" }), resolveIncident(), publish("go", "1")],
  }),
];
