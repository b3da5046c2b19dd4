import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from "feelin";
import { Temporal as Clockwork } from "temporal-polyfill";
import { durationRank } from "./compare.ts";
import { display } from "./display.ts";
import { add, multiply, subtract } from "./numbers.ts";
import type { Run } from "./run.ts";
import type { FeelValue } from "./values.ts";

/** The arithmetic operators of FEEL. */
export type Operator = "+" | "-" | "*" | "/" | "**";

type Operands = readonly [FeelValue, FeelValue];

/** Applies an operator to two values; what cannot be combined is a warning and null. */
export function calculate(run: Run, operator: Operator, [a, b]: Operands): FeelValue {
  return applyOperator(operator, a, b) ?? run.warn("INVALID_TYPE", refusal(operator, display(a), display(b)));
}

function refusal(operator: Operator, a: string, b: string): string {
  switch (operator) {
    case "+":
      return `Can't add '${b}' to '${a}'`;
    case "-":
      return `Can't subtract '${b}' from '${a}'`;
    case "*":
      return `Can't multiply '${a}' by '${b}'`;
    case "/":
      return `Can't divide '${a}' by '${b}'`;
    case "**":
      return `Can't exponentiate '${a}' by '${b}'`;
  }
}

function applyOperator(operator: Operator, a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (typeof a === "number" && typeof b === "number") return onNumbers(operator, a, b);
  switch (operator) {
    case "+":
      return typeof a === "string" && typeof b === "string" ? a + b : addTemporals(a, b);
    case "-":
      return subtractTemporals(a, b);
    case "*":
      return scaleDuration(a, b) ?? scaleDuration(b, a);
    case "/":
      return divideDuration(a, b);
    case "**":
      return undefined;
  }
}

function onNumbers(operator: Operator, a: number, b: number): number | undefined {
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return b === 0 ? undefined : a / b;
    case "**":
      return a ** b;
  }
}

function addTemporals(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof FeelDuration && b instanceof FeelDuration) return addDurations(a, b);
  if (b instanceof FeelDuration) return shift(a, b.unwrap());
  return a instanceof FeelDuration ? shift(b, a.unwrap()) : undefined;
}

function addDurations(a: FeelDuration, b: FeelDuration): FeelDuration | undefined {
  return a.yearsMonths === b.yearsMonths ? durationOf(durationRank(a) + durationRank(b), a.yearsMonths) : undefined;
}

/** Makes a duration of months, or of milliseconds. */
function durationOf(amount: number, isMonths: boolean): FeelDuration {
  const whole = Math.trunc(amount);
  return new FeelDuration(Clockwork.Duration.from(isMonths ? { months: whole } : { milliseconds: whole }), isMonths);
}

function shift(value: FeelValue, by: Clockwork.Duration): FeelValue | undefined {
  if (value instanceof FeelDate) return new FeelDate(value.unwrap().add(by));
  if (value instanceof FeelTime) return new FeelTime(value.unwrap().add(by), value.zone);
  if (!(value instanceof FeelDateTime)) return undefined;
  const { zone } = value;
  if (zone === null) return new FeelDateTime(value.unwrap().add(by), null);
  // in a zone a day is 24 hours, whatever the clocks do: feel-scala adds the duration to the instant
  const exact =
    by.years !== 0 || by.months !== 0 ? by : Clockwork.Duration.from({ milliseconds: by.total("millisecond") });
  return new FeelDateTime(value.unwrap().toZonedDateTime(zone).add(exact).toPlainDateTime(), zone);
}

function subtractTemporals(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (b instanceof FeelDuration) {
    return a instanceof FeelDuration ? addDurations(a, negate(b)) : shift(a, b.unwrap().negated());
  }
  const [from, to] = [instantOf(b, a), instantOf(a, b)];
  return from === undefined || to === undefined ? undefined : durationOf(to - from, false);
}

/** Turns a duration around. */
export function negate(value: FeelDuration): FeelDuration {
  return new FeelDuration(value.unwrap().negated(), value.yearsMonths);
}

/** Milliseconds of a temporal value that may be subtracted from the other one; a date counts from midnight. */
function instantOf(value: FeelValue, other: FeelValue): number | undefined {
  if (value instanceof FeelTime) return other instanceof FeelTime ? msOfDay(value) : undefined;
  if (other instanceof FeelTime) return undefined;
  if (value instanceof FeelDate) return Date.parse(`${value.iso}T00:00:00Z`);
  return value instanceof FeelDateTime
    ? value.unwrap().toZonedDateTime(value.zone ?? "UTC").epochMilliseconds
    : undefined;
}

function msOfDay(value: FeelTime): number {
  return value.unwrap().since("00:00").total("millisecond");
}

function scaleDuration(value: FeelValue, factor: FeelValue): FeelDuration | undefined {
  if (!(value instanceof FeelDuration) || typeof factor !== "number") return undefined;
  return durationOf(durationRank(value) * factor, value.yearsMonths);
}

function divideDuration(value: FeelValue, by: FeelValue): FeelValue | undefined {
  if (!(value instanceof FeelDuration)) return undefined;
  if (typeof by === "number") return by === 0 ? undefined : durationOf(durationRank(value) / by, value.yearsMonths);
  if (!(by instanceof FeelDuration) || by.yearsMonths !== value.yearsMonths || durationRank(by) === 0) return undefined;
  return durationRank(value) / durationRank(by);
}
