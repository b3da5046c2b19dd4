import { behaviour, command, completeJob, completeLastJob, create, publish, type Behaviour } from "../behaviour.ts";
import { NO_KEY } from "../known.ts";
import * as m from "../model/bpmn.ts";
import { modify, nth } from "../repair-steps.ts";
import { line, nested, twice, loop, one } from "./repair-models.ts";

const ancestors: readonly Behaviour[] = [
  behaviour("activate in one of two sub-processes", {
    resources: twice,
    steps: [
      create("p"),
      modify({ activate: ["z"] }),
      modify({ activate: [{ id: "z", ancestor: nth("sub", 1) }] }),
      modify({ activate: [{ id: "z", ancestor: nth("sub", 0) }], terminate: [nth("x", 0)] }),
      completeJob("z"),
      completeJob("z"),
      completeJob("x"),
      completeJob("z"),
    ],
  }),
  behaviour("an ancestor above makes new scopes", {
    resources: twice,
    steps: [create("p"), modify({ activate: [{ id: "z", ancestor: "p" }] }), completeJob("z")],
  }),
  behaviour("an ancestor above with one scope in between", {
    resources: nested(),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("x"),
      modify({ activate: [{ id: "y", ancestor: "outer" }] }),
      modify({ activate: [{ id: "y", ancestor: "p" }] }),
      modify({ activate: [{ id: "y", ancestor: nth("inner", 0) }] }),
      modify({ activate: [{ id: "x", ancestor: nth("outer", 0) }] }),
      modify({ activate: ["y"] }),
    ],
  }),
  behaviour("an ancestor below the scope is no ancestor", {
    resources: nested(),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("x"),
      modify({ activate: [{ id: "x", ancestor: "inner" }] }),
      modify({
        activate: [
          { id: "a", ancestor: "outer" },
          { id: "x", ancestor: "inner" },
        ],
      }),
      modify({ activate: [{ id: "y", ancestor: "y" }] }),
    ],
  }),
  behaviour("an ancestor that does not exist", {
    resources: nested(),
    steps: [create("p"), modify({ activate: [{ id: "x", ancestor: () => NO_KEY }] })],
  }),
  behaviour("an ancestor that has ended", {
    resources: nested(),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("x"),
      modify({ activate: [{ id: "y", ancestor: nth("x", 0) }] }),
    ],
  }),
  behaviour("an ancestor that is still activating", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")], {
        inputs: { l: "=assert(no, no > 1)" },
      }),
      m.end("end"),
      m.flows("start > a > sub > end"),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      modify({ activate: [{ id: "x", ancestor: "sub" }] }),
      modify({ activate: ["x"] }),
      modify({ activate: ["a"], terminate: ["sub"] }),
    ],
  }),
  behaviour("an ancestor of another instance", {
    resources: nested(),
    steps: [
      create("p"),
      create("p"),
      completeJob("a"),
      completeLastJob("a"),
      modify({ activate: [{ id: "x", ancestor: nth("outer", 1) }] }),
      modify({ activate: [{ id: "a", ancestor: nth("p", 1) }] }),
    ],
  }),
  behaviour("an ancestor that is terminated at once", {
    resources: nested(),
    steps: [
      create("p"),
      completeJob("a"),
      modify({ activate: [{ id: "y", ancestor: "outer" }], terminate: ["outer"] }),
      modify({ activate: ["y"], terminate: ["outer"] }),
      modify({ activate: ["x", "y"], terminate: ["outer"] }),
      modify({ activate: [{ id: "y", ancestor: "p" }], terminate: ["outer"] }),
      modify({ activate: ["a"], terminate: ["p"] }),
    ],
  }),
  behaviour("an ancestor with a key of zero", {
    resources: nested(),
    steps: [
      create("p"),
      completeJob("a"),
      modify({ activate: [{ id: "y", ancestor: () => 0 }] }),
      modify({ activate: [{ id: "y", ancestor: () => -1 }] }),
    ],
  }),
];

