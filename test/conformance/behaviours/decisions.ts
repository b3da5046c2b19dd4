import {
  behaviour,
  command,
  create,
  deploy,
  evaluate,
  resolveIncident,
  setVariables,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { decisions as file, literal, table, type Table } from "../model/dmn.ts";

const dish: Table = {
  inputs: ["season", "guests"],
  outputs: ["dish"],
  rules: [
    ['"winter"', "<= 8", '"stew"'],
    ['"winter"', "> 8", '"goulash"'],
    ['"summer"', "-", '"salad"'],
  ],
};
const drd = (parts: Partial<Table> = {}) => file("menu", table("dish", { ...dish, ...parts }));
const calling = (options: Partial<Parameters<typeof m.rule>[1]> = {}) =>
  m.process("p", [
    m.start("start"),
    m.rule("r", { decision: "dish", result: "menu", ...options }),
    m.end("end"),
    m.flows("start > r > end"),
  ]);
const policy = (hitPolicy: string, aggregation?: string): Record<string, string> => ({
  "menu.dmn": file(
    "menu",
    table("dish", {
      hitPolicy,
      ...(aggregation === undefined ? {} : { aggregation }),
      inputs: ["n"],
      outputs: ["r"],
      rules: [
        ["> 1", "10"],
        ["> 5", "20"],
        ["> 5", "20"],
      ],
    }),
  ),
});
const steps = [evaluate("dish", { n: 3 }), evaluate("dish", { n: 9 }), evaluate("dish", { n: 0 })];

/** Decisions: business rule tasks and evaluation by command. */
export const decisions: readonly Behaviour[] = [
  behaviour("business rule task", {
    resources: { "p.bpmn": calling(), "menu.dmn": drd() },
    steps: [create("p", { season: "winter", guests: 9 }), create("p", { season: "summer", guests: 1 })],
  }),
  behaviour("business rule task without a match", {
    resources: { "p.bpmn": calling(), "menu.dmn": drd() },
    steps: [create("p", { season: "spring", guests: 9 })],
  }),
  behaviour("business rule task with output mapping", {
    resources: { "p.bpmn": calling({ outputs: { answer: "=menu" }, inputs: { season: "=s" } }), "menu.dmn": drd() },
    steps: [create("p", { s: "winter", guests: 2 })],
  }),
  behaviour("a decision id by expression", {
    resources: { "p.bpmn": calling({ decision: "=which" }), "menu.dmn": drd() },
    steps: [create("p", { which: "dish", season: "summer" }), create("p", { which: 4 }), create("p")],
  }),
  behaviour("an unknown decision raises an incident", {
    resources: { "p.bpmn": calling() },
    steps: [create("p", { season: "summer" }), deploy({ "menu.dmn": drd() }), resolveIncident()],
  }),
  behaviour("a failing evaluation raises an incident", {
    resources: { "p.bpmn": calling(), "menu.dmn": drd() },
    steps: [
      create("p", { guests: 3 }),
      create("p", { season: "winter" }),
      setVariables("p", { season: "winter", guests: 3 }),
      resolveIncident(),
    ],
  }),
  behaviour("several outputs", {
    resources: {
      "p.bpmn": calling(),
      "menu.dmn": file("menu", table("dish", { inputs: ["n"], outputs: ["one", "two"], rules: [["> 1", "1", '"x"']] })),
    },
    steps: [create("p", { n: 3 })],
  }),
  behaviour("required decisions", {
    resources: {
      "menu.dmn": file(
        "menu",
        table("dish", { ...dish, inputs: ["season", "guests"], requires: ["season"] }),
        literal("season", 'if month > 5 then "summer" else "winter"'),
      ),
      "p.bpmn": calling(),
    },
    steps: [
      create("p", { month: 7, guests: 2 }),
      evaluate("dish", { month: 1, guests: 2 }),
      evaluate("season", { month: 1 }),
    ],
  }),
  behaviour("a failing required decision", {
    resources: {
      "menu.dmn": file(
        "menu",
        table("dish", { ...dish, requires: ["season"] }),
        literal("season", "assert(month, month > 5)"),
      ),
    },
    steps: [evaluate("dish", { month: 1, guests: 2 })],
  }),
  behaviour("a literal expression", {
    resources: { "sum.dmn": file("sum", literal("total", "a + b")) },
    steps: [evaluate("total", { a: 1, b: 2 }), evaluate("total")],
  }),
  behaviour("hit policy unique", { resources: policy("UNIQUE"), steps }),
  behaviour("hit policy first", { resources: policy("FIRST"), steps }),
  behaviour("hit policy any", { resources: policy("ANY"), steps }),
  behaviour("hit policy rule order", { resources: policy("RULE ORDER"), steps }),
  behaviour("hit policy collect", { resources: policy("COLLECT"), steps }),
  behaviour("hit policy collect with sum", { resources: policy("COLLECT", "SUM"), steps }),
  behaviour("hit policy collect with min", { resources: policy("COLLECT", "MIN"), steps }),
  behaviour("hit policy collect with max", { resources: policy("COLLECT", "MAX"), steps }),
  behaviour("hit policy collect with count", { resources: policy("COLLECT", "COUNT"), steps }),
  behaviour("evaluate an unknown decision", {
    resources: {},
    steps: [
      evaluate("nothing"),
      command("evaluate by an unknown key", () => ({
        valueType: "DECISION_EVALUATION",
        intent: "EVALUATE",
        value: { decisionKey: 2_251_799_813_999_999, tenantId: "<default>" },
      })),
      command("evaluate without id and key", () => ({
        valueType: "DECISION_EVALUATION",
        intent: "EVALUATE",
        value: { tenantId: "<default>" },
      })),
    ],
  }),
  behaviour("evaluate by a key and an id", {
    resources: { "menu.dmn": drd() },
    steps: [
      command("evaluate by an unknown key and a known id", () => ({
        valueType: "DECISION_EVALUATION",
        intent: "EVALUATE",
        value: { decisionId: "dish", decisionKey: 2_251_799_813_999_999, tenantId: "<default>" },
      })),
      command("evaluate by a known key and an unknown id", (known) => ({
        valueType: "DECISION_EVALUATION",
        intent: "EVALUATE",
        value: {
          decisionId: "nothing",
          decisionKey: known.decision("dish"),
          variables: { season: "summer", guests: 1 },
          tenantId: "<default>",
        },
      })),
      command("evaluate by the key zero", () => ({
        valueType: "DECISION_EVALUATION",
        intent: "EVALUATE",
        value: { decisionKey: 0, tenantId: "<default>" },
      })),
    ],
  }),
  behaviour("evaluate by key", {
    resources: { "menu.dmn": drd() },
    steps: [
      command("evaluate by key", (known) => ({
        valueType: "DECISION_EVALUATION",
        intent: "EVALUATE",
        value: {
          decisionKey: known.decision("dish"),
          variables: { season: "summer", guests: 1 },
          tenantId: "<default>",
        },
      })),
    ],
  }),
  behaviour("the latest version of a decision is called", {
    resources: { "p.bpmn": calling(), "menu.dmn": drd() },
    steps: [
      deploy({ "menu.dmn": drd({ rules: [["-", "-", '"soup"']] }) }),
      create("p", { season: "summer", guests: 1 }),
      deploy({ "menu.dmn": drd({ rules: [["-", "-", '"soup"']] }) }),
    ],
  }),
  behaviour("a decision bound to the deployment", {
    resources: { "p.bpmn": calling({ binding: "deployment" }), "menu.dmn": drd() },
    steps: [
      deploy({ "menu.dmn": drd({ rules: [["-", "-", '"soup"']] }) }),
      create("p", { season: "summer", guests: 1 }),
    ],
  }),
  behaviour("broken decision files are refused", {
    resources: {},
    steps: [
      deploy({ "broken.dmn": "<definitions" }),
      deploy({ "menu.dmn": file("menu", table("dish", { ...dish, rules: [['"a', "-", "1"]] })) }),
      deploy({ "menu.dmn": file("menu", literal("x", "1 +")) }),
    ],
  }),
];
