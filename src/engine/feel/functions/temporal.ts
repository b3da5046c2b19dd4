import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from "feelin";
import { Temporal } from "temporal-polyfill";
import { durationRank } from "../compare.ts";
import { CalculationFailure } from "../calculation-failure.ts";
import { display, illegalArguments } from "../display.ts";
import { isFeelNumber, multiply, roundTo, subtract, toDouble, toInt, type FeelNumber } from "../numbers.ts";
import type { Run } from "../run.ts";
import {
  dateTimeAt,
  durationText,
  readDate,
  readDateTime,
  readDuration,
  readTime,
  UTC_OFFSET,
  zoneOf,
} from "../temporal-text.ts";
import type { FeelValue } from "../values.ts";
import { fn0, fn1, fn2, fn3, fn4, param, Refusal, type FunctionTable } from "./define.ts";

/** Reads the text of `@"…"`: duration, time, date-time or date; null when it is none. */
export function parseTemporal(text: string): FeelValue {
  if (/^[-+]?p/i.test(text)) return readDuration(text);
  if (text.includes("T")) return readDateTime(text);
  return text.includes(":") ? readTime(text) : readDate(text);
}

const NANOSECONDS = 1_000_000_000;
const GREATEST_OFFSET_MS = 18 * 3_600_000;

function parseOrRefuse<T>(kind: string, parse: (text: string) => T | null): (text: string) => T | Refusal {
  return (text) => parse(text) ?? new Refusal(`Failed to parse ${kind} from '${text}'`);
}

/** The host's time zone as Java names it: plain UTC is `Etc/UTC` there, so that `Z` stays an offset. */
function hostZone(): string {
  const zone = Temporal.Now.timeZoneId();
  return zone === "UTC" ? "Etc/UTC" : zone;
}

function present(run: Run): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(run.clock.now()).toZonedDateTimeISO(hostZone());
}

function dateFrom(numbers: readonly [FeelNumber, FeelNumber, FeelNumber]): FeelDate | Refusal {
  const [year, month, day] = [toInt(numbers[0]), toInt(numbers[1]), toInt(numbers[2])];
  try {
    return new FeelDate(Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }));
  } catch {
    return new Refusal(`Failed to parse date from: year=${year}, month=${month}, day=${day}`);
  }
}

type Clock = readonly [FeelNumber, FeelNumber, FeelNumber];

function timeFrom(clock: Clock): FeelTime | Refusal {
  const time = plainTime(clock);
  if (time !== undefined) return new FeelTime(time, null);
  const [hour, minute, second] = clock.map(toInt);
  return new Refusal(`Failed to parse local-time from: hour=${hour}, minute=${minute}, second=${second}`);
}

function timeWithOffset(clock: Clock, offset: FeelDuration): FeelTime | Refusal {
  const time = plainTime(clock);
  if (time !== undefined && Math.abs(durationRank(offset)) <= GREATEST_OFFSET_MS)
    return new FeelTime(time, offsetZone(offset));
  const [hour, minute, second] = clock.map(toInt);
  const text = javaDuration(durationRank(offset));
  return new Refusal(`Failed to parse time from: hour=${hour}, minute=${minute}, second=${second}, offset=${text}`);
}

function plainTime([hour, minute, second]: Clock): Temporal.PlainTime | undefined {
  const nanoseconds = toDouble(roundTo(multiply(subtract(second, toInt(second)), NANOSECONDS), 0, "down"));
  try {
    const whole = Temporal.PlainTime.from(
      { hour: toInt(hour), minute: toInt(minute), second: toInt(second) },
      { overflow: "reject" },
    );
    return whole.add({ nanoseconds });
  } catch {
    return undefined;
  }
}

/** As Java writes a duration: hours are never gathered to days. */
function javaDuration(milliseconds: number): string {
  return Temporal.Duration.from({ milliseconds }).round({ largestUnit: "hour" }).toString();
}

function offsetZone(offset: FeelDuration): string {
  const seconds = Math.trunc(Math.abs(durationRank(offset)) / 1000);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const minutes = `${pad(Math.trunc(seconds / 3600))}:${pad(Math.trunc(seconds / 60) % 60)}`;
  return `${durationRank(offset) < 0 ? "-" : "+"}${minutes}`;
}

function dayOf(value: FeelDate | FeelDateTime): Temporal.PlainDate {
  return value instanceof FeelDate ? value.unwrap() : value.unwrap().toPlainDate();
}

function inZone(value: FeelDateTime, name: string): FeelDateTime {
  const zone = zoneOf(name);
  if (zone === undefined) throw noSuchZone(name);
  const instant = value.unwrap().toZonedDateTime(value.zone ?? zone);
  return new FeelDateTime(instant.withTimeZone(zone).toPlainDateTime(), zone);
}

