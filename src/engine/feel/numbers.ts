/** Decimal arithmetic on doubles: 0.1 + 0.2 is 0.3, as with feel-scala's BigDecimal, for every result that a double can hold. */

interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Adds two numbers decimally. */
export function add(a: number, b: number): number {
  const native = a + b;
  return isExact(a, b, native) ? native : onCommonScale(a, b, (x, y) => x + y);
}

/** Subtracts b from a decimally. */
export function subtract(a: number, b: number): number {
  return add(a, -b);
}

/** Multiplies two numbers decimally. */
export function multiply(a: number, b: number): number {
  const native = a * b;
  if (isExact(a, b, native)) return native;
  const [x, y] = [toDecimal(a), toDecimal(b)];
  return fromDecimal({ digits: x.digits * y.digits, scale: x.scale + y.scale });
}

/** Adds up a list decimally; the sum of nothing is zero. */
export function sumOf(values: readonly number[]): number {
  return values.reduce(add, 0);
}

function isExact(a: number, b: number, result: number): boolean {
  return (
    !Number.isFinite(result) ||
    (Number.isInteger(a) && Number.isInteger(b) && Math.abs(result) <= Number.MAX_SAFE_INTEGER)
  );
}

function onCommonScale(a: number, b: number, apply: (x: bigint, y: bigint) => bigint): number {
  const [x, y] = [toDecimal(a), toDecimal(b)];
  const scale = Math.max(x.scale, y.scale);
  return fromDecimal({ digits: apply(rescale(x, scale), rescale(y, scale)), scale });
}

function rescale(value: Decimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

function toDecimal(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function fromDecimal({ digits, scale }: Decimal): number {
  return Number(`${digits}e${-scale}`);
}

/** How a number is shortened to a number of decimal places. */
export type Rounding = "up" | "down" | "ceiling" | "floor" | "half up" | "half down" | "half even";

/** Rounds decimally: 1.005 to two places is 1.01 half up, not 1. */
export function roundTo(value: number, places: number, mode: Rounding): number {
  const { digits, scale } = toDecimal(value);
  if (scale <= places) return value;
  const unit = 10n ** BigInt(scale - Math.trunc(places));
  const [quotient, rest] = [digits / unit, digits % unit];
  if (rest === 0n) return fromDecimal({ digits: quotient, scale: Math.trunc(places) });
  const away = digits < 0n ? -1n : 1n;
  return fromDecimal({
    digits: isAwayFromZero({ mode, quotient, rest, unit }) ? quotient + away : quotient,
    scale: Math.trunc(places),
  });
}

interface Remainder {
  readonly mode: Rounding;
  readonly quotient: bigint;
  readonly rest: bigint;
  readonly unit: bigint;
}

function isAwayFromZero({ mode, quotient, rest, unit }: Remainder): boolean {
  const doubled = (rest < 0n ? -rest : rest) * 2n;
  switch (mode) {
    case "up":
      return true;
    case "down":
      return false;
    case "ceiling":
      return rest > 0n;
    case "floor":
      return rest < 0n;
    case "half up":
      return doubled >= unit;
    case "half down":
      return doubled > unit;
    case "half even":
      return doubled > unit || (doubled === unit && quotient % 2n !== 0n);
  }
}
