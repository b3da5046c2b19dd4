import { FeelDuration } from "feelin";
import { negate } from "../arithmetic.ts";
import { durationRank } from "../compare.ts";
import { CalculationFailure } from "../calculation-failure.ts";
import type { Rounding } from "../decimal.ts";
import {
  absoluteOf,
  compareNumbers,
  divide,
  fromDouble,
  multiply,
  parityOf,
  roundTo,
  signOf,
  subtract,
  toDouble,
  toInt,
  type FeelNumber,
} from "../numbers.ts";
import { fn1, fn2, fn3, param, Refusal, type FunctionTable, type Overload } from "./define.ts";

const [n, scale, number] = [param.number("n"), param.number("scale"), param.number("number")];

const MODES: Readonly<Record<string, Rounding>> = {
  UP: "up",
  DOWN: "down",
  CEILING: "ceiling",
  FLOOR: "floor",
  HALF_UP: "half up",
  HALF_DOWN: "half down",
  HALF_EVEN: "half even",
};

/** Far beyond what a number can say, and soon more than memory can hold. */
const MOST_PLACES = 100_000;

function rounding(mode: Rounding): Overload {
  return fn2([n, scale], (value, digits) => roundWithin(value, digits, mode));
}

function roundWithin(value: FeelNumber, digits: FeelNumber, mode: Rounding): FeelNumber | Refusal {
  if (Math.abs(toInt(digits)) <= MOST_PLACES) return roundTo(value, digits, mode);
  const name = mode.toUpperCase().replace(" ", "_");
  return new Refusal(`Failed to apply rounding mode '${name}': BigInteger would overflow supported range`);
}

function roundAs(value: FeelNumber, digits: FeelNumber, name: string): FeelNumber | Refusal {
  const modeName = name.toUpperCase();
  if (modeName === "UNNECESSARY") return withoutRounding(value, digits);
  const mode = MODES[modeName];
  const known = [...Object.keys(MODES), "UNNECESSARY"].join(", ");
  return mode === undefined
    ? new Refusal(`Illegal argument '${name}' for rounding mode. Must be one of: ${known}`)
    : roundWithin(value, digits, mode);
}

function withoutRounding(value: FeelNumber, digits: FeelNumber): FeelNumber | Refusal {
  const result = roundWithin(value, digits, "down");
  if (result instanceof Refusal) return result;
  return compareNumbers(result, value) === 0
    ? result
    : new Refusal("Failed to apply rounding mode 'UNNECESSARY': Rounding necessary");
}

/** The sign of the result is the divisor's. */
function modulo(dividend: FeelNumber, divisor: FeelNumber): FeelNumber {
  const quotient = divide(dividend, divisor);
  if (quotient === undefined) throw new CalculationFailure("java.lang.ArithmeticException: Division by zero");
  return subtract(dividend, multiply(divisor, roundTo(quotient, 0, "floor")));
}

function absolute(value: FeelDuration): FeelDuration {
  return durationRank(value) < 0 ? negate(value) : value;
}

/** Numeric functions. */
export const NUMBER_FUNCTIONS: FunctionTable = {
  decimal: [
    rounding("half even"),
    fn3([n, scale, param.string("mode")], ([value, digits, mode]) => roundAs(value, digits, mode)),
  ],
  floor: [fn1(n, (value) => roundTo(value, 0, "floor")), rounding("floor")],
  ceiling: [fn1(n, (value) => roundTo(value, 0, "ceiling")), rounding("ceiling")],
  "round up": [rounding("up")],
  "round down": [rounding("down")],
  "round half up": [rounding("half up")],
  "round half down": [rounding("half down")],
  abs: [fn1(number, absoluteOf), fn1(n, absoluteOf), fn1(param.duration("n"), absolute)],
  modulo: [fn2([param.number("dividend"), param.number("divisor")], modulo)],
  sqrt: [fn1(number, (value) => (signOf(value) < 0 ? null : fromDouble(Math.sqrt(toDouble(value)))))],
  log: [fn1(number, (value) => fromDouble(Math.log(toDouble(value))))],
  exp: [fn1(number, (value) => fromDouble(Math.exp(toDouble(value))))],
  odd: [fn1(number, (value) => parityOf(value) === "odd")],
  even: [fn1(number, (value) => parityOf(value) === "even")],
};
