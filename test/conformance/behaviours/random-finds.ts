import {
  activate,
  advance,
  behaviour,
  broadcast,
  cancel,
  completeJob,
  create,
  publish,
  type Behaviour,
} from "../behaviour.ts";
import { modify } from "../repair-steps.ts";
import * as m from "../model/bpmn.ts";
import { around } from "../model/around.ts";
import { decisions, table } from "../model/dmn.ts";

const CALLED = {
  "one.bpmn": m.process("one", [m.start("s"), m.service("a", "a"), m.end("e"), ...m.flows("s > a > e")]),
};

/** What random models have found, each as small as it could be made. */
export const randomFinds: readonly Behaviour[] = [
  behaviour("the loop counter as output element", {
    resources: around(
      m.service("a", {
        type: "a",
        loop: { collection: "=[7, 8]", element: "item", outputCollection: "results", outputElement: "=loopCounter" },
      }),
    ),
    steps: [create("p"), completeJob("a"), completeJob("a")],
  }),
  behaviour("a number of the loop as output element", {
    resources: around(
      m.service("a", {
        type: "a",
        loop: {
          collection: "=[7, 8]",
          element: "item",
          outputCollection: "results",
          outputElement: "=numberOfInstances",
          sequential: true,
        },
      }),
    ),
    steps: [create("p"), completeJob("a"), completeJob("a")],
  }),
  behaviour("a receive task and its boundary event that wait for the same message", {
    resources: around(
      m.receive("r", "go", { key: "=k" }),
      m.boundary("edge", "r", { definition: m.message("go", "=k") }),
      m.boundary("other", "r", { definition: m.message("stop", "=k") }),
      m.end("end-2"),
      m.flows("edge > end-2", "other > end-2"),
    ),
    steps: [],
  }),
  behaviour("a receive task and its boundary event whose messages are two of one name", {
    resources: around(
      m.receive("r", "go", { key: "=k" }),
      m.boundary("edge", "r", { definition: m.message("go", "=other") }),
      m.end("end-2"),
      m.flows("edge > end-2"),
    ),
    steps: [],
  }),
  ...["=x", "=missing"].flatMap((source) => [
    behaviour(`a call that hands over nothing but mapped variables, ${source}`, {
      resources: {
        ...around(
          m.call("call", "one", {
            parent: false,
            inputs: { y: source },
            loop: { collection: "=[7]", element: "item" },
            listeners: [{ event: "start", type: "listener" }],
          }),
        ),
        ...CALLED,
      },
      steps: [create("p", { x: 1 }), completeJob("listener", { z: 2 }), completeJob("a")],
    }),
  ]),
  behaviour("a call for many that hands over nothing", {
    resources: {
      ...around(m.call("call", "one", { parent: false, loop: { collection: "=[7]", element: "item" } })),
      ...CALLED,
    },
    steps: [create("p", { x: 1 }), completeJob("a")],
  }),
  behaviour("a call with a listener that hands over nothing", {
    resources: {
      ...around(m.call("call", "one", { parent: false, listeners: [{ event: "start", type: "listener" }] })),
      ...CALLED,
    },
    steps: [create("p", { x: 1 }), completeJob("listener", { z: 2 }), completeJob("a")],
  }),
  behaviour("a cancelled start event with an incident", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start", undefined, { outputs: { y: "=assert(x, x > 1)" } }),
        m.end("end"),
        ...m.flows("start > end"),
      ]),
    },
    steps: [create("p", { x: 1 }), cancel()],
  }),
  behaviour("a cancelled start event of a sub-process with an incident", {
    resources: around(
      m.sub("sub", [
        m.start("in", undefined, { outputs: { y: "=assert(x, x > 1)" } }),
        m.end("out"),
        ...m.flows("in > out"),
      ]),
    ),
    steps: [create("p", { x: 1 }), cancel()],
  }),
  behaviour("a cancelled start event of an event sub-process with an incident", {
    resources: around(
      m.service("a", "a"),
      m.eventSub("side", [
        m.start("in", m.signal("alarm"), { outputs: { y: "=assert(x, x > 1)" } }),
        m.end("out"),
        ...m.flows("in > out"),
      ]),
    ),
    steps: [create("p", { x: 1 }), broadcast("alarm"), cancel()],
  }),
  behaviour("two errors of one moment", {
    resources: around(
      m.sub("sub", [
        m.start("in"),
        m.parallel("fork"),
        m.end("one", m.error("E1")),
        m.end("two", m.error("E1")),
        ...m.flows("in > fork > one", "fork > two"),
      ]),
      m.boundary("edge", "sub", { definition: m.error("E1") }),
      m.end("end-2"),
      m.flows("edge > end-2"),
    ),
    steps: [create("p")],
  }),
  behaviour("a signal that a catch event and an interrupting event sub-process wait for", {
    resources: around(
      m.catching("catch", m.signal("alarm")),
      m.eventSub("side", [m.start("in", m.signal("alarm")), m.end("out"), ...m.flows("in > out")]),
    ),
    steps: [create("p"), broadcast("alarm")],
  }),
  behaviour("a message that a boundary event waits for while a signal ends its activity", {
    resources: around(
      m.service("a", "a"),
      m.boundary("edge", "a", { definition: m.message("go", "=k") }),
      m.boundary("edge-2", "a", { definition: m.signal("alarm") }),
      m.end("end-2"),
      m.flows("edge > end-2", "edge-2 > end-2"),
    ),
    steps: [create("p", { k: "key" }), publish("go", "key"), broadcast("alarm")],
  }),
  behaviour("a job's time is over only after its deadline", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), activate("a", { timeout: 1_800_000 }), advance("PT30M"), advance("PT1S")],
  }),
  behaviour("a message's life is over at its deadline", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), publish("go", "k", { ttl: 1_800_000 }), advance("PT30M"), advance("PT1M")],
  }),
  behaviour("a list of groups with what is no text, and warnings", {
    resources: around(m.user("u", { groups: "=[missing]" })),
    steps: [create("p")],
  }),
  behaviour("a refused process beside an accepted decision and form", {
    resources: {
      "d.dmn": decisions("d-file", table("d", { inputs: ["x"], outputs: ["y"], rules: [["-", "1"]] })),
      "f.form": '{"id":"f","components":[],"type":"default"}',
      "p.bpmn": m.process("p", [m.start("start"), m.start("start-2")]),
    },
    steps: [],
  }),
  behaviour("a refused decision beside an accepted process and form", {
    resources: {
      "d.dmn": decisions("d-file", table("d", { inputs: ["x"], outputs: ["y"], rules: [["> >", "1"]] })),
      "f.form": '{"id":"f","components":[],"type":"default"}',
      ...around(m.service("a", "a")),
    },
    steps: [],
  }),
  behaviour("several instances that are over when the first one ends the loop", {
    resources: around(
      m.sub("sub", [m.start("in"), m.end("out"), ...m.flows("in > out")], {
        loop: { collection: "=[1, 2, 3]", element: "item", until: "=numberOfCompletedInstances > 0" },
      }),
    ),
    steps: [create("p")],
  }),
  behaviour("a message that ends a loop while its instances are activated", {
    resources: around(
      m.service("a", { type: "a", loop: { collection: "=[1, 2, 3]", element: "item" } }),
      m.boundary("edge", "a", { definition: m.message("go", "=k") }),
      m.end("end-2"),
      m.flows("edge > end-2"),
    ),
    steps: [publish("go", "key", { ttl: 1_800_000 }), create("p", { k: "key" })],
  }),
  ...[true, false].map((interrupting) =>
    behaviour(
      `what an end listener of a sub-process sets after an event sub-process, ${interrupting ? "interrupting" : "not interrupting"}`,
      {
        resources: around(
          m.sub(
            "sub",
            [
              m.start("in"),
              m.service("a", "a"),
              m.end("out"),
              ...m.flows("in > a > out"),
              m.eventSub("side", [
                (interrupting ? m.start : m.sideStart)("in-2", m.signal("alarm")),
                m.end("out-2"),
                ...m.flows("in-2 > out-2"),
              ]),
            ],
            { listeners: [{ event: "end", type: "listener" }] },
          ),
        ),
        steps: [create("p"), broadcast("alarm"), completeJob("a"), completeJob("listener", { x: 1 })],
      },
    ),
  ),
  behaviour("a catch event that two signals of one moment hit", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.catching("catch", m.signal("alarm")),
        m.throwing("one", m.signal("alarm")),
        m.throwing("two", m.signal("alarm")),
        m.end("end"),
        ...m.flows("start > fork > catch > end", "fork > one > end", "fork > two > end"),
      ]),
    },
    steps: [create("p")],
  }),
  behaviour("an event-based gateway that two signals of one moment hit", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.eventGateway("wait"),
        m.catching("catch", m.signal("alarm")),
        m.catching("other", m.signal("calm")),
        m.throwing("one", m.signal("alarm")),
        m.throwing("two", m.signal("calm")),
        m.end("end"),
        ...m.flows("start > fork > wait > catch > end", "wait > other > end", "fork > one > end", "fork > two > end"),
      ]),
    },
    steps: [create("p")],
  }),
  ...[true, false].map((interrupting) =>
    behaviour(
      `a signal that starts an event sub-process beside its thrower and ends the call around both, ${interrupting ? "interrupting" : "not interrupting"}`,
      {
        resources: {
          "p.bpmn": m.process("p", [
            m.start("start"),
            m.call("call", "inner"),
            m.end("end"),
            ...m.flows("start > call > end"),
            m.boundary("edge", "call", { definition: m.signal("alarm") }),
            m.end("end-2"),
            m.flows("edge > end-2"),
          ]),
          "inner.bpmn": m.process("inner", [
            m.start("s"),
            m.throwing("throw", m.signal("alarm")),
            m.service("a", "a"),
            m.end("e"),
            ...m.flows("s > throw > a > e"),
            m.eventSub("side", [
              (interrupting ? m.start : m.sideStart)("in", m.signal("alarm")),
              m.service("b", "b"),
              m.end("out"),
              ...m.flows("in > b > out"),
            ]),
          ]),
        },
        steps: [create("p")],
      },
    ),
  ),
  behaviour("two tokens that reach one terminate end event at once", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.exclusive("one"),
        m.exclusive("two"),
        m.end("end", m.terminate()),
        ...m.flows("start > fork > one > end", "fork > two > end"),
      ]),
    },
    steps: [create("p")],
  }),
  behaviour("a called process that is about to end when a signal of its own ends the calls around it", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.call("call", "inner", { loop: { collection: "=[7, 8]", element: "item" } }),
        m.end("end"),
        ...m.flows("start > call > end"),
        m.boundary("edge", "call", { definition: m.signal("alarm") }),
        m.end("end-2"),
        m.flows("edge > end-2"),
      ]),
      "inner.bpmn": m.process("inner", [
        m.start("s"),
        m.sub("sub", [m.start("in"), m.service("a", "a"), m.end("out", m.signal("alarm")), ...m.flows("in > a > out")]),
        m.end("e"),
        ...m.flows("s > sub > e"),
      ]),
    },
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("an escalation in a scope that another one has interrupted", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.end("end", m.escalation("S1")),
        ...m.flows("start > end"),
        m.eventSub("side", [
          m.start("in", m.escalation("S1")),
          m.service("a", "a"),
          m.end("out"),
          ...m.flows("in > a > out"),
        ]),
      ]),
    },
    steps: [create("p"), modify({ activate: ["end"] }), completeJob("a")],
  }),
];
