import { compare, equal, rangeHolds } from "./compare.ts";
import { display } from "./display.ts";
import { FeelRange } from "feelin";
import type { Run } from "./run.ts";
import { boundsOf, isFeelList, type FeelValue } from "./values.ts";

/** A value that is computed only when it is needed. */
export type Lazy = () => FeelValue;

/** FEEL's three-valued `and` over any number of values: stops at the first false. */
export function allOf(run: Run, values: Iterable<Lazy>): boolean | null {
  return decide(run, values, false);
}

/** FEEL's three-valued `or` over any number of values: stops at the first true. */
export function anyOf(run: Run, values: Iterable<Lazy>): boolean | null {
  return decide(run, values, true);
}

/** The first value that is no boolean is a warning and makes the result null, unless a later one decides. Source: feel-scala. */
function decide(run: Run, values: Iterable<Lazy>, decisive: boolean): boolean | null {
  let isUnknown = false;
  for (const value of values) {
    const result = value();
    if (result === decisive) return decisive;
    if (typeof result === "boolean" || isUnknown) continue;
    isUnknown = true;
    run.warn("INVALID_TYPE", `Expected boolean but found '${display(result)}'`);
  }
  return isUnknown ? null : !decisive;
}

/** Tells whether the input passes the test that another value stands for: true itself, equal to it, or a list that contains it. */
export function matches(run: Run, input: FeelValue, expected: FeelValue): boolean | null {
  if (expected === true) return true;
  const isListed = isFeelList(expected) && expected.some((item) => equal(input, item) === true);
  if (isListed) return true;
  const result = compare(run, "=", [input, expected]);
  return isFeelList(expected) ? (result ?? false) : result;
}

/** Tests a value against a range; what cannot be compared is a warning and null. */
export function inRange(run: Run, range: FeelRange, input: FeelValue): boolean | null {
  const held = rangeHolds(range, input);
  if (held !== undefined) return held;
  const [start, end] = boundsOf(range);
  const ends =
    start === null ? display(end) : end === null ? display(start) : `${display(start)}' and '${display(end)}`;
  return run.warn("NOT_COMPARABLE", `Can't compare '${display(input)}' with '${ends}'`);
}