const loops: readonly Behaviour[] = [
  behaviour("activate a multi-instance activity", {
    resources: loop(),
    steps: [create("p", { items: [1, 2] }), modify({ activate: ["sub"], terminate: ["a"] }), completeJob("x")],
  }),
  behaviour("activate inside of a multi-instance that is not active", {
    resources: loop(),
    steps: [create("p", { items: [1, 2] }), modify({ activate: ["x"] })],
  }),
  behaviour("activate inside of a multi-instance body", {
    resources: loop(),
    steps: [
      create("p", { items: [1, 2] }),
      completeJob("a"),
      modify({ activate: ["z"] }),
      modify({ activate: [{ id: "z", ancestor: nth("sub", 0) }] }),
      modify({ activate: [{ id: "z", ancestor: nth("sub", 2) }], terminate: [nth("x", 1)] }),
      completeJob("z"),
      completeJob("x"),
      completeJob("z"),
    ],
  }),
  behaviour("activate inside of the only instance of a loop", {
    resources: loop({ sequential: true }),
    steps: [
      create("p", { items: [1, 2] }),
      completeJob("a"),
      modify({ activate: ["z"], terminate: ["x"] }),
      completeJob("z"),
      completeJob("x"),
      completeJob("z"),
    ],
  }),
  behaviour("terminate one instance of a parallel loop", {
    resources: loop(),
    steps: [
      create("p", { items: [1, 2, 3] }),
      completeJob("a"),
      modify({ terminate: [nth("sub", 2)] }),
      completeJob("x"),
      completeJob("x"),
      completeJob("z"),
      completeJob("z"),
    ],
  }),
  behaviour("terminate what is in one instance of a parallel loop", {
    resources: loop(),
    steps: [
      create("p", { items: [1, 2] }),
      completeJob("a"),
      modify({ terminate: ["x"] }),
      completeJob("x"),
      completeJob("z"),
    ],
  }),
  behaviour("terminate all instances of a parallel loop", {
    resources: loop(),
    steps: [
      create("p", { items: [1, 2] }),
      completeJob("a"),
      modify({ terminate: [nth("sub", 1), nth("sub", 2)], activate: ["a"] }),
    ],
  }),
  behaviour("terminate the instance of a sequential loop", {
    resources: loop({ sequential: true }),
    steps: [create("p", { items: [1, 2] }), completeJob("a"), modify({ activate: ["a"], terminate: ["x"] })],
  }),
  behaviour("terminate a multi-instance body", {
    resources: loop(),
    steps: [create("p", { items: [1, 2] }), completeJob("a"), modify({ activate: ["a"], terminate: [nth("sub", 0)] })],
  }),
  behaviour("activate a multi-instance task", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.service("b", { type: "b", loop: { collection: "=items", element: "item" } }),
      m.end("end"),
      m.flows("start > a > b > end"),
    ),
    steps: [
      create("p", { items: [1, 2] }),
      modify({ activate: ["b"], terminate: ["a"] }),
      modify({ activate: [{ id: "b", ancestor: nth("b", 0) }] }),
      completeJob("b"),
      completeJob("b"),
    ],
  }),
];

const variables: readonly Behaviour[] = [
  behaviour("global variables", {
    resources: line,
    steps: [
      create("p", { v: 1 }),
      modify({ activate: [{ id: "b", variables: { "": { v: 2, w: 3 } } }], terminate: ["a"] }),
      completeJob("b"),
    ],
  }),
  behaviour("variables of the process by its id", {
    resources: line,
    steps: [create("p", { v: 1 }), modify({ activate: [{ id: "b", variables: { p: { v: 2 } } }] })],
  }),
  behaviour("local variables", {
    resources: nested(),
    steps: [
      create("p"),
      modify({
        activate: [{ id: "y", variables: { y: { own: 1 }, inner: { near: 2 }, outer: { far: 3 }, "": { all: 4 } } }],
        terminate: ["a"],
      }),
      completeJob("y", { own: 5, near: 6, far: 7, all: 8 }),
    ],
  }),
  behaviour("local variables in scopes that are active", {
    resources: nested(),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("x"),
      modify({ activate: [{ id: "y", variables: { outer: { far: 3 }, inner: { near: 2 }, y: { own: 1 } } }] }),
      completeLastJob("y"),
    ],
  }),
  behaviour("variables for input mappings and subscriptions", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.sub("sub", [
        m.start("s"),
        m.service("x", { type: "=kind", inputs: { in: "=far" } }),
        m.end("e"),
        ...m.flows("s > x > e"),
      ]),
      m.boundary("w", "sub", { definition: m.message("go", "=key") }),
      m.end("end"),
      m.flows("start > a > sub > end", "w > end"),
    ),
    steps: [
      create("p"),
      modify({ activate: [{ id: "x", variables: { sub: { far: 1 }, x: { kind: "k" }, "": { key: "1" } } }] }),
      publish("go", "1"),
    ],
  }),
  behaviour("several documents for the same scope", {
    resources: line,
    steps: [
      create("p"),
      command("modify", (known) => ({
        valueType: "PROCESS_INSTANCE_MODIFICATION",
        intent: "MODIFY",
        key: known.instance(),
        value: {
          processInstanceKey: known.instance(),
          activateInstructions: [
            {
              elementId: "b",
              variableInstructions: [
                { elementId: "", variables: { v: 1 } },
                { elementId: "", variables: { v: 2, w: 1 } },
              ],
            },
          ],
          terminateInstructions: [],
        },
      })),
    ],
  }),
  behaviour("variables in a scope that does not exist", {
    resources: line,
    steps: [
      create("p"),
      modify({ activate: [{ id: "b", variables: { nothing: { v: 1 } } }] }),
      modify({ activate: [{ id: "b", variables: { nothing: { v: 1 }, no: { v: 1 } } }] }),
    ],
  }),
  behaviour("variables in a scope that is not around the element", {
    resources: nested(),
    steps: [
      create("p"),
      modify({ activate: [{ id: "a", variables: { outer: { v: 1 } } }] }),
      modify({ activate: [{ id: "x", variables: { y: { v: 1 } } }] }),
      modify({ activate: [{ id: "x", variables: { inner: { v: 1 } } }] }),
    ],
  }),
];

/** Which scope an element is activated in, and with which variables. */
export const modificationTargets: readonly Behaviour[] = [...ancestors, ...loops, ...variables];
