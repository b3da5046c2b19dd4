/** How a number is shortened to a number of decimal places. */
export type Rounding = "up" | "down" | "ceiling" | "floor" | "half up" | "half down" | "half even";

/** Digits that a result keeps unless the left operand has more: IEEE 754 decimal128, feel-scala's precision. */
const PRECISION = 34;

const MOST_BITS = 64;

/** Distance at which a number no longer touches another one's digits, so that only its sign matters. */
const OUT_OF_SIGHT = 3;

/**
 * A decimal number as feel-scala has it, trailing zeros included: `digits` times ten to the power of minus `scale`.
 * Results are rounded half even to the precision of the left operand, as Java's BigDecimal does.
 */
export class Decimal {
  readonly digits: bigint;
  readonly scale: number;
  /** Significant digits that results keep. */
  readonly precision: number;

  constructor(digits: bigint, scale: number, precision = PRECISION) {
    this.digits = digits;
    this.scale = scale;
    this.precision = precision;
  }

  /** Reads digits with an optional fraction and exponent; a text with more digits than the precision keeps them all. */
  static parse(text: string): Decimal {
    const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
    const [whole = "0", fraction = ""] = mantissa.split(".");
    const digits = BigInt(whole === "" || whole === "-" || whole === "+" ? `0${fraction}` : whole + fraction);
    const signed = mantissa.startsWith("-") && digits > 0n ? -digits : digits;
    return new Decimal(signed, fraction.length - Number(exponent), Math.max(PRECISION, lengthOf(digits)));
  }

  /** Adds a number. */
  plus(other: Decimal): Decimal {
    if (this.digits === 0n || other.digits === 0n) return this.#plusNothing(other);
    const [a, b] = condensed(this, other);
    const scale = Math.max(a.scale, b.scale);
    return rounded(new Decimal(atScale(a, scale) + atScale(b, scale), scale, this.precision));
  }

