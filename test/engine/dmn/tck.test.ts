import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { compileDecisions } from "../../../src/engine/dmn/decisions.ts";
import { readDecisions } from "../../../src/engine/dmn/read.ts";
import { toJson } from "../../../src/engine/feel/expression.ts";
import type { JsonValue } from "../../../src/engine/core/record.ts";

/** DMN Technology Compatibility Kit, compliance level 2: 116 cases. Set KIM_TCK_DIR to read it from elsewhere. */
const TCK = process.env["KIM_TCK_DIR"] ?? resolve(import.meta.dirname, "../../../../shared/tck");
const LEVEL_2 = resolve(TCK, "TestCases/compliance-level-2");
const CLOCK = { now: () => 0 };
const TOLERANCE_DIGITS = 8;

interface TckResult {
  readonly model: string;
  readonly testCase: string;
  readonly name: string;
  readonly decision: string;
  readonly inputs: ReadonlyMap<string, JsonValue>;
  readonly expected: JsonValue;
}

function childrenOf(element: Element, name: string): readonly Element[] {
  return [...element.children].filter((child) => child.localName === name);
}

/** A value, component list or list as the test cases write them. */
function valueOf(element: Element): JsonValue {
  const [value] = childrenOf(element, "value");
  if (value !== undefined) return scalarOf(value);
  const [list] = childrenOf(element, "list");
  if (list !== undefined) return childrenOf(list, "item").map(valueOf);
  return Object.fromEntries(
    childrenOf(element, "component").map((part) => [part.getAttribute("name") ?? "", valueOf(part)]),
  );
}

function scalarOf(value: Element): JsonValue {
  if (value.getAttribute("xsi:nil") === "true") return null;
  const type = value.getAttribute("xsi:type");
  if (type === "xsd:decimal") return Number(value.textContent);
  return type === "xsd:boolean" ? value.textContent === "true" : value.textContent;
}

function resultsOf(file: string): readonly TckResult[] {
  const { documentElement: root } = new JSDOM(readFileSync(file, "utf8"), { contentType: "text/xml" }).window.document;
  const model = resolve(dirname(file), childrenOf(root, "modelName")[0]?.textContent ?? "");
  return childrenOf(root, "testCase").flatMap((test) => {
    const inputs = new Map(
      childrenOf(test, "inputNode").map((node) => [node.getAttribute("name") ?? "", valueOf(node)]),
    );
    return childrenOf(test, "resultNode").map((node) => {
      const decision = node.getAttribute("name") ?? "";
      const [expected] = childrenOf(node, "expected");
      const testCase = `${model.slice(LEVEL_2.length)} ${test.getAttribute("id") ?? ""}`;
      return {
        model,
        testCase,
        name: `${testCase} ${decision}`,
        decision,
        inputs,
        expected: expected === undefined ? null : valueOf(expected),
      };
    });
  });
}

async function evaluate({ model, decision, inputs }: TckResult): Promise<JsonValue> {
  const source = await readDecisions(readFileSync(model, "utf8"));
  if ("error" in source) throw new Error(source.error);
  const decisions = compileDecisions(source);
  if ("error" in decisions) throw new Error(decisions.error);
  const id = source.decisions.find(({ name }) => name === decision)?.id ?? "";
  // a failed evaluation counts as null, as the kit's runners count it
  return toJson(decisions.evaluate(id, (name) => inputs.get(name), CLOCK).output);
}

/** Doubles cannot hold every decimal of the expected results. */
function rounded(value: JsonValue): unknown {
  if (typeof value === "number") return Number(value.toPrecision(TOLERANCE_DIGITS));
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, rounded(entry)]));
}

const isPresent = existsSync(LEVEL_2);

describe.skipIf(!isPresent)("DMN compliance level 2", () => {
  const results = isPresent ? globSync(`${LEVEL_2}/*/*-test-*.xml`).sort().flatMap(resultsOf) : [];

  it("has its 116 cases", () => {
    expect(new Set(results.map(({ testCase }) => testCase))).toHaveProperty("size", 116);
  });

  it.each(results)("$name", async (result) => {
    expect(rounded(await evaluate(result))).toEqual(rounded(result.expected));
  });
});
