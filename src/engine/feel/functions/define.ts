import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import { isFeelNumber, type FeelNumber } from "../numbers.ts";
import type { Run } from "../run.ts";
import { FeelLambda, isFeelContext, isFeelList, isFeelValue, type FeelContext, type FeelValue } from "../values.ts";

/** Why a function could not work on arguments of the right types; becomes a warning and null. */
export class Refusal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** One form of a function. `apply` yields undefined when an argument has the wrong type. */
export interface Overload {
  readonly parameters: readonly string[];
  /** The last parameter takes every further argument, or one list of them. */
  readonly isVariadic: boolean;
  readonly apply: (values: readonly FeelValue[], run: Run) => FeelValue | Refusal | undefined;
}

/** The functions of one topic, by name. */
export type FunctionTable = Readonly<Record<string, readonly Overload[]>>;

interface Parameter<T extends FeelValue> {
  readonly name: string;
  readonly accepts: (value: FeelValue) => value is T;
}

type Answer = FeelValue | Refusal;

function parameterOf<T extends FeelValue>(accepts: (value: FeelValue) => value is T): (name: string) => Parameter<T> {
  return (name) => ({ name, accepts });
}

/** Parameters by type. */
export const param = {
  any: parameterOf((value): value is FeelValue => isFeelValue(value)),
  string: parameterOf((value): value is string => typeof value === "string"),
  maybeString: parameterOf((value): value is string | null => value === null || typeof value === "string"),
  number: parameterOf((value): value is FeelNumber => isFeelNumber(value)),
  list: parameterOf(isFeelList),
  context: parameterOf(isFeelContext),
  function: parameterOf((value): value is FeelLambda => value instanceof FeelLambda),
  range: parameterOf((value): value is FeelRange => value instanceof FeelRange),
  date: parameterOf((value): value is FeelDate => value instanceof FeelDate),
  time: parameterOf((value): value is FeelTime => value instanceof FeelTime),
  dateTime: parameterOf((value): value is FeelDateTime => value instanceof FeelDateTime),
  day: parameterOf(
    (value): value is FeelDate | FeelDateTime => value instanceof FeelDate || value instanceof FeelDateTime,
  ),
  duration: parameterOf((value): value is FeelDuration => value instanceof FeelDuration),
  point: parameterOf(
    (value): value is Exclude<FeelValue, FeelRange | null> => value !== null && !(value instanceof FeelRange),
  ),
};

/** A function without parameters. */
export function fn0(body: (run: Run) => Answer): Overload {
  return { parameters: [], isVariadic: false, apply: (_values, run) => body(run) };
}

/** A function of one parameter. */
export function fn1<A extends FeelValue>(a: Parameter<A>, body: (a: A, run: Run) => Answer): Overload {
  return {
    parameters: [a.name],
    isVariadic: false,
    apply: ([x = null], run) => (a.accepts(x) ? body(x, run) : undefined),
  };
}

/** A function of two parameters. */
export function fn2<A extends FeelValue, B extends FeelValue>(
  [a, b]: readonly [Parameter<A>, Parameter<B>],
  body: (a: A, b: B, run: Run) => Answer,
): Overload {
  return {
    parameters: [a.name, b.name],
    isVariadic: false,
    apply: ([x = null, y = null], run) => (a.accepts(x) && b.accepts(y) ? body(x, y, run) : undefined),
  };
}

/** A function of three parameters, given to the body as a tuple. */
export function fn3<A extends FeelValue, B extends FeelValue, C extends FeelValue>(
  [a, b, c]: readonly [Parameter<A>, Parameter<B>, Parameter<C>],
  body: (values: readonly [A, B, C], run: Run) => Answer,
): Overload {
  return {
    parameters: [a.name, b.name, c.name],
    isVariadic: false,
    apply: ([x = null, y = null, z = null], run) =>
      a.accepts(x) && b.accepts(y) && c.accepts(z) ? body([x, y, z], run) : undefined,
  };
}

/** A function of four parameters, given to the body as a tuple. */
export function fn4<A extends FeelValue, B extends FeelValue, C extends FeelValue, D extends FeelValue>(
  [a, b, c, d]: readonly [Parameter<A>, Parameter<B>, Parameter<C>, Parameter<D>],
  body: (values: readonly [A, B, C, D], run: Run) => Answer,
): Overload {
  return {
    parameters: [a.name, b.name, c.name, d.name],
    isVariadic: false,
    apply: ([w = null, x = null, y = null, z = null], run) =>
      a.accepts(w) && b.accepts(x) && c.accepts(y) && d.accepts(z) ? body([w, x, y, z], run) : undefined,
  };
}

/** A function of a list that may also be given as separate arguments: `sum([1, 2])`, `sum(1, 2)`. */
export function fnList(name: string, body: (list: readonly FeelValue[], run: Run) => Answer | undefined): Overload {
  return {
    parameters: [name],
    isVariadic: true,
    apply: (values, run) => {
      const [first = null] = values;
      return body(values.length === 1 && isFeelList(first) ? first : values, run);
    },
  };
}

/** The entries of a list that are contexts; undefined when one is not. */
export function allContexts(list: readonly FeelValue[]): readonly FeelContext[] | undefined {
  return list.every(isFeelContext) ? list : undefined;
}
