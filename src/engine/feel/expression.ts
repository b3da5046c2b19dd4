import { compile } from "./compile.ts";
import { CalculationFailure } from "./calculation-failure.ts";
import { Run, Scope, type Code, type FeelClock, type Lookup } from "./run.ts";
import { numberFrom } from "./numbers.ts";
import { parseExpressionText } from "./syntax.ts";
import { UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import { variableNames } from "./variable-names.ts";
import type { FeelValue } from "./values.ts";

export { resultTypeOf, toJson, type FeelValue, type ResultType } from "./values.ts";
export type { FeelClock, Lookup } from "./run.ts";

/** The outcome of an evaluation; warnings read `[TYPE] text` as in Zeebe's messages. */
export type Evaluation =
  | { readonly ok: true; readonly value: FeelValue; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string; readonly warnings: readonly string[] };

/** A compiled expression or static text. */
export interface Expression {
  /** The text without the leading `=`, as Zeebe quotes it in messages. */
  readonly source: string;
  /** True for text without a leading `=`; its value is fixed. */
  readonly isStatic: boolean;
  /** The variables that the expression can read; no others are looked up. */
  readonly names: readonly string[];
  /** Evaluates with the given variables; never throws. The clock is read by `now()` and `today()` only. */
  evaluate(lookup: Lookup, clock: FeelClock): Evaluation;
}

/** Why a text is no expression, in Zeebe's words. */
export interface ExpressionError {
  readonly error: string;
}

/** Compiles `=x + 1` as an expression and any other text as itself; Zeebe reads a static number as a number. */
export function compileExpression(source: string): Expression | ExpressionError {
  const text = /^=\s*(.+)$/s.exec(source)?.[1];
  return text === undefined ? staticExpression(source) : compileFeel(text.trimEnd());
}

function staticExpression(source: string): Expression {
  const value = isDecimal(source) ? numberFrom(source) : source;
  return { source, isStatic: true, names: [], evaluate: () => ({ ok: true, value, warnings: [] }) };
}

function isDecimal(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}

/** Compiles FEEL without a leading `=`, as decisions have it. */
export function compileFeel(source: string): Expression | ExpressionError {
  const parsed = parseExpressionText(source);
  if (!parsed.ok) return { error: `failed to parse expression '${source}': ${parsed.error}` };
  try {
    return expressionOf(source, parsed.root);
  } catch (error) {
    if (error instanceof UnsupportedSyntax) return { error: unparsable(source, error.message) };
    throw error;
  }
}

/** In the form of Zeebe's parser: what was expected, line and column, and what was found. */
export function unparsable(source: string, expectation: string): string {
  return `failed to parse expression '${source}': Expected (${expectation}):1:1, found ${JSON.stringify(source)}`;
}

function expressionOf(source: string, root: SyntaxNode): Expression {
  const code = compile(root);
  const names = variableNames(root);
  return {
    source,
    isStatic: false,
    names,
    evaluate: (lookup, clock) => evaluateCode(source, code, new Run(lookup, clock)),
  };
}

/** Runs compiled code; only a failed assertion and a too deep recursion are failures, everything else is a warning. */
export function evaluateCode(source: string, code: Code, run: Run): Evaluation {
  const { warnings } = run;
  try {
    const value = code(new Scope(run));
    if (run.assertion === undefined) return { ok: true, value, warnings };
    return {
      ok: false,
      message: `Assertion failure on evaluate the expression '${source}': ${run.assertion}`,
      warnings,
    };
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof CalculationFailure)) throw error;
    const separator = error instanceof CalculationFailure ? error.separator : " : ";
    return { ok: false, message: `failed to evaluate expression '${source}'${separator}${error.message}`, warnings };
  }
}
