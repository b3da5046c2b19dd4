import {
  advance,
  behaviour,
  cancel,
  completeJob,
  create,
  deploy,
  resolveIncident,
  setVariables,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const waiting = (kind: "duration" | "date" | "cycle", expression: string, options: m.NodeOptions = {}) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.catching("wait", m.timer(kind, expression), options),
    m.end("end"),
    m.flows("start > wait > end"),
  ]),
});
const starting = (kind: "date" | "cycle" | "duration", expression: string, name?: string) => ({
  "p.bpmn": m.process("p", [
    m.start("start", m.timer(kind, expression), name === undefined ? {} : { name }),
    m.end("end"),
    m.flows("start > end"),
  ]),
});
const cycling = (expression: string) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", "a"),
    m.boundary("b", "a", { definition: m.timer("cycle", expression), interrupting: false }),
    m.end("end"),
    m.end("tick"),
    m.flows("start > a > end", "b > tick"),
  ]),
});

/** Timers. */
export const timers: readonly Behaviour[] = [
  behaviour("duration never fires early", {
    resources: waiting("duration", "PT1H"),
    steps: [create("p"), advance("PT59M59S"), advance("PT1S")],
  }),
  behaviour("duration by expression", {
    resources: waiting("duration", "=wait"),
    steps: [create("p", { wait: "PT10M" }), advance("PT11M")],
  }),
  behaviour("duration of calendar parts", {
    resources: waiting("duration", "P1M1DT1H"),
    steps: [create("p"), advance("P31D"), advance("P2D")],
  }),
  behaviour("duration as FEEL value", {
    resources: waiting("duration", '=duration("PT10M")'),
    steps: [create("p"), advance("PT11M")],
  }),
  behaviour("years and months duration as FEEL value", {
    resources: waiting("duration", '=duration("P1M")'),
    steps: [create("p"), advance("P32D")],
  }),
  behaviour("zero and negative durations fire at the next check", {
    resources: waiting("duration", "=wait"),
    steps: [create("p", { wait: "PT0S" }), create("p", { wait: "-PT1H" }), advance("PT0.1S")],
  }),
  behaviour("date", {
    resources: waiting("date", "=at"),
    steps: [create("p", { at: "2026-01-05T10:00:00Z" }), advance("PT1H59M"), advance("PT1M")],
  }),
  behaviour("date with an offset and a zone", {
    resources: waiting("date", "=at"),
    steps: [
      create("p", { at: "2026-01-05T10:00:00+01:00" }),
      create("p", { at: "2026-01-05T12:00:00+02:00[Europe/Helsinki]" }),
      advance("PT1H"),
      advance("PT1H"),
    ],
  }),
  behaviour("date in the past", {
    resources: waiting("date", "2020-01-01T00:00:00Z"),
    steps: [create("p"), advance("PT0.1S")],
  }),
  behaviour("date as FEEL value", {
    resources: waiting("date", '=date and time("2026-01-05T09:00:00Z")'),
    steps: [create("p"), advance("PT2H")],
  }),
  behaviour("date by now", {
    resources: waiting("date", '=now() + duration("PT1H")'),
    steps: [create("p"), advance("PT2H")],
  }),
  behaviour("broken expressions raise incidents", {
    resources: waiting("duration", "=wait"),
    steps: [
      create("p", { wait: "soon" }),
      create("p", { wait: 5 }),
      create("p"),
      setVariables("p", { wait: "PT1M" }),
      resolveIncident(),
      resolveIncident(),
    ],
  }),
  behaviour("a broken date raises an incident", {
    resources: waiting("date", "=at"),
    steps: [create("p", { at: "tomorrow" }), create("p", { at: 5 }), create("p")],
  }),
  behaviour("several timers fire in the order of their due dates", {
    resources: waiting("duration", "=wait"),
    steps: [
      create("p", { wait: "PT3M" }),
      create("p", { wait: "PT1M" }),
      create("p", { wait: "PT2M" }),
      create("p", { wait: "PT1M" }),
      advance("PT5M"),
    ],
  }),
  behaviour("output mapping of a timer catch event", {
    resources: waiting("duration", "PT1M", { outputs: { seen: "=true" } }),
    steps: [create("p"), advance("PT1M")],
  }),
  behaviour("cancel while waiting", {
    resources: waiting("duration", "PT1M"),
    steps: [create("p"), cancel(), advance("PT2M")],
  }),
  behaviour("endless cycle", {
    resources: cycling("R/PT1H"),
    steps: [create("p"), advance("PT1H"), advance("PT1H"), completeJob("a"), advance("PT1H")],
  }),
  behaviour("a cycle late by several intervals", {
    resources: cycling("R5/PT1H"),
    steps: [create("p"), advance("PT3H30M"), advance("PT1H"), advance("PT3H")],
  }),
  behaviour("a cycle with a start", {
    resources: cycling("R2/2026-01-05T12:00:00Z/P1D"),
    steps: [create("p"), advance("PT4H"), advance("P1D"), advance("P1D")],
  }),
  behaviour("a cycle by expression", {
    resources: cycling('=cycle(2, duration("PT1H"))'),
    steps: [create("p"), advance("PT1H"), advance("PT1H"), advance("PT1H")],
  }),
  behaviour("an endless cycle by expression", {
    resources: cycling('=cycle(duration("PT1H"))'),
    steps: [create("p"), advance("PT1H"), advance("PT1H")],
  }),
  behaviour("a cron cycle", {
    resources: cycling("0 0 9 * * MON-FRI"),
    steps: [create("p"), advance("P1D"), advance("P1D"), advance("P3D")],
  }),
  behaviour("a cron macro", {
    resources: cycling("@hourly"),
    steps: [create("p"), advance("PT1H"), advance("PT1H")],
  }),
  behaviour("a broken cycle raises an incident", {
    resources: cycling("=every"),
    steps: [create("p", { every: "often" }), create("p", { every: "R3/often" }), create("p")],
  }),
  behaviour("a start event with a cycle", {
    resources: starting("cycle", "R3/PT1H"),
    steps: [advance("PT1H"), advance("PT1H"), advance("PT1H"), advance("PT1H")],
  }),
  behaviour("a start event with a date", {
    resources: starting("date", "2026-01-05T10:00:00Z"),
    steps: [advance("PT1H"), advance("PT1H")],
  }),
  behaviour("a start event with a past date", {
    resources: starting("date", "2020-01-05T10:00:00Z"),
    steps: [advance("PT0.1S")],
  }),
  behaviour("a start event with a cron expression", {
    resources: starting("cycle", "0 30 9 * * *"),
    steps: [advance("P1D"), advance("P1D")],
  }),
  behaviour("a new version takes the start timer over", {
    resources: starting("cycle", "R/PT1H"),
    steps: [advance("PT1H"), deploy(starting("cycle", "R/PT2H")), advance("PT1H"), advance("PT1H")],
  }),
  behaviour("the same version again leaves the start timer", {
    resources: starting("cycle", "R/PT1H"),
    steps: [deploy(starting("cycle", "R/PT1H")), advance("PT1H")],
  }),
  behaviour("a new version without a timer ends the start timer", {
    resources: starting("cycle", "R/PT1H"),
    steps: [
      deploy({ "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")]) }),
      advance("PT1H"),
    ],
  }),
  behaviour("a start timer with an expression", {
    resources: starting("date", '=now() + duration("PT1H")'),
    steps: [advance("PT1H")],
  }),
  behaviour("a start timer with a broken expression is refused", {
    resources: starting("date", "=unknown"),
    steps: [
      deploy(starting("cycle", "often")),
      deploy(starting("cycle", "=3")),
      deploy(starting("date", "gestern")),
      deploy(starting("duration", "PT1H")),
    ],
  }),
];
