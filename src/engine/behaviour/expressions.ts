import { textOf } from "../feel/display.ts";
import {
  compileExpression,
  resultTypeOf,
  toJson,
  type Evaluation,
  type Expression,
  type Lookup,
  type ResultType,
} from "../feel/expression.ts";
import type { FeelValue } from "../feel/expression.ts";
import type { JsonValue } from "../core/record.ts";
import type { ElementContext, Failure } from "../core/runtime.ts";
import { readVariable } from "./variables.ts";

/** A value, or why there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

const compiled = new Map<string, Expression | { readonly error: string }>();
const LIMIT = 50_000;

/** Compiles an expression once; "=…" is FEEL, everything else static text. */
export function expressionOf(source: string): Expression | { readonly error: string } {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  if (compiled.size > LIMIT) compiled.clear();
  const fresh = compileExpression(source);
  compiled.set(source, fresh);
  return fresh;
}

/** The type of what an expression without variables evaluates to; undefined where it cannot be evaluated. */
export function constantType(source: string): ResultType | undefined {
  const expression = expressionOf(source);
  if ("error" in expression) return undefined;
  const evaluation = expression.evaluate(() => undefined, { now: () => 0 });
  return evaluation.ok ? resultTypeOf(evaluation.value) : undefined;
}

/** Evaluates an expression with the variables that a scope sees. */
export function evaluate({ rt, key }: Pick<ElementContext, "rt" | "key">, source: string, scopeKey = key): Evaluation {
  return evaluateWith({ rt, lookup: (name) => readVariable(rt, scopeKey, name) }, source);
}

function evaluateWith({ rt, lookup }: { rt: ElementContext["rt"]; lookup: Lookup }, source: string): Evaluation {
  const expression = expressionOf(source);
  if ("error" in expression) return { ok: false, message: expression.error, warnings: [] };
  return expression.evaluate(lookup, rt.clock);
}

/** Evaluates to a value of one of the given types; anything else is an EXTRACT_VALUE_ERROR. */
export function evaluateTo(
  context: Pick<ElementContext, "rt" | "key">,
  source: string,
  wanted: { types: readonly ResultType[]; scopeKey?: number; name?: string; lookup?: Lookup },
): Result<FeelValue> {
  const scopeKey = wanted.scopeKey ?? context.key;
  const lookup = wanted.lookup ?? ((name: string) => readVariable(context.rt, scopeKey, name));
  const evaluation = evaluateWith({ rt: context.rt, lookup }, source);
  if (!evaluation.ok) return refuse(evaluation.message + warningsText(evaluation.warnings), scopeKey);
  const type = resultTypeOf(evaluation.value);
  if (wanted.types.includes(type)) return { ok: true, value: evaluation.value };
  const expected = wanted.types.length === 1 ? `'${wanted.types.join("")}'` : `one of '[${wanted.types.join(", ")}]'`;
  return refuse(
    `Expected result of the expression '${bareSource(source)}' to be ${wanted.name ?? expected}, but was '${type}'.` +
      warningsText(evaluation.warnings),
    scopeKey,
  );
}

/** Evaluates to JSON, as mappings and collections need it. */
export function evaluateJson(
  context: Pick<ElementContext, "rt" | "key">,
  source: string,
  scopeKey = context.key,
): Result<JsonValue> {
  const evaluation = evaluate(context, source, scopeKey);
  if (!evaluation.ok) return refuse(evaluation.message + warningsText(evaluation.warnings), scopeKey);
  return { ok: true, value: toJson(evaluation.value) };
}

/** Evaluates to text. */
export function evaluateText(
  context: Pick<ElementContext, "rt" | "key">,
  source: string,
  scopeKey = context.key,
): Result<string> {
  const result = evaluateTo(context, source, { types: ["STRING"], scopeKey });
  return result.ok ? { ok: true, value: textOf(result.value) } : result;
}

/** What Zeebe appends to a message when FEEL has warned. */
export function warningsText(warnings: readonly string[]): string {
  if (warnings.length === 0) return "";
  return ` The evaluation reported the following warnings:\n${warnings.join("\n")}`;
}

/** An expression without its leading equals sign, as Zeebe quotes it. */
export function bareSource(source: string): string {
  return source.startsWith("=") ? source.slice(1).trim() : source;
}

function refuse(message: string, variableScopeKey: number): { ok: false; failure: Failure } {
  return { ok: false, failure: { errorType: "EXTRACT_VALUE_ERROR", message, variableScopeKey } };
}
