import type { FeelClock, Lookup } from "../feel/run.ts";
import type { FeelValue } from "../feel/values.ts";

/** A boxed expression's result, or why there is none. */
export type Result =
  { readonly ok: true; readonly value: FeelValue } | { readonly ok: false; readonly message: string };

/** What a boxed expression sees. */
export interface Surroundings {
  readonly lookup: Lookup;
  readonly clock: FeelClock;
  /** Receives what a decision table did; absent inside of functions. */
  readonly trace: TableTrace | undefined;
}

/** A compiled boxed expression. */
export type Logic = (surroundings: Surroundings) => Result;

/** An evaluated input column. */
export interface EvaluatedInput {
  readonly id: string;
  readonly name: string;
  readonly value: FeelValue;
}

/** A rule that matched and what its output cells said; `index` counts from 1. */
interface MatchedRule {
  readonly id: string;
  readonly index: number;
  readonly outputs: readonly EvaluatedInput[];
}

/** What a decision table did, filled while it is evaluated. */
export interface TableTrace {
  readonly inputs: EvaluatedInput[];
  readonly rules: MatchedRule[];
}

/** A value as a result. */
export function success(value: FeelValue): Result {
  return { ok: true, value };
}

/** A reason as a result. */
export function failure(message: string): Result {
  return { ok: false, message };
}

/** Evaluates several expressions; the first failure ends it. */
export function evaluateAll(logics: readonly Logic[], surroundings: Surroundings): readonly FeelValue[] | Result {
  const values: FeelValue[] = [];
  for (const logic of logics) {
    const result = logic(surroundings);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return values;
}

/** Tells values from a failure. */
export function isResult(value: readonly FeelValue[] | Result): value is Result {
  return "ok" in value;
}

/** Puts names in front of those that are already visible. */
export function withNames(surroundings: Surroundings, names: ReadonlyMap<string, FeelValue>): Surroundings {
  const { lookup } = surroundings;
  return { ...surroundings, lookup: (name) => (names.has(name) ? names.get(name) : lookup(name)) };
}
