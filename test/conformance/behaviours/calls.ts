import {
  advance,
  behaviour,
  cancel,
  completeJob,
  create,
  deploy,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const child = (id = "child", options: m.ProcessOptions = {}) =>
  m.process(id, [m.start("cs"), m.service("x", "x"), m.end("ce"), m.flows("cs > x > ce")], options);

type CallOptions = Parameters<typeof m.call>[2];

const parent = (options: CallOptions = {}, processId = "child", ...more: (readonly m.Part[])[]) =>
  m.process("parent", [
    m.start("start"),
    m.call("call", processId, options),
    m.end("end"),
    m.flows("start > call > end"),
    ...more,
  ]);
const both = (options: CallOptions = {}) => ({ "parent.bpmn": parent(options), "child.bpmn": child() });

/** Call activities. */
export const calls: readonly Behaviour[] = [
  behaviour("all variables go there and back", {
    resources: both(),
    steps: [create("parent", { a: 1 }), completeJob("x", { b: 2, a: 3 })],
  }),
  behaviour("without the child's variables", {
    resources: both({ child: false }),
    steps: [create("parent", { a: 1 }), completeJob("x", { b: 2 })],
  }),
  behaviour("without the parent's variables", {
    resources: both({ parent: false, inputs: { k: "=a" } }),
    steps: [create("parent", { a: 1, z: 1 }), completeJob("x", { b: 2 })],
  }),
  behaviour("with mappings", {
    resources: both({ inputs: { k: "=a + 1" }, outputs: { out: "=b" } }),
    steps: [create("parent", { a: 1 }), completeJob("x", { b: 2, c: 3 })],
  }),
  behaviour("with output mapping and no child variables", {
    resources: both({ child: false, outputs: { out: "=b" } }),
    steps: [create("parent", { a: 1 }), completeJob("x", { b: 2, c: 3 })],
  }),
  behaviour("local variables of the scopes between are seen", {
    resources: {
      "child.bpmn": child(),
      "parent.bpmn": m.process("parent", [
        m.start("start"),
        m.sub("sub", [m.start("s"), m.call("call", "child"), m.end("e"), ...m.flows("s > call > e")], {
          inputs: { l: "=5" },
        }),
        m.end("end"),
        m.flows("start > sub > end"),
      ]),
    },
    steps: [create("parent", { a: 1 }), completeJob("x", { l: 6, n: 1 })],
  }),
  behaviour("a process id by expression", {
    resources: { "parent.bpmn": parent({}, "=which"), "child.bpmn": child() },
    steps: [create("parent", { which: "child" }), completeJob("x"), create("parent", { which: 3 })],
  }),
  behaviour("an unknown process raises an incident", {
    resources: { "parent.bpmn": parent() },
    steps: [create("parent"), deploy({ "child.bpmn": child() }), resolveIncident(), completeJob("x")],
  }),
  behaviour("a process without a none start event raises an incident", {
    resources: {
      "parent.bpmn": parent(),
      "child.bpmn": m.process("child", [m.start("cs", m.message("begin")), m.end("ce"), m.flows("cs > ce")]),
    },
    steps: [create("parent")],
  }),
  behaviour("the latest version is called", {
    resources: both(),
    steps: [
      deploy({
        "child.bpmn": m.process("child", [m.start("cs"), m.service("y", "y"), m.end("ce"), m.flows("cs > y > ce")]),
      }),
      create("parent"),
    ],
  }),
  behaviour("binding to the deployment", {
    resources: both({ binding: "deployment" }),
    steps: [
      deploy({
        "child.bpmn": m.process("child", [m.start("cs"), m.service("y", "y"), m.end("ce"), m.flows("cs > y > ce")]),
      }),
      create("parent"),
    ],
  }),
  behaviour("binding to a version tag", {
    resources: {
      "parent.bpmn": parent({ binding: "versionTag", versionTag: "v1" }),
      "child.bpmn": child("child", { versionTag: "v1" }),
    },
    steps: [deploy({ "child.bpmn": child("child", { versionTag: "v2" }) }), create("parent")],
  }),
  behaviour("binding to a version tag that is not there", {
    resources: { "parent.bpmn": parent({ binding: "versionTag", versionTag: "v1" }), "child.bpmn": child() },
    steps: [create("parent")],
  }),
  behaviour("cancel goes down", { resources: both(), steps: [create("parent"), cancel("parent")] }),
  behaviour("the child cannot be cancelled alone", { resources: both(), steps: [create("parent"), cancel("child")] }),
  behaviour("an error climbs out of the child", {
    resources: {
      "child.bpmn": child(),
      "parent.bpmn": parent({}, "child", [
        m.boundary("b", "call", { definition: m.error("E1") }),
        m.end("caught"),
        ...m.flows("b > caught"),
      ]),
    },
    steps: [create("parent", { a: 1 }), throwError("x", "E1", { variables: { why: 1 } })],
  }),
  behaviour("an uncaught error in the child", {
    resources: both(),
    steps: [create("parent"), throwError("x", "E1")],
  }),
  behaviour("an escalation climbs out of the child", {
    resources: {
      "child.bpmn": m.process("child", [m.start("cs"), m.end("ce", m.escalation("S1")), m.flows("cs > ce")]),
      "parent.bpmn": parent({}, "child", [
        m.boundary("b", "call", { definition: m.escalation("S1"), interrupting: false }),
        m.end("caught"),
        ...m.flows("b > caught"),
      ]),
    },
    steps: [create("parent")],
  }),
  behaviour("a boundary timer interrupts the child", {
    resources: {
      "child.bpmn": child(),
      "parent.bpmn": parent({}, "child", [
        m.boundary("b", "call", { definition: m.timer("duration", "PT1H") }),
        m.end("late"),
        ...m.flows("b > late"),
      ]),
    },
    steps: [create("parent"), advance("PT2H")],
  }),
  behaviour("a boundary message on the call", {
    resources: {
      "child.bpmn": child(),
      "parent.bpmn": parent({}, "child", [
        m.boundary("b", "call", { definition: m.message("go", "=key"), interrupting: false }),
        m.end("noted"),
        ...m.flows("b > noted"),
      ]),
    },
    steps: [create("parent", { key: "1" }), publish("go", "1", { variables: { v: 1 } }), completeJob("x")],
  }),
  behaviour("calls in calls", {
    resources: {
      "a.bpmn": m.process("a", [m.start("s"), m.call("c", "b"), m.end("e"), m.flows("s > c > e")]),
      "b.bpmn": m.process("b", [m.start("s"), m.call("c", "child"), m.end("e"), m.flows("s > c > e")]),
      "child.bpmn": child(),
    },
    steps: [create("a", { v: 1 }), completeJob("x", { v: 2 }), create("a"), cancel("a")],
  }),
  behaviour("a call several times over", {
    resources: {
      "child.bpmn": child(),
      "parent.bpmn": parent({
        loop: { collection: "=items", element: "item", outputCollection: "out", outputElement: "=r" },
      }),
    },
    steps: [create("parent", { items: [1, 2] }), completeJob("x", { r: "a" }), completeJob("x", { r: "b" })],
  }),
  behaviour("a failing output mapping of the call", {
    resources: both({ outputs: { out: "=assert(b, b > 1)" } }),
    steps: [create("parent"), completeJob("x", { b: 1 }), setVariables("call", { b: 2 }), resolveIncident()],
  }),
];
