import {
  advance,
  behaviour,
  broadcast,
  cancel,
  completeJob,
  completeUserTask,
  create,
  publish,
  resolveIncident,
  setVariables,
  type Behaviour,
} from "../behaviour.ts";
import { around } from "../model/around.ts";
import * as m from "../model/bpmn.ts";
import { listening } from "../model/listeners.ts";

const both = ["start:s1", "end:e1"] as const;
/** Every element that passes by itself: its listeners are completed in turn. */
const passing = (name: string, part: m.Part, more: readonly m.Part[] = []): Behaviour =>
  behaviour(`${name}: start and end`, {
    resources: around(listening(part, ...both), more),
    steps: [create("p", { x: 1 }), completeJob("s1", { s: 1 }), completeJob("e1", { e: 1 })],
  });

/** Execution listeners of each kind of element. */
export const executionListenersOfElements: readonly Behaviour[] = [
  behaviour("start events: only the end", {
    resources: {
      "p.bpmn": m.process("p", [
        listening(m.start("start", undefined, { outputs: { o: "=x + 1" } }), "end:e1", "end:e2"),
        m.end("end"),
        m.flows("start > end"),
      ]),
    },
    steps: [create("p", { x: 1 }), completeJob("e1", { e: 1 }), completeJob("e2")],
  }),
  behaviour("a message start event", {
    resources: {
      "p.bpmn": m.process("p", [
        listening(m.start("start", m.message("go")), "end:e1"),
        m.end("end"),
        m.flows("start > end"),
      ]),
    },
    steps: [publish("go", "k", { variables: { v: 1 } }), completeJob("e1", { e: 1 })],
  }),
  behaviour("end events: only the start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.end("end"), "start:s1", "start:s2"),
        m.flows("start > end"),
      ]),
    },
    steps: [create("p", { x: 1 }), completeJob("s1", { s: 1 }), completeJob("s2")],
  }),
  passing("task", m.task("a", { inputs: { i: "=x" }, outputs: { o: "=x" } })),
  passing("manual task", m.manual("a")),
  passing("script task", m.script("a", { expression: "=x + 1", result: "r" })),
  passing("script task as job", m.scriptJob("a", { type: "a" })),
  passing("intermediate throw event", m.throwing("a")),
  passing("escalation throw event", m.throwing("a", m.escalation("esc"))),
  passing("signal throw event", m.throwing("a", m.signal("sig"), { inputs: { i: "=x" } })),
  behaviour("message throw event: start and end", {
    resources: around(listening(m.throwing("a", m.message("msg"), { type: "a" }), ...both)),
    steps: [create("p"), completeJob("s1"), completeJob("a"), completeJob("e1")],
  }),
  behaviour("send task: start and end", {
    resources: around(listening(m.send("a", "a"), ...both)),
    steps: [create("p"), completeJob("s1"), completeJob("a"), completeJob("e1")],
  }),
  behaviour("script task whose expression uses what a start listener has set", {
    resources: around(listening(m.script("a", { expression: "=x + s", result: "r", inputs: { x: "=1" } }), "start:s1")),
    steps: [create("p"), completeJob("s1", { s: 41 })],
  }),
  behaviour("intermediate timer: start and end", {
    resources: around(listening(m.catching("a", m.timer("duration", "PT1H")), ...both)),
    steps: [create("p"), advance("PT2H"), completeJob("s1"), advance("PT2H"), completeJob("e1")],
  }),
  behaviour("intermediate message: start and end", {
    resources: around(listening(m.catching("a", m.message("go", "=key")), ...both)),
    steps: [
      create("p", { key: "k" }),
      publish("go", "k"),
      completeJob("s1", { s: 1 }),
      publish("go", "k", { variables: { v: 1 } }),
      publish("go", "k"),
      completeJob("e1", { e: 1 }),
    ],
  }),
  behaviour("receive task: start and end", {
    resources: around(listening(m.receive("a", "go", { key: "=key", outputs: { o: "=v" } }), ...both)),
    steps: [
      create("p", { key: "k" }),
      completeJob("s1"),
      publish("go", "k", { variables: { v: 1 } }),
      completeJob("e1"),
    ],
  }),
  behaviour("intermediate signal: start and end", {
    resources: around(listening(m.catching("a", m.signal("sig")), ...both)),
    steps: [create("p"), broadcast("sig"), completeJob("s1"), broadcast("sig", { v: 1 }), completeJob("e1")],
  }),
  behaviour("user task: start and end", {
    resources: around(listening(m.user("a", { assignee: "=who" }), ...both)),
    steps: [
      create("p"),
      completeJob("s1", { who: "ann" }),
      completeUserTask("a", { v: 1 }),
      completeJob("e1", { e: 1 }),
    ],
  }),
  behaviour("job user task: start and end", {
    resources: around(listening(m.userJob("a"), ...both)),
    steps: [create("p"), completeJob("s1"), completeJob("io.camunda.zeebe:userTask", { v: 1 }), completeJob("e1")],
  }),
  behaviour("exclusive gateway: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.exclusive("gw", "gw-end"), "start:s1"),
        m.end("end"),
        m.end("other"),
        m.flows("start > gw > end"),
        m.when("gw", "other", "=x"),
      ]),
    },
    steps: [create("p"), completeJob("s1", { x: true })],
  }),
  behaviour("exclusive gateway without a flow to take after its listener", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.exclusive("gw"), "start:s1"),
        m.end("end"),
        m.end("other"),
        m.flows("start > gw"),
        m.when("gw", "end", "=y"),
        m.when("gw", "other", "=x"),
      ]),
    },
    steps: [
      create("p", { x: false, y: false }),
      completeJob("s1"),
      setVariables("p", { x: true }),
      resolveIncident(),
      completeJob("s1", { s: 2 }),
    ],
  }),
  behaviour("parallel gateway: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.parallel("fork"), "start:s1"),
        m.service("a", "a"),
        m.service("b", "b"),
        listening(m.parallel("join"), "start:s2"),
        m.end("end"),
        m.flows("start > fork > a > join > end", "fork > b > join"),
      ]),
    },
    steps: [create("p"), completeJob("s1"), completeJob("a"), completeJob("b"), completeJob("s2")],
  }),
  behaviour("inclusive gateway: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.inclusive("fork"), "start:s1"),
        m.service("a", "a"),
        m.service("b", "b"),
        listening(m.inclusive("join"), "start:s2"),
        m.end("end"),
        m.flows("start > fork", "a > join > end", "b > join"),
        m.when("fork", "a", "=x"),
        m.when("fork", "b", "=y"),
      ]),
    },
    steps: [
      create("p", { x: true, y: false }),
      completeJob("s1", { y: true }),
      completeJob("a"),
      completeJob("b"),
      completeJob("s2"),
    ],
  }),
  behaviour("event-based gateway: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.eventGateway("gw"), "start:s1"),
        listening(m.catching("c", m.message("go", "=key")), "end:e1"),
        m.catching("t", m.timer("duration", "PT1H")),
        m.end("end"),
        m.flows("start > gw > c > end", "gw > t > end"),
      ]),
    },
    steps: [
      create("p", { key: "k" }),
      publish("go", "k"),
      completeJob("s1", { s: 1 }),
      publish("go", "k", { variables: { v: 1 } }),
      completeJob("e1", { e: 1 }),
    ],
  }),
  behaviour("event-based gateway cancelled at its listener", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.eventGateway("gw"), "start:s1"),
        m.catching("c", m.message("go", "=key")),
        m.catching("t", m.timer("duration", "PT1H")),
        m.end("end"),
        m.flows("start > gw > c > end", "gw > t > end"),
      ]),
    },
    steps: [create("p", { key: "k" }), cancel()],
  }),
  behaviour("an error end event: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [m.start("s"), listening(m.end("e", m.error("E")), "start:s1"), ...m.flows("s > e")]),
        m.boundary("b", "sub", { definition: m.error("E") }),
        m.end("end"),
        m.end("e2"),
        m.flows("start > sub > end", "b > e2"),
      ]),
    },
    steps: [create("p"), completeJob("s1", { s: 1 })],
  }),
  behaviour("a terminate end event: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.service("a", "a"),
        listening(m.end("end", m.terminate()), "start:s1"),
        m.end("e2"),
        m.flows("start > fork > end", "fork > a > e2"),
      ]),
    },
    steps: [create("p"), completeJob("s1")],
  }),
  behaviour("a signal end event: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.end("end", m.signal("sig")), "start:s1"),
        m.flows("start > end"),
      ]),
    },
    steps: [create("p"), completeJob("s1", { v: 1 })],
  }),
  behaviour("an escalation end event: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.end("end", m.escalation("esc")), "start:s1"),
        m.flows("start > end"),
      ]),
    },
    steps: [create("p"), completeJob("s1", { v: 1 })],
  }),
  behaviour("a message end event: start", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.end("end", m.message("msg"), { type: "a" }), "start:s1"),
        m.flows("start > end"),
      ]),
    },
    steps: [create("p"), completeJob("s1", { v: 1 }), completeJob("a")],
  }),
];
