import { equal, order } from "../compare.ts";
import { display } from "../display.ts";
import { CalculationFailure } from "../run.ts";
import { multiply, sumOf } from "../numbers.ts";
import { isFeelList, type FeelLambda, type FeelValue } from "../values.ts";
import { fn1, fn2, fn3, fnList, param, Refusal, type FunctionTable, type Overload } from "./define.ts";

const list = param.list("list");

type List = readonly FeelValue[];

/** A function of numbers; anything else in the list is refused, an empty list is null. */
function ofNumbers(body: (numbers: readonly number[]) => FeelValue): Overload {
  return fnList("list", (values) => {
    const wrong = values.find((value) => typeof value !== "number");
    if (wrong !== undefined) return new Refusal(`expected number but found '${display(wrong)}'`);
    return values.length === 0 ? null : body(values.filter((value) => typeof value === "number"));
  });
}

/** The smallest (direction -1) or greatest (1) item; null when two are not comparable. */
function extreme(direction: -1 | 1): Overload {
  return fnList("list", (values) => {
    let best = values[0] ?? null;
    for (const value of values) {
      const sign = order(value, best);
      if (sign === undefined) return new Refusal(`${display(values)} is not comparable`);
      if (Math.sign(sign) === direction) best = value;
    }
    return best;
  });
}

function mean(numbers: readonly number[]): number {
  return sumOf(numbers) / numbers.length;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return mean(sorted.length % 2 === 0 ? sorted.slice(middle - 1, middle + 1) : sorted.slice(middle, middle + 1));
}

function deviation(numbers: readonly number[]): number {
  if (numbers.length < 2) throw new CalculationFailure("java.lang.ArithmeticException: Division undefined");
  const average = mean(numbers);
  return Math.sqrt(sumOf(numbers.map((value) => (value - average) ** 2)) / (numbers.length - 1));
}

function mostFrequent(numbers: readonly number[]): List {
  const counts = new Map<number, number>();
  for (const value of numbers) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([value]) => value)
    .sort((a, b) => a - b);
}

function sublist(values: List, start: number, length?: number): List {
  const from = start < 0 ? values.length + start : start - 1;
  return values.slice(from, length === undefined ? undefined : from + length);
}

function distinct(values: List): List {
  return values.filter((value, index) => values.findIndex((other) => equal(other, value) === true) === index);
}

function duplicates(values: List): List {
  return distinct(values.filter((value) => values.filter((other) => equal(other, value) === true).length > 1));
}

function flatten(values: List): List {
  return values.flatMap((value) => (isFeelList(value) ? flatten(value) : [value]));
}

function positionIn(values: List, position: number): number {
  return position < 0 ? values.length + position : position - 1;
}

function partition(values: List, size: number): List | Refusal {
  if (size <= 0) return new Refusal(`'size' should be greater than zero but was '${size}'`);
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

function sort(values: List, precedes: FeelLambda): List {
  return [...values].sort((a, b) => (precedes.call([a, b]) === true ? -1 : precedes.call([b, a]) === true ? 1 : 0));
}

function allLists(values: List): readonly List[] | Refusal {
  const lists = values.filter(isFeelList);
  return lists.length === values.length ? lists : new Refusal("expected lists");
}

/** Functions over several lists see each argument, even a single one, as a list. */
function ofLists(name: string, body: (lists: readonly List[]) => List): Overload {
  return {
    parameters: [name],
    isVariadic: true,
    apply: (values) => {
      const lists = allLists(values);
      return lists instanceof Refusal ? undefined : body(lists);
    },
  };
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
  concatenate: [ofLists("lists", (lists) => lists.flat())],
  union: [ofLists("list", (lists) => distinct(lists.flat()))],
  "insert before": [
    fn3([list, param.number("position"), param.any("newItem")], ([values, position, item]) =>
      values.toSpliced(positionIn(values, position), 0, item),
    ),
  ],
  remove: [
    fn2([list, param.number("position")], (values, position) => values.toSpliced(positionIn(values, position), 1)),
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

function append(values: List): List | undefined {
  const [first = null, ...items] = values;
  return isFeelList(first) ? [...first, ...items] : undefined;
}
