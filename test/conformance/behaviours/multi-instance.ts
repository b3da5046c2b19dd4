import {
  activate,
  advance,
  behaviour,
  cancel,
  completeJob,
  completeLastJob,
  completeUserTask,
  create,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const around = (part: m.Part, ...more: (readonly m.Part[])[]): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    part,
    m.end("end"),
    m.flows(`start > ${String(part.attributes["id"])} > end`),
    ...more,
  ]),
});
const each = { collection: "=items", element: "item" };
const collecting = { ...each, outputCollection: "results", outputElement: "=result" };
const jobs = (loop: m.Loop, more: m.JobOptions = {}) => around(m.service("a", { type: "a", loop, ...more }));
const inSub = (loop: m.Loop) =>
  around(m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")], { loop }));

/** Multi-instance activities. */
export const multiInstance: readonly Behaviour[] = [
  behaviour("parallel", {
    resources: jobs(collecting),
    steps: [
      create("p", { items: ["a", "b", "c"] }),
      activate("a"),
      completeJob("a", { result: 1 }),
      completeLastJob("a", { result: 3 }),
      completeJob("a", { result: 2 }),
    ],
  }),
  behaviour("sequential", {
    resources: jobs({ ...collecting, sequential: true }),
    steps: [
      create("p", { items: [10, 20] }),
      activate("a"),
      completeJob("a", { result: 1 }),
      activate("a"),
      completeJob("a", { result: 2 }),
    ],
  }),
  behaviour("empty collections", {
    resources: jobs(collecting),
    steps: [create("p", { items: [] })],
  }),
  behaviour("an empty sequential collection", {
    resources: jobs({ ...collecting, sequential: true }),
    steps: [create("p", { items: [] })],
  }),
  behaviour("without an element and without a result", {
    resources: jobs({ collection: "=items" }),
    steps: [create("p", { items: [1, 2] }), completeJob("a", { v: 1 }), completeJob("a", { v: 2 })],
  }),
  behaviour("an output element that is an expression", {
    resources: jobs({ ...each, outputCollection: "results", outputElement: "={n: item, r: result}" }),
    steps: [create("p", { items: [1, 2] }), completeJob("a", { result: 1 }), completeJob("a", { result: 2 })],
  }),
  behaviour("an output element that stays null", {
    resources: jobs(collecting),
    steps: [create("p", { items: [1, 2] }), completeJob("a"), completeJob("a", { result: null })],
  }),
  behaviour("mappings of the inner instance", {
    resources: jobs(collecting, {
      inputs: { twice: "=item * 2", index: "=loopCounter" },
      outputs: { result: "=r + twice" },
    }),
    steps: [create("p", { items: [1, 2] }), activate("a"), completeJob("a", { r: 1 }), completeJob("a", { r: 2 })],
  }),
  behaviour("a completion condition ends the parallel rest", {
    resources: jobs({ ...collecting, until: "=result > 5" }),
    steps: [create("p", { items: [1, 2, 3] }), completeJob("a", { result: 1 }), completeJob("a", { result: 9 })],
  }),
  behaviour("a completion condition ends the sequence", {
    resources: jobs({ ...collecting, sequential: true, until: "=result = true" }),
    steps: [create("p", { items: [1, 2, 3] }), completeJob("a", { result: false }), completeJob("a", { result: true })],
  }),
  behaviour("a completion condition over the counters", {
    resources: jobs({ ...collecting, until: "=numberOfCompletedInstances / numberOfInstances >= 0.5" }),
    steps: [create("p", { items: [1, 2, 3, 4] }), completeJob("a", { result: 1 }), completeJob("a", { result: 9 })],
  }),
  behaviour("a completion condition that is no boolean raises an incident", {
    resources: jobs({ ...collecting, until: "=result" }),
    steps: [
      create("p", { items: [1, 2] }),
      completeJob("a", { result: 1 }),
      setVariables("a", { result: true }),
      resolveIncident(),
    ],
  }),
  behaviour("an input collection that is no list raises an incident", {
    resources: jobs(collecting),
    steps: [create("p", { items: "abc" }), create("p"), setVariables("p", { items: [1] }), resolveIncident()],
  }),
  behaviour("an output element that fails raises an incident", {
    resources: jobs({ ...each, outputCollection: "results", outputElement: "=assert(result, result != null)" }),
    steps: [create("p", { items: [1] }), completeJob("a"), setVariables("a", { result: 2 }), resolveIncident()],
  }),
  behaviour("a parallel sub-process", {
    resources: inSub(collecting),
    steps: [
      create("p", { items: [1, 2] }),
      activate("x"),
      completeLastJob("x", { result: "b" }),
      completeJob("x", { result: "a", other: 1 }),
    ],
  }),
  behaviour("a sequential sub-process", {
    resources: inSub({ ...collecting, sequential: true }),
    steps: [create("p", { items: [1, 2] }), completeJob("x", { result: "a" }), completeJob("x", { result: "b" })],
  }),
  behaviour("user tasks", {
    resources: around(m.user("u", { loop: collecting, assignee: "=item" })),
    steps: [
      create("p", { items: ["ann", "bob"] }),
      completeUserTask("u", { result: 2 }),
      completeUserTask("u", { result: 1 }),
    ],
  }),
  behaviour("receive tasks", {
    resources: around(m.receive("r", "go", { key: "=item", loop: each })),
    steps: [
      create("p", { items: ["k1", "k2"] }),
      publish("go", "k2", { variables: { v: 2 } }),
      publish("go", "k1", { variables: { v: 1 } }),
    ],
  }),
  behaviour("script tasks", {
    resources: around(m.script("s", { expression: "=item * 10", result: "result", loop: collecting })),
    steps: [create("p", { items: [1, 2, 3] })],
  }),
  behaviour("cancel a parallel activity", {
    resources: jobs(collecting),
    steps: [create("p", { items: [1, 2] }), completeJob("a"), cancel()],
  }),
  behaviour("cancel a sequential activity", {
    resources: jobs({ ...collecting, sequential: true }),
    steps: [create("p", { items: [1, 2] }), completeJob("a"), cancel()],
  }),
  behaviour("an error of one ends all", {
    resources: around(m.service("a", { type: "a", loop: collecting }), [
      m.boundary("b", "a", { definition: m.error("E1") }),
      m.end("caught"),
      ...m.flows("b > caught"),
    ]),
    steps: [create("p", { items: [1, 2, 3] }), completeJob("a"), throwError("a", "E1", { variables: { why: 1 } })],
  }),
  behaviour("a non-interrupting boundary event on a body", {
    resources: around(m.service("a", { type: "a", loop: each }), [
      m.boundary("b", "a", { definition: m.message("go", "=key"), interrupting: false }),
      m.end("noted"),
      ...m.flows("b > noted"),
    ]),
    steps: [create("p", { items: [1, 2], key: "1" }), publish("go", "1"), completeJob("a"), completeJob("a")],
  }),
  behaviour("a loop in a loop", {
    resources: around(
      m.sub(
        "sub",
        [
          m.start("s"),
          m.service("x", {
            type: "x",
            loop: { collection: "=item", element: "inner", outputCollection: "row", outputElement: "=inner" },
          }),
          m.end("e"),
          ...m.flows("s > x > e"),
        ],
        { loop: { ...each, outputCollection: "rows", outputElement: "=row" } },
      ),
    ),
    steps: [create("p", { items: [[1, 2], [3]] }), completeJob("x"), completeJob("x"), completeJob("x")],
  }),
  behaviour("an event sub-process in each instance", {
    resources: around(
      m.sub(
        "sub",
        [
          m.start("s"),
          m.service("x", "x"),
          m.end("e"),
          ...m.flows("s > x > e"),
          m.eventSub("side", [m.start("ss", m.timer("duration", "PT1H")), m.end("se"), ...m.flows("ss > se")]),
        ],
        { loop: each },
      ),
    ),
    steps: [create("p", { items: [1, 2] }), completeJob("x"), advance("PT2H")],
  }),
  behaviour("a failing input mapping of one instance", {
    resources: jobs(each, { inputs: { v: "=assert(item, item > 1)" } }),
    steps: [create("p", { items: [1, 2] }), setVariables("a", { item: 5 }), resolveIncident(), completeJob("a")],
  }),
];