  /** One of both is zero: the other one, with the greater scale as far as the precision allows. */
  #plusNothing(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    const kept = this.digits === 0n ? other : this;
    if (kept.digits === 0n) return new Decimal(0n, scale, this.precision);
    const result = rounded(new Decimal(kept.digits, kept.scale, this.precision));
    const room = this.precision - lengthOf(result.digits);
    const target = Math.min(scale, result.scale + room);
    return target <= result.scale ? result : new Decimal(atScale(result, target), target, this.precision);
  }

  /** The number with the other sign. */
  negated(): Decimal {
    return new Decimal(-this.digits, this.scale, this.precision);
  }

  /** Multiplies by a number. */
  times(other: Decimal): Decimal {
    return rounded(new Decimal(this.digits * other.digits, this.scale + other.scale, this.precision));
  }

  /** Divides by a number that is not zero; an exact quotient has no needless zeros. */
  dividedBy(other: Decimal): Decimal {
    const preferred = this.scale - other.scale;
    if (this.digits === 0n) return new Decimal(0n, preferred, this.precision);
    const shift = this.precision - lengthOf(this.digits) + lengthOf(other.digits) + 1;
    const [dividend, divisor] =
      shift >= 0
        ? [this.digits * 10n ** BigInt(shift), other.digits]
        : [this.digits, other.digits * 10n ** BigInt(-shift)];
    const [quotient, rest] = [dividend / divisor, dividend % divisor];
    if (rest === 0n) return stripped(new Decimal(quotient, preferred + shift, this.precision), preferred);
    // one more digit than any quotient has stands for the rest, so that a tie is none
    const sign = rest < 0n !== divisor < 0n ? -1n : 1n;
    return rounded(new Decimal(quotient * 10n + sign, preferred + shift + 1, this.precision));
  }

  /** Raises to a whole power between -999,999,999 and 999,999,999; undefined for a negative power of zero. */
  toThePower(exponent: number): Decimal | undefined {
    if (exponent === 0) return new Decimal(1n, 0, this.precision);
    const magnitude = Math.abs(exponent);
    const working = this.precision + String(magnitude).length + 1;
    let result = new Decimal(1n, 0, working);
    for (const bit of magnitude.toString(2)) {
      result = result.times(result);
      if (bit === "1") result = result.times(this);
    }
    if (exponent < 0 && result.digits === 0n) return undefined;
    const inverse = exponent < 0 ? new Decimal(1n, 0, working).dividedBy(result) : result;
    return rounded(new Decimal(inverse.digits, inverse.scale, this.precision));
  }

  /** Negative, zero or positive as this number is less than, equal to or greater than the other. */
  compare(other: Decimal): number {
    const [a, b] = condensed(this, other);
    const scale = Math.max(a.scale, b.scale);
    const difference = atScale(a, scale) - atScale(b, scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** Rounds to decimal places, or fills up with zeros to them. */
  toScale(scale: number, mode: Rounding): Decimal {
    if (scale >= this.scale) return new Decimal(atScale(this, scale), scale, this.precision);
    const unit = 10n ** BigInt(this.scale - scale);
    return new Decimal(divideRounding(this.digits, unit, mode), scale, this.precision);
  }

  /** True without a fraction. */
  isWhole(): boolean {
    if (this.scale <= 0 || this.digits === 0n) return true;
    return this.scale < lengthOf(this.digits) && this.digits % 10n ** BigInt(this.scale) === 0n;
  }

  /** The lowest bits, at most 64, of the number without its fraction, as a signed integer. */
  lowBits(bits: number): bigint {
    // ten to the power of 64 ends with 64 zero bits
    if (this.scale <= -MOST_BITS || this.scale >= lengthOf(this.digits)) return 0n;
    const whole = this.scale <= 0 ? this.digits * 10n ** BigInt(-this.scale) : this.digits / 10n ** BigInt(this.scale);
    return BigInt.asIntN(bits, whole);
  }

  /** The nearest double. */
  toDouble(): number {
    return Number(`${this.digits}e${-this.scale}`);
  }

  /** Writes the number as Java does: with an exponent where the scale is negative or the number below a millionth. */
  toString(): string {
    const sign = this.digits < 0n ? "-" : "";
    const text = String(this.digits < 0n ? -this.digits : this.digits);
    const exponent = text.length - 1 - this.scale;
    if (this.scale >= 0 && exponent >= -6) return sign + plainText(text, this.scale);
    const mantissa = text.length === 1 ? text : `${text.slice(0, 1)}.${text.slice(1)}`;
    return exponent === 0 ? sign + mantissa : `${sign}${mantissa}E${exponent > 0 ? "+" : ""}${exponent}`;
  }
}

function plainText(digits: string, scale: number): string {
  if (scale === 0) return digits;
  const padded = digits.padStart(scale + 1, "0");
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function lengthOf(digits: bigint): number {
  return String(digits < 0n ? -digits : digits).length;
}

function atScale({ digits, scale }: Decimal, wanted: number): bigint {
  return wanted === scale || digits === 0n ? digits : digits * 10n ** BigInt(wanted - scale);
}

/** Puts a number that is far below the other one's last digit on a digit just below it, so that no power of ten gets huge. */
function condensed(a: Decimal, b: Decimal): readonly [Decimal, Decimal] {
  if (a.scale === b.scale) return [a, b];
  return a.scale < b.scale ? [a, nearer(b, a, a.precision)] : [nearer(a, b, a.precision), b];
}

function nearer(small: Decimal, big: Decimal, precision: number): Decimal {
  const lastVisible = Math.max(big.scale, big.scale - lengthOf(big.digits) + precision);
  const highest = small.scale - lengthOf(small.digits) + 1;
  if (big.digits === 0n || highest <= lastVisible + OUT_OF_SIGHT - 1) return small;
  return new Decimal(small.digits < 0n ? -1n : small.digits > 0n ? 1n : 0n, lastVisible + OUT_OF_SIGHT);
}

function rounded(value: Decimal): Decimal {
  const { digits, scale, precision } = value;
  const surplus = lengthOf(digits) - precision;
  if (surplus <= 0) return value;
  // 99…95 rounds up to one digit more
  return rounded(new Decimal(divideRounding(digits, 10n ** BigInt(surplus), "half even"), scale - surplus, precision));
}

function stripped(value: Decimal, least: number): Decimal {
  let { digits, scale } = value;
  while (scale > least && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return rounded(new Decimal(digits, scale, value.precision));
}

function divideRounding(digits: bigint, unit: bigint, mode: Rounding): bigint {
  const [quotient, rest] = [digits / unit, digits % unit];
  if (rest === 0n) return quotient;
  const away = digits < 0n ? -1n : 1n;
  return isAwayFromZero({ mode, quotient, rest, unit }) ? quotient + away : quotient;
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
