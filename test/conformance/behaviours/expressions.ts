import { behaviour, completeJob, create, resolveIncident, setVariables, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import type { JsonObject } from "../../../src/engine/core/record.ts";

/** A process that evaluates one expression after the other. */
const scripts = (...expressions: readonly string[]): Record<string, string> => {
  const parts = expressions.map((expression, index) => m.script(`s${index}`, { expression, result: `r${index}` }));
  const ids = expressions.map((_, index) => `s${index}`);
  return {
    "p.bpmn": m.process("p", [m.start("start"), parts, m.end("end"), m.flows(["start", ...ids, "end"].join(" > "))]),
  };
};
const values = (name: string, variables: JsonObject, ...expressions: readonly string[]): Behaviour =>
  behaviour(name, { resources: scripts(...expressions), steps: [create("p", variables)] });
const inputs = (mapping: Readonly<Record<string, string>>): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", { type: "a", inputs: mapping }),
    m.end("end"),
    m.flows("start > a > end"),
  ]),
});
const outputs = (mapping: Readonly<Record<string, string>>): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", { type: "a", outputs: mapping }),
    m.end("end"),
    m.flows("start > a > end"),
  ]),
});

/** FEEL inside of processes: what is stored, and what incidents say. */
export const expressions: readonly Behaviour[] = [
  values(
    "numbers",
    { a: 1 },
    "=0.1 + 0.2",
    "=10 / 4",
    "=1 / 3",
    "=a / 0",
    "=2 ** 10",
    "=-a",
    "=1.50",
    "=100 / 10",
    "=1000000 * 1000000",
  ),
  values(
    "texts",
    { s: "Grüße" },
    '="a" + s',
    "=upper case(s)",
    "=string length(s)",
    '=split("a;b", ";")',
    "=s + null",
    "=substring(s, -2)",
  ),
  values(
    "dates and times",
    { d: "2026-03-28" },
    "=now()",
    "=today()",
    '=date(d) + duration("P1M")',
    '=date and time("2026-03-28T12:00:00@Europe/Berlin") + duration("P1D")',
    '=date and time("2026-01-05T08:00:00Z")',
    '=date and time("2026-01-05T08:00:00")',
    '=time("10:30:00")',
    '=date(d) - date("2026-01-01")',
    "=day of week(date(d))",
    "=week of year(date(d))",
    '=now() < date and time("2027-01-01T00:00:00Z")',
    "=string(now())",
  ),
  values(
    "durations",
    {},
    '=duration("P1D") * 2',
    '=duration("PT90M")',
    '=duration("P14M")',
    '=duration("PT0S")',
    '=duration("P1D") / 2',
    '=duration("P2D") / duration("P1D")',
    '=duration("P1D") + duration("P1M")',
    '=cycle(3, duration("PT1H"))',
  ),
  values(
    "lists and contexts",
    { xs: [1, 2, 3], o: { k: 1, n: null } },
    "=xs[item > 1]",
    "=xs[-1]",
    "=xs[9]",
    "=for x in xs return x * 2",
    "=some x in xs satisfies x > 2",
    "=every x in xs satisfies x > 2",
    "=sum(xs)",
    "={a: 1, b: a + 1}",
    '=context put(o, "z", 2)',
    "=get entries(o)",
    "=o.k",
    "=o.z",
    "=[{k: 1}, {k: 2}].k",
    "=append(xs, 4)",
    "=sort(xs, function(x, y) x > y)",
    "=distinct values([1, 1, null])",
    "=partition(xs, 2)",
  ),
  values(
    "nothing",
    { n: null },
    "=missing",
    "=n.a.b",
    "=missing + 1",
    "=if missing then 1 else 2",
    "=missing = null",
    "=n = 1",
    '=1 = "1"',
    "=not(n)",
    "=n and true",
    "=false and missing",
    "=is defined(missing)",
    "=get or else(missing, 7)",
    "=count(missing)",
    "=nonsense(1)",
    "=function(x) x",
  ),
  behaviour("a script that fails", {
    resources: scripts("=assert(x, x != null)", '=assert(x, x > 5, "too small")'),
    steps: [
      create("p"),
      setVariables("p", { x: 1 }),
      resolveIncident(),
      setVariables("p", { x: 6 }),
      resolveIncident(),
    ],
  }),
  behaviour("input mappings into contexts see the mappings before", {
    resources: inputs({ "a.b": "=1", "a.c": "=a.b + 1", d: "=a.c + outer", e: "plain text", f: "7" }),
    steps: [create("p", { outer: 10 })],
  }),
  behaviour("a failing input mapping quotes the whole mapping", {
    resources: inputs({ "a.b": "=1", c: "=assert(x, x != null)", d: "text" }),
    steps: [create("p"), setVariables("a", { x: 1 }), resolveIncident()],
  }),
  behaviour("output mappings merge into contexts", {
    resources: outputs({ "o.r": "=r", "o.deep.s": "=s", t: "=r + s" }),
    steps: [create("p", { o: { k: 1 } }), completeJob("a", { r: 1, s: 2 })],
  }),
  behaviour("a failing output mapping quotes the whole mapping", {
    resources: outputs({ "o.r": "=assert(r, r != null)", t: "=1" }),
    steps: [create("p"), completeJob("a"), setVariables("a", { r: 1 }), resolveIncident()],
  }),
  behaviour("a job's type and retries by expression", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", { type: '="job-" + kind', retries: "=tries + 1" }),
        m.end("end"),
        m.flows("start > a > end"),
      ]),
    },
    steps: [create("p", { kind: "x", tries: 2 }), create("p", { tries: 2 }), create("p", { kind: "y" })],
  }),
];
