import { activate, behaviour, completeJob, create, setVariables, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const around = (part: m.Part): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    part,
    m.end("end"),
    m.flows(`start > ${String(part.attributes["id"])} > end`),
  ]),
});

const inSub = (part: m.Part, options: m.NodeOptions = {}): Record<string, string> =>
  around(
    m.sub("sub", [m.start("s"), part, m.end("e"), ...m.flows(`s > ${String(part.attributes["id"])} > e`)], options),
  );

/** Scopes, propagation and mappings. */
export const variables: readonly Behaviour[] = [
  behaviour("input mappings are local", {
    resources: around(m.service("a", { type: "a", inputs: { x: "=a + 1", y: "=x * 2", z: "text" } })),
    steps: [create("p", { a: 1 }), activate("a"), completeJob("a", { x: 9, w: 1 })],
  }),
  behaviour("output mappings keep the result local", {
    resources: around(m.service("a", { type: "a", outputs: { total: "=sum.net" } })),
    steps: [create("p"), completeJob("a", { sum: { net: 3 }, other: 1 })],
  }),
  behaviour("nested mapping targets", {
    resources: around(
      m.service("a", {
        type: "a",
        inputs: { "a.b.c": "=1", "a.b.d": "=2" },
        outputs: { "o.p": "=r", "o.q": "=r + 1" },
      }),
    ),
    steps: [create("p", { o: { kept: true } }), activate("a"), completeJob("a", { r: 5 })],
  }),
  behaviour("nested output target over an existing non-object", {
    resources: around(m.service("a", { type: "a", outputs: { "o.p": "=r" } })),
    steps: [create("p", { o: 3 }), completeJob("a", { r: 5 })],
  }),
  behaviour("input and output mappings together", {
    resources: around(m.service("a", { type: "a", inputs: { x: "=a" }, outputs: { b: "=x + r", a: "=r" } })),
    steps: [create("p", { a: 1 }), completeJob("a", { r: 5 })],
  }),
  behaviour("mapping of an unknown variable gives null", {
    resources: around(m.service("a", { type: "a", inputs: { x: "=unknown" }, outputs: { y: "=nothing" } })),
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("results go to the scope that has the name", {
    resources: inSub(m.service("a", "a"), { inputs: { local: "=1" } }),
    steps: [create("p", { root: 1 }), completeJob("a", { local: 2, root: 2, fresh: 2 })],
  }),
  behaviour("an equal inner value does not stop the walk", {
    resources: inSub(m.service("a", "a"), { inputs: { local: "=1" } }),
    steps: [create("p"), completeJob("a", { local: 1 })],
  }),
  behaviour("an equal inner value of three scopes", {
    resources: inSub(m.service("a", { type: "a", inputs: { v: "=7" } }), { inputs: { v: "=7" } }),
    steps: [create("p", { v: 6 }), completeJob("a", { v: 7 })],
  }),
  behaviour("an equal value at the root writes nothing", {
    resources: around(m.service("a", "a")),
    steps: [create("p", { v: 7, w: { a: [1] } }), completeJob("a", { v: 7, w: { a: [1] } })],
  }),
  behaviour("sub-process output mapping", {
    resources: inSub(m.service("a", "a"), { inputs: { local: "=1" }, outputs: { out: "=local + 1" } }),
    steps: [create("p"), completeJob("a", { local: 4, fresh: 5 })],
  }),
  behaviour("sub-process locals vanish", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [m.start("s"), m.end("e"), ...m.flows("s > e")], { inputs: { local: "=1" } }),
        m.service("a", "a"),
        m.end("end"),
        m.flows("start > sub > a > end"),
      ]),
    },
    steps: [create("p"), activate("a"), completeJob("a")],
  }),
  behaviour("fetch only some variables", {
    resources: around(m.service("a", { type: "a", inputs: { x: "=1" } })),
    steps: [create("p", { a: 1, b: 2 }), activate("a", { fetch: ["a", "x", "nothing"] })],
  }),
  behaviour("set variables at the instance", {
    resources: around(m.service("a", "a")),
    steps: [
      create("p", { v: 1 }),
      setVariables("p", { v: 2, w: 3 }),
      setVariables("p", {}),
      setVariables("p", { v: 2 }),
    ],
  }),
  behaviour("set variables at an element", {
    resources: inSub(m.service("a", { type: "a", inputs: { x: "=1" } })),
    steps: [
      create("p", { v: 1 }),
      setVariables("a", { x: 2, v: 2, fresh: 1 }),
      setVariables("a", { y: 1 }, true),
      setVariables("sub", { z: 1 }, true),
      activate("a"),
      completeJob("a", { z: 2, y: 2 }),
    ],
  }),
  behaviour("set variables at an unknown scope", {
    resources: around(m.service("a", "a")),
    steps: [create("p"), completeJob("a"), setVariables("a", { x: 2 })],
  }),
  behaviour("values of every type", {
    resources: around(
      m.script("s", {
        expression:
          '={n: null, i: 3, d: 1.5, s: "x", t: true, l: [1, "a", null], o: {k: {}}, day: date("2026-01-05"), at: date and time("2026-01-05T08:00:00Z"), span: duration("P1DT2H"), months: duration("P14M"), hour: time("08:00:00")}',
        result: "r",
      }),
    ),
    steps: [create("p")],
  }),
  behaviour("now and today", {
    resources: around(m.script("s", { expression: "={now: now(), today: today()}", result: "r" })),
    steps: [create("p")],
  }),
  behaviour("start event output mapping", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start", undefined, { outputs: { b: "=a + 1" } }),
        m.end("end", undefined, { inputs: { c: "=b" } }),
        m.flows("start > end"),
      ]),
    },
    steps: [create("p", { a: 1 })],
  }),
];
