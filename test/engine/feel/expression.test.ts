import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { describe, expect, it } from "vitest";
import { camundaBuiltins, camundaExtensions } from "@camunda/feel-builtins";
import { compileExpression, resultTypeOf, toJson, type Expression } from "../../../src/engine/feel/expression.ts";
import { overloadsOf } from "../../../src/engine/feel/functions/registry.ts";
import type { JsonValue } from "../../../src/engine/core/record.ts";
import variables from "./variables.json" with { type: "json" };

const CLOCK = { now: () => Date.parse("2026-01-05T08:00:00Z") };
const VARIABLES = new Map<string, JsonValue>(Object.entries(variables));

const recorded = z.array(
  z.object({
    expression: z.string(),
    type: z.string().optional(),
    value: z.string().optional(),
    failure: z.string().optional(),
    invalid: z.string().optional(),
    warnings: z.array(z.string()).optional(),
  }),
);

function answersOf(file: string): z.infer<typeof recorded> {
  return recorded.parse(JSON.parse(readFileSync(join(import.meta.dirname, "answers", file), "utf8")));
}

/** The recorded answer in our terms: the value as JSON, and of a parse error only that there is one. */
function expected({ expression, type, value, failure, invalid, warnings }: z.infer<typeof recorded>[number]): object {
  if (invalid !== undefined) return { expression, invalid: true };
  if (failure !== undefined) return { expression, failure, warnings };
  return { expression, type, value: z.json().parse(JSON.parse(value ?? "null")), warnings };
}

function expressionOf(source: string): Expression {
  const compiled = compileExpression(source);
  if ("error" in compiled) throw new Error(compiled.error);
  return compiled;
}

function answerTo(source: string): object {
  const compiled = compileExpression(source);
  if ("error" in compiled) return { expression: source, invalid: true };
  const result = compiled.evaluate((name) => VARIABLES.get(name), CLOCK);
  const { warnings } = result;
  if (!result.ok) return { expression: source, failure: result.message, warnings };
  return { expression: source, type: resultTypeOf(result.value), value: toJson(result.value), warnings };
}

const FILES = readdirSync(join(import.meta.dirname, "answers")).filter((file) => file !== "divergences.json");

describe.each(FILES)("FEEL as the real Zeebe engine evaluates it: %s", (file) => {
  it.each(answersOf(file))("answers $expression with Zeebe's value, type and warnings", (answer) => {
    expect(answerTo(answer.expression)).toEqual(expected(answer));
  });
});

describe("what still differs from the real Zeebe engine", () => {
  const document = readFileSync("docs/engine/feel.md", "utf8");

  it.each(answersOf("divergences.json"))("says so of $expression", (answer) => {
    const source = answer.expression.slice(1);
    expect(document).toContain(`\`${source}\``);
    const ours = compileExpression(answer.expression);
    if (answer.invalid !== undefined) expect(ours).not.toEqual({ error: answer.invalid });
    else expect(answerTo(answer.expression)).not.toEqual(expected(answer));
  });
});

describe("FEEL functions", () => {
  it.each([...camundaBuiltins, ...camundaExtensions])("has every form of Camunda's $name", ({ name, params }) => {
    const expected = (params ?? []).length;
    const forms = overloadsOf(name);
    expect(forms.some((form) => form.isVariadic || form.parameters.length === expected)).toBe(true);
  });

  it("reads now() and today() from the given clock", () => {
    const clock = { now: () => Date.parse("2031-07-04T10:00:00Z") };
    const result = expressionOf("=[today().year, now().month]").evaluate(() => undefined, clock);
    expect(result).toMatchObject({ ok: true, value: [2031, 7] });
  });
});

describe("an expression", () => {
  it("names the variables that it may read and no functions", () => {
    expect(expressionOf("=count(xs[item > limit]) + o.k").names).toEqual(["xs", "item", "limit", "o"]);
  });

  it("keeps no warning of an earlier evaluation", () => {
    const expression = expressionOf("=missing");
    expression.evaluate(() => undefined, CLOCK);
    expect(expression.evaluate(() => 1, CLOCK).warnings).toEqual([]);
  });

  it("is static text without a leading equals sign", () => {
    const expression = expressionOf("a = 1");
    expect(expression).toMatchObject({ isStatic: true, source: "a = 1", names: [] });
    expect(expression.evaluate(() => 1, CLOCK)).toMatchObject({ ok: true, value: "a = 1" });
  });

  it("is a number when the static text is one", () => {
    expect(expressionOf("3").evaluate(() => undefined, CLOCK)).toMatchObject({ ok: true, value: 3 });
  });

  it("reports where it cannot be parsed instead of throwing", () => {
    expect(compileExpression("=1 +")).toHaveProperty(
      "error",
      expect.stringContaining("failed to parse expression '1 +'"),
    );
  });

  it("fails instead of crashing when a function never stops calling itself", () => {
    const result = expressionOf("={f: function(x) f(x + 1), y: f(1)}").evaluate(() => undefined, CLOCK);
    expect(result.ok).toBe(false);
  });
});