/** How Java refuses the name of a zone, which ends the evaluation. */
function noSuchZone(name: string): CalculationFailure {
  if (name.length < 2 || /^[+-]/.test(name)) {
    const hours = Number(/^[+-](\d\d):\d\d$/.exec(name)?.[1] ?? 0);
    return new CalculationFailure(
      hours > 18
        ? `java.time.DateTimeException: Zone offset hours not in valid range: value ${name.startsWith("-") ? "-" : ""}${hours} is not in the range -18 to 18`
        : `java.time.DateTimeException: Invalid ID for ZoneOffset, invalid format: ${name}`,
    );
  }
  return new CalculationFailure(
    /^[A-Za-z][A-Za-z0-9~/._+-]+$/.test(name)
      ? `java.time.zone.ZoneRulesException: Unknown time-zone ID: ${name}`
      : `java.time.DateTimeException: Invalid ID for region-based ZoneId, invalid format: ${name}`,
  );
}

function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): FeelDuration {
  return new FeelDuration(from.until(to, { largestUnit: "month" }).with({ days: 0 }), true);
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function cycleOf(interval: FeelValue): string | Refusal {
  if (interval instanceof FeelDuration) return `R/${durationText(interval)}`;
  return new Refusal(`cycle function expected an interval (duration) parameter, but found '${display(interval)}'`);
}

function cycle(repetitions: FeelValue, interval: FeelValue): string | Refusal {
  if (!(interval instanceof FeelDuration) || (repetitions !== null && !isFeelNumber(repetitions))) {
    const found = display([repetitions, interval]);
    return new Refusal(
      `cycle function expected a repetitions (number) and an interval (duration) parameter, but found '${found}'`,
    );
  }
  return `R${repetitions === null ? "" : toInt(repetitions)}/${durationText(interval)}`;
}

function withOffset(clock: Clock, offset: FeelValue): FeelTime | Refusal {
  if (offset === null) return timeFrom(clock);
  if (offset instanceof FeelDuration && !offset.yearsMonths) return timeWithOffset(clock, offset);
  return new Refusal(illegalArguments([...clock, offset]));
}

const [from, date] = [param.string("from"), param.day("date")];
const [hour, minute, second] = [param.number("hour"), param.number("minute"), param.number("second")];

/** Dates, times and durations; `cycle` is Zeebe's own. */
export const TEMPORAL_FUNCTIONS: FunctionTable = {
  now: [fn0((run) => new FeelDateTime(present(run).toPlainDateTime(), hostZone()))],
  today: [fn0((run) => new FeelDate(present(run).toPlainDate()))],
  date: [
    fn1(from, parseOrRefuse("date", readDate)),
    fn1(param.day("from"), (value) => new FeelDate(dayOf(value))),
    fn3([param.number("year"), param.number("month"), param.number("day")], dateFrom),
  ],
  time: [
    fn1(from, parseOrRefuse("local-time", readTime)),
    fn1(param.dateTime("from"), (value) => new FeelTime(value.unwrap().toPlainTime(), value.zone)),
    fn1(param.date("from"), () => new FeelTime(Temporal.PlainTime.from("00:00"), UTC_OFFSET)),
    fn3([hour, minute, second], (parts) => timeFrom(parts)),
    fn4([hour, minute, second, param.any("offset")], ([h, m, s, offset]) => withOffset([h, m, s], offset)),
  ],
  "date and time": [
    fn1(from, parseOrRefuse("date-time", readDateTime)),
    fn2([date, param.time("time")], (day, time) => dateTimeAt(dayOf(day).toPlainDateTime(time.unwrap()), time.zone)),
    fn2([param.dateTime("date"), param.string("timezone")], inZone),
  ],
  duration: [fn1(from, parseOrRefuse("duration", readDuration))],
  "years and months duration": [fn2([param.day("from"), param.day("to")], (a, b) => monthsBetween(dayOf(a), dayOf(b)))],
  "day of week": [fn1(date, (value) => WEEKDAYS[dayOf(value).dayOfWeek - 1] ?? null)],
  "day of year": [fn1(date, (value) => dayOf(value).dayOfYear)],
  "week of year": [fn1(date, (value) => dayOf(value).weekOfYear ?? null)],
  "month of year": [fn1(date, (value) => MONTHS[dayOf(value).month - 1] ?? null)],
  "last day of month": [fn1(date, (value) => new FeelDate(dayOf(value).with({ day: dayOf(value).daysInMonth })))],
  cycle: [fn1(param.any("interval"), cycleOf), fn2([param.any("repetitions"), param.any("interval")], cycle)],
};
