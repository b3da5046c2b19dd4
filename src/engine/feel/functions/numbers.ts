import { FeelDuration } from "feelin";
import { negate } from "../arithmetic.ts";
import { durationRank } from "../compare.ts";
import { CalculationFailure } from "../run.ts";
import { roundTo, subtract, multiply, type Rounding } from "../numbers.ts";
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

function rounding(mode: Rounding): Overload {
  return fn2([n, scale], (value, digits) => roundTo(value, digits, mode));
}

function roundAs(value: number, digits: number, name: string): number | Refusal {
  const mode = MODES[name.toUpperCase()];
  return mode === undefined ? new Refusal(`Illegal rounding mode '${name}'`) : roundTo(value, digits, mode);
}

/** The sign of the result is the divisor's. */
function modulo(dividend: number, divisor: number): number {
  if (divisor === 0) throw new CalculationFailure("java.lang.ArithmeticException: Division by zero");
  return subtract(dividend, multiply(divisor, Math.floor(dividend / divisor)));
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
  floor: [fn1(n, (value) => Math.floor(value)), rounding("floor")],
  ceiling: [fn1(n, (value) => Math.ceil(value)), rounding("ceiling")],
  "round up": [rounding("up")],
  "round down": [rounding("down")],
  "round half up": [rounding("half up")],
  "round half down": [rounding("half down")],
  abs: [fn1(number, Math.abs), fn1(n, Math.abs), fn1(param.duration("n"), absolute)],
  modulo: [fn2([param.number("dividend"), param.number("divisor")], modulo)],
  sqrt: [fn1(number, (value) => (value < 0 ? null : Math.sqrt(value)))],
  log: [fn1(number, (value) => (value <= 0 ? null : Math.log(value)))],
  exp: [fn1(number, (value) => Math.exp(value))],
  odd: [fn1(number, (value) => Math.abs(value) % 2 === 1)],
  even: [fn1(number, (value) => value % 2 === 0)],
};
