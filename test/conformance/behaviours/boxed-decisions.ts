import { behaviour, create, evaluate, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const file = (...elements: readonly string[]): Record<string, string> => ({
  "d.dmn": `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" name="D" namespace="http://camunda.org/schema/1.0/dmn">${elements.join("")}</definitions>`,
});
const text = (expression: string): string =>
  `<text>${expression.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</text>`;
const literal = (id: string, expression: string): string =>
  `<literalExpression id="${id}">${text(expression)}</literalExpression>`;
const decision = (id: string, logic: string, before = ""): string =>
  `<decision id="${id}" name="${id}"><variable id="${id}-v" name="${id}"/>${before}${logic}</decision>`;
const needs = (id: string, by: string): string =>
  `<informationRequirement id="${by}-needs-${id}"><requiredDecision href="#${id}"/></informationRequirement>`;
const knows = (id: string, by: string): string =>
  `<knowledgeRequirement id="${by}-knows-${id}"><requiredKnowledge href="#${id}"/></knowledgeRequirement>`;
const entry = (name: string, expression: string): string =>
  `<contextEntry><variable id="var-${name}" name="${name}"/>${literal(`lit-${name}`, expression)}</contextEntry>`;
const double = `<businessKnowledgeModel id="double" name="double"><variable id="double-v" name="double"/><encapsulatedLogic id="double-f"><formalParameter id="double-p" name="n"/>${literal("double-l", "n * 2")}</encapsulatedLogic></businessKnowledgeModel>`;

/** A table over n with full control of its outputs. */
const table = (policy: string, outputs: string, rows: readonly (readonly string[])[]): string =>
  decision(
    "t",
    `<decisionTable id="t-table" ${policy}><input id="t-in"><inputExpression id="t-ie">${text("n")}</inputExpression></input>${outputs}${rows
      .map(
        ([test = "", ...cells], row) =>
          `<rule id="r${row}"><inputEntry id="r${row}-i">${text(test)}</inputEntry>${cells.map((cell, column) => `<outputEntry id="r${row}-o${column}">${text(cell)}</outputEntry>`).join("")}</rule>`,
      )
      .join("")}</decisionTable>`,
  );
const output = (name: string, inside = ""): string => `<output id="out-${name}" name="${name}">${inside}</output>`;
const allowed = (values: string): string => `<outputValues id="values">${text(values)}</outputValues>`;
const priorities = [
  ["> 1", '"low"'],
  ["> 2", '"high"'],
  ["> 3", '"middle"'],
];
const numbers = [{ n: 5 }, { n: 0 }];
const evaluateAll = (...all: readonly { n: number }[]) => all.map((variables) => evaluate("t", variables));

/** Decisions beyond the usual table: boxed expressions, hit policies with priorities and defaults. */
export const boxedDecisions: readonly Behaviour[] = [
  behaviour("a context", {
    resources: file(
      decision("c", `<context id="ctx">${entry("a", "n + 1")}${entry("b", "a * 2")}</context>`),
      decision(
        "r",
        `<context id="ctx2">${entry("x", "n + 1")}<contextEntry id="last">${literal("result", "x * 10")}</contextEntry></context>`,
      ),
    ),
    steps: [evaluate("c", { n: 1 }), evaluate("r", { n: 1 })],
  }),
  behaviour("a list and a relation", {
    resources: file(
      decision("l", `<list id="list">${literal("l1", "n")}${literal("l2", "n + 1")}</list>`),
      decision(
        "rel",
        `<relation id="relation"><column id="c1" name="a"/><column id="c2" name="b"/><row id="row1">${literal("x1", "n")}${literal("x2", '"x"')}</row><row id="row2">${literal("y1", "n + 1")}${literal("y2", "null")}</row></relation>`,
      ),
    ),
    steps: [evaluate("l", { n: 1 }), evaluate("rel", { n: 1 })],
  }),
  behaviour("business knowledge is called from an expression and from an invocation", {
    resources: file(
      double,
      decision("call", literal("call-l", "double(n) + 1"), knows("double", "call")),
      decision(
        "invoke",
        `<invocation id="inv">${literal("inv-f", "double")}<binding><parameter id="b-p" name="n"/>${literal("b-l", "n + 5")}</binding></invocation>`,
        knows("double", "invoke"),
      ),
    ),
    steps: [evaluate("call", { n: 2 }), evaluate("invoke", { n: 2 }), evaluate("call", {})],
  }),
  behaviour("hit policy priority", {
    resources: file(table('hitPolicy="PRIORITY"', output("r", allowed('"high","middle","low"')), priorities)),
    steps: evaluateAll(...numbers, { n: 2 }),
  }),
  behaviour("hit policy output order", {
    resources: file(table('hitPolicy="OUTPUT ORDER"', output("r", allowed('"high","middle","low"')), priorities)),
    steps: evaluateAll(...numbers, { n: 3 }),
  }),
  behaviour("default outputs", {
    resources: file(
      table('hitPolicy="UNIQUE"', output("r", `<defaultOutputEntry id="def">${text('"none"')}</defaultOutputEntry>`), [
        ["> 1", '"some"'],
      ]),
    ),
    steps: evaluateAll(...numbers),
  }),
  behaviour("several outputs collected", {
    resources: file(
      table('hitPolicy="COLLECT"', output("a") + output("b"), [
        ["> 1", "1", '"x"'],
        ["> 2", "2", "null"],
      ]),
    ),
    steps: evaluateAll(...numbers),
  }),
  behaviour("several outputs cannot be added up", {
    resources: file(
      table('hitPolicy="COLLECT" aggregation="SUM"', output("a") + output("b"), [
        ["> 1", "1", "2"],
        ["> 2", "2", "3"],
      ]),
    ),
    steps: evaluateAll(...numbers),
  }),
  behaviour("texts cannot be added up", {
    resources: file(
      table('hitPolicy="COLLECT" aggregation="SUM"', output("a"), [
        ["> 1", '"x"'],
        ["> 2", "2"],
      ]),
    ),
    steps: evaluateAll(...numbers),
  }),
  behaviour("unary tests of every form", {
    resources: file(
      table('hitPolicy="COLLECT"', output("r"), [
        ["-", '"any"'],
        ["", '"empty"'],
        ["5", '"equal"'],
        ["1, 5, 9", '"one of"'],
        ["not(5)", '"not"'],
        ["[1..5]", '"closed"'],
        ["(1..5)", '"open"'],
        ["> 4, < 2", '"or"'],
        ["odd(?)", '"function"'],
        ["? > limit", '"variable"'],
        ["limit", '"value of a variable"'],
        ["allowed", '"list"'],
        ['"5"', '"text"'],
        ["null", '"null"'],
        ["? = null", '"is null"'],
      ]),
    ),
    steps: [
      evaluate("t", { n: 5, limit: 4, allowed: [5, 6] }),
      evaluate("t", { n: 4, limit: 4 }),
      evaluate("t", { n: null }),
      evaluate("t", { n: "5" }),
    ],
  }),
  ...["true", "false", "true, false", "not(true)", " ( true ) ", "flag", '"a" = "a"'].map((cell, index) =>
    behaviour(`a truth value in a cell ${index + 1}: ${cell}`, {
      resources: file(table('hitPolicy="FIRST"', output("r"), [[cell, '"hit"']])),
      steps: [
        evaluate("t", { n: true, flag: true }),
        evaluate("t", { n: false, flag: true }),
        evaluate("t", { n: null, flag: false }),
        evaluate("t", { n: 1 }),
      ],
    }),
  ),
  behaviour("a failing input", {
    resources: file(
      decision(
        "t",
        `<decisionTable id="tt"><input id="i1"><inputExpression id="e1">${text("a")}</inputExpression></input><input id="i2"><inputExpression id="e2">${text("assert(n, n > 1)")}</inputExpression></input>${output("r")}<rule id="r1"><inputEntry id="x1">${text("-")}</inputEntry><inputEntry id="x2">${text("-")}</inputEntry><outputEntry id="x3">${text("1")}</outputEntry></rule></decisionTable>`,
      ),
    ),
    steps: evaluateAll({ n: 1 }, { n: 2 }),
  }),
  behaviour("a failing output", {
    resources: file(table('hitPolicy="FIRST"', output("r"), [["-", "assert(n, n > 1)"]])),
    steps: evaluateAll({ n: 1 }, { n: 2 }),
  }),
  behaviour("required decisions that share one", {
    resources: file(
      decision("base", literal("base-l", "n + 1")),
      decision("left", literal("left-l", "base * 2"), needs("base", "left")),
      decision("right", literal("right-l", "base * 3"), needs("base", "right")),
      decision("top", literal("top-l", "left + right"), needs("left", "top") + needs("right", "top")),
    ),
    steps: [evaluate("top", { n: 1 })],
  }),
  behaviour("a circle of requirements is refused", {
    resources: {},
    steps: [
      {
        label: "deploy a circle",
        command: () => ({
          valueType: "DEPLOYMENT",
          intent: "CREATE",
          value: {
            tenantId: "<default>",
            resources: Object.entries(
              file(
                decision("a", literal("a-l", "b"), needs("b", "a")),
                decision("b", literal("b-l", "a"), needs("a", "b")),
              ),
            ).map(([resourceName, xml]) => ({ resourceName, resource: Buffer.from(xml).toString("base64") })),
          },
        }),
      },
    ],
  }),
  behaviour("a version tag is called", {
    resources: {
      ...file(
        `<decision id="v" name="v"><extensionElements><zeebe:versionTag value="v1"/></extensionElements><variable id="vv" name="v"/>${literal("v-l", "1")}</decision>`,
      ),
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.rule("r", { decision: "v", result: "r", binding: "versionTag", versionTag: "v1" }),
        m.end("end"),
        m.flows("start > r > end"),
      ]),
      "q.bpmn": m.process("q", [
        m.start("start"),
        m.rule("r", { decision: "v", result: "r", binding: "versionTag", versionTag: "v2" }),
        m.end("end"),
        m.flows("start > r > end"),
      ]),
    },
    steps: [create("p"), create("q")],
  }),
  behaviour("a decision that is not in the deployment", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.rule("r", { decision: "v", result: "r", binding: "deployment" }),
        m.end("end"),
        m.flows("start > r > end"),
      ]),
    },
    steps: [create("p")],
  }),
];
