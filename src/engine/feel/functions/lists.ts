import { equal, order } from "../compare.ts";
import { display, illegalArguments } from "../display.ts";
import { CalculationFailure } from "../calculation-failure.ts";
import {
  compareNumbers,
  divide,
  fromDouble,
  isFeelNumber,
  multiply,
  signOf,
  subtract,
  sumOf,
  toDouble,
  toInt,
  type FeelNumber,
} from "../numbers.ts";
import { isFeelList, type FeelLambda, type FeelValue } from "../values.ts";
import { fn1, fn2, fn3, fnList, param, Refusal, type FunctionTable, type Overload } from "./define.ts";

const list = param.list("list");

type List = readonly FeelValue[];

/** A function of numbers; anything else in the list is refused, an empty list is null. */
function ofNumbers(body: (numbers: readonly FeelNumber[]) => FeelValue): Overload {
  return fnList("list", (values) => {
    const wrong = values.find((value) => !isFeelNumber(value));
    if (wrong !== undefined) return new Refusal(`expected number but found '${display(wrong)}'`);
    return values.length === 0 ? null : body(values.filter(isFeelNumber));
  });
}

/** The smallest (direction -1) or greatest (1) item; null when two are not comparable. */
function extreme(direction: -1 | 1): Overload {
  return fnList("list", (values) => {
    let best = values[0] ?? null;
    for (const [index, value] of values.entries()) {
      if (index === 0 && isFeelList(value)) continue;
      const sign = order(best, value);
      if (sign === undefined) return new Refusal(`${display(values)} is not comparable`);
      if (Math.sign(sign) === -direction) best = value;
    }
    return best;
  });
}

function mean(numbers: readonly FeelNumber[]): FeelNumber {
  return divide(sumOf(numbers), numbers.length) ?? 0;
}

function median(numbers: readonly FeelNumber[]): FeelNumber {
  const sorted = numbers.toSorted(compareNumbers);
  const middle = Math.floor(sorted.length / 2);
  return mean(sorted.length % 2 === 0 ? sorted.slice(middle - 1, middle + 1) : sorted.slice(middle, middle + 1));
}

function deviation(numbers: readonly FeelNumber[]): FeelNumber {
  const average = mean(numbers);
  const squares = numbers.map((value) => subtract(value, average)).map((distance) => multiply(distance, distance));
  const variance = divide(sumOf(squares), numbers.length - 1);
  if (variance === undefined) throw new CalculationFailure("java.lang.ArithmeticException: Division undefined");
  return fromDouble(Math.sqrt(toDouble(variance)));
}

function mostFrequent(numbers: readonly FeelNumber[]): List {
  const groups: FeelNumber[][] = [];
  for (const value of numbers) {
    const group = groups.find(([first = 0]) => compareNumbers(first, value) === 0);
    if (group === undefined) groups.push([value]);
    else group.push(value);
  }
  const most = Math.max(...groups.map(({ length }) => length));
  return groups
    .filter(({ length }) => length === most)
    .map(([first = 0]) => first)
    .toSorted(compareNumbers);
}

function sublist(values: List, start: FeelNumber, length?: FeelNumber): List {
  const from = Math.max(positionIn(values, start), 0);
  return values.slice(from, length === undefined ? undefined : from + toInt(length));
}

function distinct(values: List): List {
  return values.filter(
    (value, index) => values.findIndex((other) => other === value || equal(other, value) === true) === index,
  );
}

function duplicates(values: List): List {
  return distinct(values.filter((value) => values.filter((other) => equal(other, value) === true).length > 1));
}

function flatten(values: List): List {
  return values.flatMap((value) => (isFeelList(value) ? flatten(value) : [value]));
}

function positionIn(values: List, position: FeelNumber): number {
  const index = toInt(position);
  return index < 0 ? values.length + index : index - 1;
}

function partition(values: List, length: FeelNumber): List | Refusal {
  const size = toInt(length);
  if (signOf(length) <= 0) return new Refusal(`'size' should be greater than zero but was '${display(length)}'`);
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

function sort(values: List, precedes: FeelLambda): List | Refusal {
  let wrong: Refusal | undefined;
  const isBefore = (a: FeelValue, b: FeelValue): boolean => {
    const answer = precedes.call([a, b]);
    if (typeof answer !== "boolean")
      wrong ??= new Refusal(`expect boolean function with 2 arguments, but found '${display(answer)}'`);
    return answer === true;
  };
  const sorted = values.toSorted((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
  return wrong ?? sorted;
}

/** Functions over several lists see each argument, even a single one, as a list; what is none counts as one of itself. */
function ofLists(name: string, body: (joined: List) => List): Overload {
  return { parameters: [name], isVariadic: true, apply: (values) => body(values.flat()) };
}

function replaceWhere(values: List, match: FeelLambda, newItem: FeelValue): List {
  return values.map((item) => (match.call([item, newItem]) === true ? newItem : item));
}

/** Functions of lists. */
export const LIST_FUNCTIONS: FunctionTable = {
  "list contains": [
    fn2([list, param.any("element")], (values, element) => values.some((value) => equal(value, element) === true)),
  ],
  count: [fn1(list, (values) => values.length)],
  min: [extreme(-1)],
  max: [extreme(1)],
  sum: [ofNumbers(sumOf)],
  product: [ofNumbers((numbers) => numbers.reduce(multiply, 1))],
  mean: [ofNumbers(mean)],
  median: [ofNumbers(median)],
  stddev: [ofNumbers(deviation)],
  mode: [fnList("list", (values) => (values.length === 0 ? [] : undefined)), ofNumbers(mostFrequent)],
  sublist: [
    fn2([list, param.number("start position")], (values, start) => sublist(values, start)),
    fn3([list, param.number("start position"), param.number("length")], ([values, start, length]) =>
      sublist(values, start, length),
    ),
  ],
  append: [{ parameters: ["list", "items"], isVariadic: true, apply: append }],
  concatenate: [ofLists("lists", (joined) => joined)],
  union: [ofLists("list", distinct)],
  "insert before": [
    fn3([list, param.number("position"), param.any("newItem")], ([values, position, item]) =>
      values.toSpliced(Math.max(positionIn(values, position), 0), 0, item),
    ),
  ],
  remove: [
    fn2([list, param.number("position")], (values, position) => {
      const index = positionIn(values, position);
      return index < 0 ? values : values.toSpliced(index, 1);
    }),
  ],
  "list replace": [
    fn3([list, param.number("position"), param.any("newItem")], ([values, position, item]) =>
      values.toSpliced(positionIn(values, position), 1, item),
    ),
    fn3([list, param.function("match"), param.any("newItem")], ([values, match, item]) =>
      replaceWhere(values, match, item),
    ),
  ],
  reverse: [fn1(list, (values) => values.toReversed())],
  "index of": [
    fn2([list, param.any("match")], (values, match) =>
      values.flatMap((value, index) => (equal(value, match) === true ? [index + 1] : [])),
    ),
  ],
  "distinct values": [fn1(list, distinct)],
  "duplicate values": [fn1(list, duplicates)],
  flatten: [fn1(list, flatten)],
  sort: [fn2([list, param.function("precedes")], sort)],
  "is empty": [fn1(list, (values) => values.length === 0)],
  partition: [fn2([list, param.number("size")], partition)],
};

function append(values: List): List | Refusal {
  const [first = null, ...items] = values;
  return isFeelList(first) ? [...first, ...items] : new Refusal(illegalArguments([first, items]));
}
