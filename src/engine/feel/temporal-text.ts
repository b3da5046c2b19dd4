import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from "feelin";
import { Temporal } from "temporal-polyfill";

// What feel-scala, and below it java.time, reads and writes.

const DATE = /^(-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/;
const OFFSET = /^[+-]\d\d:\d\d$/;
const MOST_OFFSET_HOURS = 18;
const YEARS_MONTHS = /^(-?)P(?=-?\d)(?:(-?\d+)Y)?(?:(-?\d+)M)?$/;
const DAYS_TIME =
  /^([-+]?)P(?=[-+\dT])(?:([-+]?\d+)D)?(?:T(?=[-+\d])(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i;
const [SECONDS_A_MINUTE, SECONDS_AN_HOUR, SECONDS_A_DAY] = [60, 3600, 86_400];

/** Reads a date; null for a text that is none, and for years that the calendar of JavaScript does not reach. */
export function readDate(text: string): FeelDate | null {
  const date = plainDateOf(text);
  return date === null ? null : new FeelDate(date);
}

function plainDateOf(text: string): Temporal.PlainDate | null {
  const [, year, month, day] = DATE.exec(text) ?? [];
  return year === undefined
    ? null
    : orNull(() =>
        Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: "reject" }),
      );
}

/** Reads a time with or without an offset or a zone. */
export function readTime(text: string): FeelTime | null {
  const { clock, zone } = splitZone(text.replace(/^T/, ""));
  const hasSeconds = clock.length > "00:00".length;
  if (zone === undefined || (zone !== null && !hasSeconds)) return null;
  const time = plainTimeOf(clock === "24:00:00" ? "00:00:00" : clock);
  return time === null ? null : new FeelTime(time, zone);
}

/** Reads a date with a time of day, or a date alone as its midnight. */
export function readDateTime(text: string): FeelDateTime | null {
  const [day = "", ...rest] = text.split("T");
  const date = plainDateOf(day);
  if (date === null) return null;
  if (rest.length === 0) return new FeelDateTime(date.toPlainDateTime(), null);
  const { clock, zone } = splitZone(rest.join("T"));
  const time = plainTimeOf(clock);
  return time === null || zone === undefined ? null : dateTimeAt(date.toPlainDateTime(time), zone);
}

/** A local time in a zone; where the clocks skip it, it is as much later. */
export function dateTimeAt(local: Temporal.PlainDateTime, zone: string | null): FeelDateTime {
  return new FeelDateTime(zone === null ? local : local.toZonedDateTime(zone).toPlainDateTime(), zone);
}

function plainTimeOf(text: string): Temporal.PlainTime | null {
  return TIME.test(text) && !text.endsWith(":60") && !text.includes(":60.")
    ? orNull(() => Temporal.PlainTime.from(text))
    : null;
}

/** The clock's part of a text and its zone: null for none, undefined for one that does not exist. */
function splitZone(text: string): { readonly clock: string; readonly zone: string | null | undefined } {
  const at = text.indexOf("@");
  if (at >= 0) return { clock: text.slice(0, at), zone: zoneOf(text.slice(at + 1)) };
  const offset = /[+-][\d:]+$|Z$/.exec(text)?.[0];
  if (offset === undefined) return { clock: text, zone: null };
  return { clock: text.slice(0, -offset.length), zone: offset === "Z" ? UTC_OFFSET : offsetOf(offset) };
}

/** The offset that is written as `Z`; unlike the zone `UTC` it has no name. */
export const UTC_OFFSET = "+00:00";

function offsetOf(text: string): string | undefined {
  const [hours = 0, minutes = 0] = text.slice(1).split(":").map(Number);
  const isReal = OFFSET.test(text) && hours * 60 + minutes <= MOST_OFFSET_HOURS * 60 && minutes < 60;
  if (!isReal) return undefined;
  return hours + minutes === 0 ? UTC_OFFSET : text;
}

/** The zone of a name or offset; undefined when there is none. */
export function zoneOf(name: string): string | undefined {
  if (name === "Z") return UTC_OFFSET;
  if (/^[+-]/.test(name)) return offsetOf(name);
  return orNull(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)) === null ? undefined : name;
}

