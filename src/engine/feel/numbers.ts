import { CalculationFailure } from "./calculation-failure.ts";
import { Decimal, type Rounding } from "./decimal.ts";

/**
 * A number of FEEL. It is a double where the double says everything: a safe integer, or a fraction of at most 15 digits
 * without trailing zeros. Any other, such as 1.0 or a third, is a decimal.
 */
export type FeelNumber = number | Decimal;

const MAX_EXACT_DIGITS = 10n ** 15n;
const MAX_EXACT_SCALE = 290;
const INT_BITS = 32;
const LONG_BITS = 64;
const GREATEST_LONG = 2 ** (LONG_BITS - 1);
const GREATEST_SCALE = 2 ** (INT_BITS - 1);
/** Between these Java writes a double without an exponent. */
const [LEAST_PLAIN, FIRST_SCIENTIFIC] = [1e-3, 1e7];
const GREATEST_POWER = 999_999_999;

/** Tells numbers from everything else. */
export function isFeelNumber(value: unknown): value is FeelNumber {
  return typeof value === "number" || value instanceof Decimal;
}

function toDecimal(value: FeelNumber): Decimal {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) return notANumber(value);
  if (!Number.isInteger(value)) return Decimal.parse(String(value));
  return Math.abs(value) < GREATEST_LONG ? new Decimal(BigInt(value), 0) : Decimal.parse(scientific(value));
}

/** A double in Java's scientific notation, which always has a digit after the point: 1.0E21. */
function scientific(value: number): string {
  const [mantissa = "0", exponent = "0"] = value.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}e${exponent}`;
}

/** The double in its place where it says everything. */
function simplest(value: Decimal): FeelNumber {
  const { digits, scale } = value;
  if (Math.abs(scale) >= GREATEST_SCALE)
    throw new CalculationFailure(`java.lang.ArithmeticException: ${scale < 0 ? "Overflow" : "Underflow"}`);
  if (scale === 0) {
    const whole = Number(digits);
    return Number.isSafeInteger(whole) ? whole : value;
  }
  if (scale < 0 || scale > MAX_EXACT_SCALE || digits % 10n === 0n) return value;
  return digits < MAX_EXACT_DIGITS && digits > -MAX_EXACT_DIGITS ? value.toDouble() : value;
}

/** Reads a number literal or the text of a number; the caller has checked its form. */
export function numberFrom(text: string): FeelNumber {
  return simplest(Decimal.parse(text.replace(/\s/g, "")));
}

/** The number that feel-scala makes of a double, such as a root: 2 becomes 2.0. Java refuses what is no number. */
export function fromDouble(value: number): FeelNumber {
  if (!Number.isFinite(value)) return notANumber(value);
  const size = Math.abs(value);
  if (value !== 0 && (size < LEAST_PLAIN || size >= FIRST_SCIENTIFIC))
    return simplest(Decimal.parse(scientific(value)));
  return Number.isInteger(value) ? new Decimal(BigInt(value) * 10n, 1) : simplest(toDecimal(value));
}

function notANumber(value: number): never {
  const first = Number.isNaN(value) ? "N" : "I";
  throw new CalculationFailure(
    `java.lang.NumberFormatException: Character ${first} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.`,
  );
}

/** Adds two numbers. */
export function add(a: FeelNumber, b: FeelNumber): FeelNumber {
  if (typeof a === "number" && typeof b === "number") {
    const native = a + b;
    if (Number.isSafeInteger(native) && Number.isInteger(a) && Number.isInteger(b)) return native;
  }
  return simplest(toDecimal(a).plus(toDecimal(b)));
}

/** Subtracts b from a. */
export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber {
  return add(a, negateNumber(b));
}

/** The number with the other sign; there is no negative zero. */
export function negateNumber(value: FeelNumber): FeelNumber {
  return typeof value === "number" ? 0 - value : value.negated();
}

/** Multiplies two numbers. */
export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber {
  if (typeof a === "number" && typeof b === "number") {
    const native = a * b;
    if (Number.isSafeInteger(native) && Number.isInteger(a) && Number.isInteger(b)) return native + 0;
  }
  return simplest(toDecimal(a).times(toDecimal(b)));
}

/** Divides a by b; undefined for a division by zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (typeof a === "number" && typeof b === "number" && b !== 0) {
    const native = a / b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(native)) return native + 0;
  }
  return signOf(b) === 0 ? undefined : simplest(toDecimal(a).dividedBy(toDecimal(b)));
}

/** Raises a to the power of b; a broken power is worked out in doubles. Fails as Java does where there is no result. */
export function power(a: FeelNumber, b: FeelNumber): FeelNumber {
  if (!isWhole(b)) return fromDouble(toDouble(a) ** toDouble(b));
  const exponent = toInt(b);
  if (Math.abs(exponent) > GREATEST_POWER)
    throw new CalculationFailure("java.lang.ArithmeticException: Invalid operation");
  const result = toDecimal(a).toThePower(exponent);
  if (result === undefined) throw new CalculationFailure("java.lang.ArithmeticException: Division by zero");
  return simplest(result);
}

/** Adds up a list; the sum of nothing is zero. */
export function sumOf(values: readonly FeelNumber[]): FeelNumber {
  return values.reduce(add, 0);
}

/** Negative, zero or positive as a is less than, equal to or greater than b, whatever their trailing zeros. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  return toDecimal(a).compare(toDecimal(b));
}

/** Negative, zero or positive. */
export function signOf(value: FeelNumber): number {
  return compareNumbers(value, 0);
}

/** Rounds to decimal places or fills up to them: 1.005 to two places is 1.01 half up, 1.5 to three is 1.500. */
export function roundTo(value: FeelNumber, places: FeelNumber, mode: Rounding): FeelNumber {
  const scale = toInt(places);
  return scale === 0 && typeof value === "number" && Number.isInteger(value)
    ? value
    : simplest(toDecimal(value).toScale(scale, mode));
}

/** True without a fraction. */
function isWhole(value: FeelNumber): boolean {
  return typeof value === "number" ? Number.isInteger(value) : value.isWhole();
}

/** The nearest double. */
export function toDouble(value: FeelNumber): number {
  return typeof value === "number" ? value : value.toDouble();
}

/** The 32-bit integer that Java makes of a number: without fraction, and without the bits that do not fit. */
export function toInt(value: FeelNumber): number {
  if (typeof value === "number" && Math.abs(value) < 2 ** (INT_BITS - 1)) return Math.trunc(value) + 0;
  return Number(toDecimal(value).lowBits(INT_BITS));
}

/** What Zeebe stores: whole numbers as 64-bit integers without the bits that do not fit, others as doubles. */
export function toStored(value: FeelNumber): number {
  if (typeof value === "number" && !Number.isInteger(value)) return value;
  if (Number.isSafeInteger(value)) return Number(value) + 0;
  const decimal = toDecimal(value);
  return decimal.isWhole() ? Number(decimal.lowBits(LONG_BITS)) : decimal.toDouble();
}

/** Tells whether a whole number is odd; a broken one is neither odd nor even. */
export function parityOf(value: FeelNumber): "odd" | "even" | "broken" {
  if (!isWhole(value)) return "broken";
  return toDecimal(value).lowBits(LONG_BITS) % 2n === 0n ? "even" : "odd";
}

/** The absolute value. */
export function absoluteOf(value: FeelNumber): FeelNumber {
  return signOf(value) < 0 ? negateNumber(value) : value;
}

/** Writes a number as Java writes its BigDecimal. */
export function textOfNumber(value: FeelNumber): string {
  return Number.isSafeInteger(value) ? String(Number(value) + 0) : toDecimal(value).toString();
}
