import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import { CalculationFailure } from "./calculation-failure.ts";
import { display } from "./display.ts";
import { dateTimeText } from "./temporal-text.ts";
import { compareNumbers, isFeelNumber } from "./numbers.ts";
import type { Run } from "./run.ts";
import { UnsupportedSyntax } from "./syntax-node.ts";
import { boundsOf, isFeelContext, isFeelList, type FeelContext, type FeelValue } from "./values.ts";

/** The day to which times and calendar durations are tied when they must become a number. */
const ANCHOR = "1970-01-01";

/** Names the kind of a value as far as comparing is concerned: values of different kinds are not comparable. */
export function kindOf(value: FeelValue): string {
  if (value === null) return "null";
  if (isFeelNumber(value)) return "number";
  if (isFeelList(value)) return "list";
  if (typeof value !== "object") return typeof value;
  if (value instanceof FeelDuration) return value.yearsMonths ? "months" : "seconds";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelTime) return value.zone === null ? "local time" : "time";
  if (value instanceof FeelDateTime) return value.zone === null ? "local date time" : "date time";
  return value instanceof FeelRange ? "range" : isFeelContext(value) ? "context" : "function";
}

const ORDERED = new Set([
  "number",
  "string",
  "date",
  "local time",
  "time",
  "local date time",
  "date time",
  "months",
  "seconds",
]);

/** Turns an ordered value into something that `<` orders. */
function rankOf(value: FeelValue): number | string {
  if (typeof value === "string") return value;
  if (value instanceof FeelDate) return value.unwrap().toZonedDateTime("UTC").epochMilliseconds;
  if (value instanceof FeelDuration) return durationRank(value);
  if (value instanceof FeelDateTime) return value.unwrap().toZonedDateTime(value.zone ?? "UTC").epochMilliseconds;
  if (value instanceof FeelTime) return timeRank(value);
  return Number.NaN;
}

/** Months of a years-months duration, milliseconds of any other. */
export function durationRank(value: FeelDuration): number {
  const unit = value.yearsMonths ? "month" : "millisecond";
  return value.unwrap().total({ unit, relativeTo: ANCHOR });
}

function timeRank(value: FeelTime): number {
  const atAnchor = value.unwrap().toString();
  const offset = value["time offset"];
  return Date.parse(`${ANCHOR}T${atAnchor}Z`) - (value.zone === null ? 0 : durationRank(offset));
}

/** Orders two values: negative, zero, positive, or undefined where they are not comparable. */
export function order(a: FeelValue, b: FeelValue): number | undefined {
  if (isFeelNumber(a) && isFeelNumber(b)) return compareNumbers(a, b);
  const kind = kindOf(a);
  if (isFeelList(a) && isFeelList(b) && a.length > 0 && b.length > 0) throw notComparable(a, b);
  if (kind !== kindOf(b) || !ORDERED.has(kind)) return undefined;
  const [x, y] = [rankOf(a), rankOf(b)];
  return x < y ? -1 : x > y ? 1 : orderInZones(a, b);
}

/** The same instant in two zones: java.time looks at the clock, then at the zone's name. */
function orderInZones(a: FeelValue, b: FeelValue): number {
  if (!(a instanceof FeelDateTime) || !(b instanceof FeelDateTime) || a.zone === b.zone) return 0;
  const [x, y] = [dateTimeText(a), dateTimeText(b)];
  return x < y ? -1 : 1;
}

/** Lists pass the real engine's check, so that only Java's comparison finds out. */
function notComparable(a: FeelValue, b: FeelValue): CalculationFailure {
  return new CalculationFailure(
    `java.lang.IllegalArgumentException: ${display(a)} can not be compared to ${display(b)}`,
  );
}

/** Tells whether two values are equal; undefined where their kinds differ. Null equals only null. */
export function equal(a: FeelValue, b: FeelValue): boolean | undefined {
  if (a === null || b === null) return a === b;
  if (isFeelNumber(a) && isFeelNumber(b)) return compareNumbers(a, b) === 0;
  const kind = kindOf(a);
  if (kind !== kindOf(b) || kind === "function" || kind === "range") return undefined;
  if (isFeelList(a) && isFeelList(b)) return equalLists(a, b);
  if (isFeelContext(a) && isFeelContext(b)) return equalContexts(a, b);
  const isZoned = (value: FeelValue) => value instanceof FeelDateTime || value instanceof FeelTime;
  if (isZoned(a) && isZoned(b) && a.zone !== b.zone) return false;
  return ORDERED.has(kind) ? rankOf(a) === rankOf(b) : a === b;
}

function equalLists(a: readonly FeelValue[], b: readonly FeelValue[]): boolean {
  return a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null) === true);
}

function equalContexts(a: FeelContext, b: FeelContext): boolean {
  const [mine, theirs] = [Object.keys(a), Object.keys(b)];
  return mine.length === theirs.length && mine.every((key) => equal(a[key] ?? null, b[key] ?? null) === true);
}

/** The comparison operators of FEEL. */
export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  "=": "=",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** Reads a comparison operator; throws on any other text, which the grammar does not let through. */
export function comparatorOf(text: string): Comparator {
  const operator = COMPARATORS[text];
  if (operator === undefined) throw new UnsupportedSyntax(`Expected a comparison, but found '${text}'`);
  return operator;
}

/** Compares two values; what cannot be compared is a warning and null. */
export function compare(run: Run, operator: Comparator, [a, b]: readonly [FeelValue, FeelValue]): boolean | null {
  const result =
    operator === "=" || operator === "!=" ? compareEquality(operator, a, b) : compareOrder(operator, order(a, b));
  if (result !== undefined) return result;
  run.warn("NOT_COMPARABLE", `Can't compare '${display(a)}' with '${display(b)}'`);
  return operator === "!=" ? run.warn("INVALID_TYPE", "Expected boolean but found 'null'") : null;
}

function compareEquality(operator: "=" | "!=", a: FeelValue, b: FeelValue): boolean | undefined {
  const result = equal(a, b);
  return result === undefined ? undefined : result === (operator === "=");
}

function compareOrder(operator: "<" | "<=" | ">" | ">=", sign: number | undefined): boolean | undefined {
  if (sign === undefined) return undefined;
  switch (operator) {
    case "<":
      return sign < 0;
    case "<=":
      return sign <= 0;
    case ">":
      return sign > 0;
    case ">=":
      return sign >= 0;
  }
}

/** Tells whether a range holds a point; undefined where they are not comparable. */
export function rangeHolds(range: FeelRange, point: FeelValue): boolean | undefined {
  const [start, end] = boundsOf(range);
  const fromStart = start === null ? 1 : order(point, start);
  const toEnd = end === null ? -1 : order(point, end);
  if (fromStart === undefined || toEnd === undefined) return undefined;
  return (
    (fromStart > 0 || (fromStart === 0 && range["start included"])) &&
    (toEnd < 0 || (toEnd === 0 && range["end included"]))
  );
}