/** Reads a duration: of years and months, or of days and time, never both. */
export function readDuration(text: string): FeelDuration | null {
  const calendar = YEARS_MONTHS.exec(text);
  if (calendar !== null) {
    const [, sign, years = 0, months = 0] = calendar;
    return orNull(() => monthsLong((sign === "-" ? -1 : 1) * (Number(years) * 12 + Number(months))));
  }
  const parts = DAYS_TIME.exec(text);
  if (parts === null) return null;
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0, fraction = ""] = parts;
  const whole =
    Number(days) * SECONDS_A_DAY +
    Number(hours) * SECONDS_AN_HOUR +
    Number(minutes) * SECONDS_A_MINUTE +
    Number(seconds);
  const part = Number(`0.${fraction}0`) * (String(seconds).startsWith("-") ? -1 : 1);
  return orNull(() => millisecondsLong((sign === "-" ? -1 : 1) * (whole * 1000 + Math.trunc(part * 1000))));
}

/** A duration of years and months. */
export function monthsLong(months: number): FeelDuration {
  const whole = Math.trunc(months);
  return new FeelDuration(Temporal.Duration.from({ years: Math.trunc(whole / 12), months: whole % 12 }), true);
}

/** A duration of days and time. */
export function millisecondsLong(milliseconds: number): FeelDuration {
  return new FeelDuration(
    Temporal.Duration.from({ milliseconds: Math.trunc(milliseconds) }).round({ largestUnit: "day" }),
    false,
  );
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Writes a date with the year as java.time does: -0044, 2026, +12345. */
export function dateText({ year, month, day }: Temporal.PlainDate | Temporal.PlainDateTime): string {
  const digits = String(Math.abs(year)).padStart(4, "0");
  const sign = year < 0 ? "-" : digits.length > 4 ? "+" : "";
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${sign}${digits}-${pad(month)}-${pad(day)}`;
}

/** Writes a time of day with seconds and as many digits of a fraction as needed. */
function clockText(time: Temporal.PlainTime): string {
  return time.toString();
}

/** Writes a time as `string()` does. */
export function timeText(value: FeelTime): string {
  return clockText(value.unwrap()) + zoneSuffix(value.zone);
}

/** Writes a date and time as `string()` does: a named zone after an `@`. */
export function dateTimeText(value: FeelDateTime): string {
  return localText(value) + zoneSuffix(value.zone);
}

/** The local date and time, without the zone. */
export function localText(value: FeelDateTime): string {
  const local = value.unwrap();
  return `${dateText(local)}T${clockText(local.toPlainTime())}`;
}

function zoneSuffix(zone: string | null): string {
  if (zone === null) return "";
  if (zone === UTC_OFFSET) return "Z";
  return OFFSET.test(zone) || /^[+-]/.test(zone) ? zone : `@${zone}`;
}

/** Writes a duration as feel-scala does: whole seconds, `P0D` and `P0Y` for nothing. */
export function durationText(value: FeelDuration): string {
  return value.yearsMonths ? yearsMonthsText(value) : daysTimeText(value);
}

function yearsMonthsText(value: FeelDuration): string {
  const months = value.unwrap().total({ unit: "month", relativeTo: "1970-01-01" });
  if (months === 0) return "P0Y";
  const size = Math.abs(months);
  return `${months < 0 ? "-" : ""}P${amount(Math.trunc(size / 12), "Y")}${amount(size % 12, "M")}`;
}

function daysTimeText(value: FeelDuration): string {
  const total = Math.trunc(value.unwrap().total("second"));
  if (total === 0) return "P0D";
  const size = Math.abs(total);
  const clock =
    amount(Math.trunc((size % SECONDS_A_DAY) / SECONDS_AN_HOUR), "H") +
    amount(Math.trunc((size % SECONDS_AN_HOUR) / SECONDS_A_MINUTE), "M") +
    amount(size % SECONDS_A_MINUTE, "S");
  return `${total < 0 ? "-" : ""}P${amount(Math.trunc(size / SECONDS_A_DAY), "D")}${clock === "" ? "" : `T${clock}`}`;
}

function amount(value: number, unit: string): string {
  return value === 0 ? "" : `${value}${unit}`;
}
