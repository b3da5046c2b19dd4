import type { Aggregation, EntrySource, HitPolicy, LogicSource, OutputSource, TableSource } from "./source.ts";
import type { XmlElement } from "./xml-element.ts";

/** Thrown while reading a file that breaks DMN's schema; the deployment is refused. */
class UnreadableDecision extends Error {
  readonly code = "UNREADABLE_DECISION";
}

const READERS: Readonly<Record<string, (element: XmlElement) => LogicSource>> = {
  DecisionTable: readTable,
  LiteralExpression: (element) => ({ kind: "literal", text: trimmed(element, "text") }),
  Context: (element) => ({
    kind: "context",
    entries: element.children("contextEntry").map((entry) => entryOf(entry, ["variable", "value"])),
  }),
  List: (element) => ({ kind: "list", elements: element.children("elements").map(readLogic) }),
  Relation: readRelation,
  Invocation: readInvocation,
  FunctionDefinition: (element) => ({
    kind: "function",
    parameters: element.children("formalParameter").map((parameter) => parameter.text("name") ?? ""),
    body: readLogic(element.child("body")),
  }),
};

/** Reads a boxed expression; an absent or unknown one is null. */
export function readLogic(element: XmlElement | undefined): LogicSource {
  const read = element === undefined ? undefined : READERS[element.type];
  return element === undefined || read === undefined ? { kind: "literal", text: "null" } : read(element);
}

function trimmed(element: XmlElement | undefined, name: string): string {
  return element?.text(name)?.trim() ?? "";
}

function entryOf(element: XmlElement, [name, value]: readonly [string, string]): EntrySource {
  return { name: element.child(name)?.text("name"), logic: readLogic(element.child(value)) };
}

function readRelation(element: XmlElement): LogicSource {
  const columns = element.children("column").map((column) => column.text("name") ?? "");
  return {
    kind: "relation",
    columns,
    rows: element.children("row").map((row) => row.children("elements").map(readLogic)),
  };
}

function readInvocation(element: XmlElement): LogicSource {
  const called = trimmed(element.child("calledFunction"), "text");
  const bindings = element.children("binding").map((binding) => entryOf(binding, ["parameter", "bindingFormula"]));
  return { kind: "invocation", called, bindings };
}

function readTable(element: XmlElement): TableSource {
  return {
    kind: "table",
    hitPolicy: hitPolicyOf(element.text("hitPolicy")),
    aggregation: aggregationOf(element.text("aggregation")),
    inputs: element.children("input").map((input) => {
      const expression = trimmed(input.child("inputExpression"), "text");
      return { id: input.text("id") ?? "", label: input.text("label") ?? expression, expression };
    }),
    outputs: element.children("output").map(outputOf),
    rules: element.children("rule").map((rule) => ({
      id: rule.text("id") ?? "",
      tests: rule.children("inputEntry").map((entry) => trimmed(entry, "text")),
      outputs: rule.children("outputEntry").map((entry) => trimmed(entry, "text")),
    })),
  };
}

function outputOf(output: XmlElement): OutputSource {
  const name = output.text("name") ?? "";
  const fallback = trimmed(output.child("defaultOutputEntry"), "text");
  return {
    id: output.text("id") ?? "",
    name,
    label: output.text("label") ?? name,
    values: trimmed(output.child("outputValues"), "text"),
    defaultValue: fallback === "" ? undefined : fallback,
  };
}

const HIT_POLICIES: Readonly<Record<string, HitPolicy>> = {
  UNIQUE: "UNIQUE",
  FIRST: "FIRST",
  ANY: "ANY",
  PRIORITY: "PRIORITY",
  "RULE ORDER": "RULE ORDER",
  "OUTPUT ORDER": "OUTPUT ORDER",
  COLLECT: "COLLECT",
};

function hitPolicyOf(text: string | undefined): HitPolicy {
  const policy = HIT_POLICIES[text ?? "UNIQUE"];
  if (policy === undefined) throw new UnreadableDecision(`Expected a hit policy, but got '${text ?? ""}'`);
  return policy;
}

const AGGREGATIONS: Readonly<Record<string, Aggregation>> = { SUM: "SUM", MIN: "MIN", MAX: "MAX", COUNT: "COUNT" };

function aggregationOf(text: string | undefined): Aggregation | undefined {
  return AGGREGATIONS[text ?? ""];
}
