import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from "feelin";
import { Temporal as Clockwork } from "temporal-polyfill";
import { durationRank, kindOf } from "./compare.ts";
import { display } from "./display.ts";
import {
  add,
  divide,
  isFeelNumber,
  multiply,
  power,
  signOf,
  subtract,
  toDouble,
  toInt,
  type FeelNumber,
} from "./numbers.ts";
import type { Run } from "./run.ts";
import { millisecondsLong, monthsLong } from "./temporal-text.ts";
import type { FeelValue } from "./values.ts";

/** The arithmetic operators of FEEL. */
export type Operator = BasicOperator | "**";

type BasicOperator = "+" | "-" | "*" | "/";

type Operands = readonly [FeelValue, FeelValue];

/** Applies an operator to two values; what cannot be combined is a warning and null. */
export function calculate(run: Run, operator: Operator, [a, b]: Operands): FeelValue {
  if (operator === "**") return raise(run, a, b);
  return applyOperator(operator, a, b) ?? run.warn("INVALID_TYPE", refusal(operator, display(a), display(b)));
}

function raise(run: Run, a: FeelValue, b: FeelValue): FeelValue {
  if (isFeelNumber(a) && isFeelNumber(b)) return power(a, b);
  const wrong = isFeelNumber(a) ? b : a;
  return run.warn("INVALID_TYPE", `Expected number but found '${display(wrong)}'`);
}

function refusal(operator: BasicOperator, a: string, b: string): string {
  switch (operator) {
    case "+":
      return `Can't add '${b}' to '${a}'`;
    case "-":
      return `Can't subtract '${b}' from '${a}'`;
    case "*":
      return `Can't multiply '${a}' by '${b}'`;
    case "/":
      return `Can't divide '${a}' by '${b}'`;
  }
}

function applyOperator(operator: BasicOperator, a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (isFeelNumber(a) && isFeelNumber(b)) return onNumbers(operator, a, b);
  switch (operator) {
    case "+":
      return typeof a === "string" && typeof b === "string" ? a + b : addTemporals(a, b);
    case "-":
      return subtractTemporals(a, b);
    case "*":
      return scaleDuration(a, b) ?? scaleDuration(b, a);
    case "/":
      return divideDuration(a, b);
  }
}

function onNumbers(operator: BasicOperator, a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return divide(a, b);
  }
}

function addTemporals(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof FeelDuration && b instanceof FeelDuration) return addDurations(a, b);
  if (b instanceof FeelDuration) return shift(a, b);
  return a instanceof FeelDuration ? shift(b, a) : undefined;
}

function addDurations(a: FeelDuration, b: FeelDuration): FeelDuration | undefined {
  return a.yearsMonths === b.yearsMonths ? durationOf(durationRank(a) + durationRank(b), a.yearsMonths) : undefined;
}

/** Makes a duration of months, or of milliseconds. */
function durationOf(amount: number, isMonths: boolean): FeelDuration {
  return isMonths ? monthsLong(amount) : millisecondsLong(amount);
}

function shift(value: FeelValue, by: FeelDuration): FeelValue | undefined {
  if (value instanceof FeelDate) return new FeelDate(shiftDay(value, by));
  if (value instanceof FeelTime)
    return by.yearsMonths ? undefined : new FeelTime(value.unwrap().add(by.unwrap()), value.zone);
  if (!(value instanceof FeelDateTime)) return undefined;
  const { zone } = value;
  if (zone === null) return new FeelDateTime(value.unwrap().add(by.unwrap()), null);
  // in a zone a day is 24 hours, whatever the clocks do: feel-scala adds the duration to the instant
  const exact = by.yearsMonths ? by.unwrap() : Clockwork.Duration.from({ milliseconds: durationRank(by) });
  return new FeelDateTime(value.unwrap().toZonedDateTime(zone).add(exact).toPlainDateTime(), zone);
}

/** A date moves from its midnight, so that an hour less is the day before. */
function shiftDay(value: FeelDate, by: FeelDuration): Clockwork.PlainDate {
  return value.unwrap().toPlainDateTime().add(by.unwrap()).toPlainDate();
}

function subtractTemporals(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (b instanceof FeelDuration) {
    return a instanceof FeelDuration ? addDurations(a, negate(b)) : shift(a, negate(b));
  }
  if (kindOf(a) !== kindOf(b)) return undefined;
  const [from, to] = [instantOf(b), instantOf(a)];
  return from === undefined || to === undefined ? undefined : durationOf(to - from, false);
}

/** Turns a duration around. */
export function negate(value: FeelDuration): FeelDuration {
  return new FeelDuration(value.unwrap().negated(), value.yearsMonths);
}

/** Milliseconds of a temporal value since the epoch, or of a time since midnight. */
function instantOf(value: FeelValue): number | undefined {
  if (value instanceof FeelTime) return value.unwrap().since("00:00").total("millisecond");
  if (value instanceof FeelDate) return value.unwrap().toZonedDateTime("UTC").epochMilliseconds;
  return value instanceof FeelDateTime
    ? value.unwrap().toZonedDateTime(value.zone ?? "UTC").epochMilliseconds
    : undefined;
}

function scaleDuration(value: FeelValue, factor: FeelValue): FeelDuration | undefined {
  if (!(value instanceof FeelDuration) || !isFeelNumber(factor)) return undefined;
  return durationOf(durationRank(value) * toInt(factor), value.yearsMonths);
}

function divideDuration(value: FeelValue, by: FeelValue): FeelValue | undefined {
  if (!(value instanceof FeelDuration)) return undefined;
  if (isFeelNumber(by))
    return signOf(by) === 0 ? undefined : durationOf(durationRank(value) / toDouble(by), value.yearsMonths);
  if (!(by instanceof FeelDuration) || by.yearsMonths !== value.yearsMonths || durationRank(by) === 0) return undefined;
  return Math.trunc(durationRank(value) / durationRank(by));
}
