import {
  activateAdHoc,
  behaviour,
  cancel,
  completeJob,
  create,
  failJob,
  resolveIncident,
  setVariables,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { adHocCommands } from "./ad-hoc-commands.ts";
import { adHocInsides } from "./ad-hoc-insides.ts";
import { adHocJobs } from "./ad-hoc-jobs.ts";
import { adHoc, around, xyz } from "./ad-hoc-models.ts";
import { adHocOutside } from "./ad-hoc-outside.ts";
import { adHocRefusals } from "./ad-hoc-refusals.ts";

const basics: readonly Behaviour[] = [
  behaviour("one element is active at once", {
    resources: adHoc({ active: '=["x"]' }),
    steps: [create("p"), completeJob("x", { r: 1 }), completeJob("after")],
  }),
  behaviour("several elements are active at once", {
    resources: adHoc({ active: '=["x", "y"]' }),
    steps: [create("p"), completeJob("y"), completeJob("x"), completeJob("z"), completeJob("after")],
  }),
  behaviour("the same element twice", {
    resources: adHoc({ active: '=["x", "x"]' }),
    steps: [create("p"), completeJob("x"), completeJob("x"), completeJob("after")],
  }),
  behaviour("the elements come from a variable", {
    resources: adHoc({ active: "=list" }),
    steps: [create("p", { list: ["y"] }), completeJob("y"), completeJob("z"), completeJob("after")],
  }),
  behaviour("no element is active at once", { resources: adHoc(), steps: [create("p"), cancel()] }),
  behaviour("an empty list of elements", { resources: adHoc({ active: "=[]" }), steps: [create("p"), cancel()] }),
  behaviour("the list is no list", {
    resources: adHoc({ active: "=list" }),
    steps: [create("p", { list: "x" }), setVariables("p", { list: ["x"] }), resolveIncident(), completeJob("x")],
  }),
  behaviour("the list is missing", {
    resources: adHoc({ active: "=list" }),
    steps: [create("p"), setVariables("p", { list: ["x"] }), resolveIncident(), completeJob("x")],
  }),
  behaviour("the list has what is no text", {
    resources: adHoc({ active: "=list" }),
    steps: [create("p", { list: ["x", 1, null] })],
  }),
  behaviour("the list has what is no element", {
    resources: adHoc({ active: "=list" }),
    steps: [create("p", { list: ["x", "nothing", "none"] }), setVariables("p", { list: ["x"] }), resolveIncident()],
  }),
  behaviour("the list has an element that another leads to", {
    resources: adHoc({ active: '=["z"]' }),
    steps: [create("p")],
  }),
  behaviour("cancel at the incident of the list", {
    resources: adHoc({ active: "=list" }),
    steps: [create("p"), cancel()],
  }),
  behaviour("input and output mappings", {
    resources: adHoc({ active: '=["x"]', inputs: { mine: "=a" }, outputs: { b: "=mine + r" } }),
    steps: [create("p", { a: 1 }), completeJob("x", { r: 2 }), completeJob("after")],
  }),
  behaviour("a failing input mapping", {
    resources: adHoc({ active: '=["x"]', inputs: { mine: "=assert(a, a != null)" } }),
    steps: [create("p"), setVariables("p", { a: 1 }), resolveIncident(), completeJob("x")],
  }),
  behaviour("a failing output mapping", {
    resources: adHoc({ active: '=["x"]', outputs: { mine: "=assert(a, a != null)" } }),
    steps: [create("p"), completeJob("x"), setVariables("p", { a: 1 }), resolveIncident(), completeJob("after")],
  }),
  behaviour("the completion condition is met and the rest is cancelled", {
    resources: adHoc({ active: '=["x", "y"]', until: "=done" }),
    steps: [create("p", { done: false }), completeJob("x", { done: true }), completeJob("after")],
  }),
  behaviour("the completion condition is met and the rest goes on", {
    resources: adHoc({ active: '=["x", "y"]', until: "=done", cancelRemaining: false }),
    steps: [
      create("p", { done: false }),
      completeJob("x", { done: true }),
      completeJob("y"),
      completeJob("z"),
      completeJob("after"),
    ],
  }),
  behaviour("the completion condition is not met at the end", {
    resources: adHoc({ active: '=["x"]', until: "=done" }),
    steps: [
      create("p", { done: false }),
      completeJob("x"),
      activateAdHoc("ad", [{ elementId: "x" }]),
      completeJob("x", { done: true }),
      completeJob("after"),
    ],
  }),
  behaviour("the completion condition is met by the last", {
    resources: adHoc({ active: '=["x"]', until: "=done" }),
    steps: [create("p", { done: true }), completeJob("x"), completeJob("after")],
  }),
  behaviour("the completion condition is no boolean", {
    resources: adHoc({ active: '=["x"]', until: "=done" }),
    steps: [create("p", { done: "yes" }), completeJob("x"), setVariables("p", { done: true }), resolveIncident()],
  }),
  behaviour("the completion condition lacks its variable", {
    resources: adHoc({ active: '=["x"]', until: "=done" }),
    steps: [create("p"), completeJob("x"), setVariables("p", { done: true }), resolveIncident()],
  }),
  behaviour("cancel at the incident of the completion condition", {
    resources: adHoc({ active: '=["x", "y"]', until: "=done" }),
    steps: [create("p"), completeJob("x"), cancel()],
  }),
  behaviour("results are collected", {
    resources: adHoc({ active: '=["x", "y"]', outputCollection: "results", outputElement: "=r" }),
    steps: [
      create("p"),
      completeJob("x", { r: 1 }),
      completeJob("y", { r: 2 }),
      completeJob("z", { r: 3 }),
      completeJob("after"),
    ],
  }),
  behaviour("results of expressions are collected", {
    resources: adHoc({ active: '=["x", "y"]', outputCollection: "results", outputElement: "={v: r + 1}" }),
    steps: [create("p"), completeJob("x", { r: 1 }), completeJob("y", { r: 2 }), completeJob("z", { r: 3 })],
  }),
  behaviour("results with a path are collected", {
    resources: adHoc({ active: '=["x"]', outputCollection: "results", outputElement: "=r.v" }),
    steps: [create("p"), completeJob("x", { r: { v: 1 } })],
  }),
  behaviour("a result that fails", {
    resources: adHoc({ active: '=["x"]', outputCollection: "results", outputElement: "=assert(r, r != null)" }),
    steps: [create("p"), completeJob("x"), setVariables("p", { r: 1 }), resolveIncident()],
  }),
  behaviour("an output collection that is no list any more", {
    resources: adHoc({ active: '=["x"]', outputCollection: "results", outputElement: "=r" }),
    steps: [
      create("p"),
      setVariables("ad", { results: "text" }, true),
      completeJob("x", { r: 1 }),
      setVariables("ad", { results: [] }, true),
      resolveIncident(),
    ],
  }),
  behaviour("results and a completion condition over them", {
    resources: adHoc({
      active: '=["x", "y"]',
      outputCollection: "results",
      outputElement: "=r",
      until: "=count(results) > 0",
    }),
    steps: [create("p"), completeJob("x", { r: 1 }), completeJob("after")],
  }),
  behaviour("results and an output mapping", {
    resources: adHoc({
      active: '=["x"]',
      outputCollection: "results",
      outputElement: "=r",
      outputs: { all: "=results" },
    }),
    steps: [create("p"), completeJob("x", { r: 1 }), completeJob("after")],
  }),
  behaviour("a result without mapping and without collection", {
    resources: adHoc({ active: '=["x"]' }),
    steps: [create("p"), completeJob("x", { deep: { a: [1] } })],
  }),
  behaviour("what an ad-hoc sub-process tells of its elements", {
    resources: around(
      m.adHoc(
        "ad",
        [
          m.service("x", {
            type: "x",
            name: "The first",
            inputs: { i: "=1" },
          }),
          m.user("u", {
            name: "The second",
            extensions: [
              '<zeebe:properties><zeebe:property name="b" value="2"/><zeebe:property name="a" value="1"/></zeebe:properties>',
            ],
          }),
          m.task("t", { extensions: ['<zeebe:properties><zeebe:property name="k" value="v"/></zeebe:properties>'] }),
          m.catching("c", m.signal("alarm")),
          ...m.flows("x > t"),
        ],
        {},
      ),
    ),
    steps: [create("p"), cancel()],
  }),
  behaviour("what its elements ask for", {
    resources: around(
      m.adHoc("ad", [
        m.service("one", {
          type: "one",
          inputs: {
            i: '=fromAi(toolCall.i, "What it is", "number")',
            j: "=fromAi(toolCall.j)",
            "deep.k": '=fromAi(k, "", "string", {}, {})',
          },
        }),
        m.service("two", {
          type: "two",
          inputs: {
            all: '={a: fromAi(value: toolCall.a, description: "d", schema: {type: "string", enum: ["x", "y"]}), b: [fromAi(toolCall.b, "e", "list", {n: 1, m: null}, {required: false})]}',
            none: "=1 + 1",
          },
        }),
        m.service("three", { type: "three", outputs: { o: "=fromAi(toolCall.o)" } }),
        m.service("four", {
          type: "four",
          loop: { collection: "=[1]" },
          inputs: { i: "=if true then fromAi(toolCall.then) else fromAi(toolCall.else)" },
        }),
      ]),
    ),
    steps: [create("p"), cancel()],
  }),
  behaviour("the order in which it tells of its elements", {
    resources: around(
      m.adHoc(
        "ad",
        ["Beta", "alpha", "b10", "b9", "Activity_0x1k", "zeta", "Activity_1abc", "task-7", "u", "Gamma"].map((id) =>
          m.service(id, id),
        ),
      ),
    ),
    steps: [create("p"), cancel()],
  }),
  behaviour("an incident inside", {
    resources: adHoc({ active: '=["x", "y"]' }),
    steps: [
      create("p"),
      failJob("x", 0),
      updateJob("x", { retries: 1 }),
      resolveIncident(),
      completeJob("x"),
      completeJob("y"),
      completeJob("z"),
    ],
  }),
  behaviour("cancel while elements are active", {
    resources: adHoc({ active: '=["x", "y"]' }),
    steps: [create("p"), completeJob("x"), cancel()],
  }),
  behaviour("cancel with an incident inside", {
    resources: adHoc({ active: '=["x"]' }),
    steps: [create("p"), failJob("x", 0), cancel()],
  }),
  behaviour("variables of an element stay in its inner instance", {
    resources: around(
      m.adHoc(
        "ad",
        [
          m.service("x", { type: "x", inputs: { i: "=1" }, outputs: { o: "=i" } }),
          m.service("y", "y"),
          ...m.flows("x > y"),
        ],
        { active: '=["x"]' },
      ),
    ),
    steps: [
      create("p"),
      completeJob("x"),
      setVariables("y", { v: 1 }, true),
      completeJob("y", { v: 2 }),
      completeJob("after"),
    ],
  }),
  behaviour("ten times one element", {
    resources: around(m.adHoc("ad", xyz, { active: '=for i in 1..10 return "x"' })),
    steps: [create("p"), cancel()],
  }),
];

/** Ad-hoc sub-processes: which elements run, when it ends, what it yields. */
export const adHocs: readonly Behaviour[] = [
  ...basics,
  ...adHocInsides,
  ...adHocOutside,
  ...adHocCommands,
  ...adHocJobs,
  ...adHocRefusals,
];
