import { FeelDate, FeelDateTime, FeelDuration, FeelTime, duration, parseDate, parseDateTime, parseTime } from "feelin";
import { Temporal } from "temporal-polyfill";
import { durationRank } from "../compare.ts";
import { display } from "../display.ts";
import type { Run } from "../run.ts";
import { durationText, type FeelValue } from "../values.ts";
import { fn0, fn1, fn2, fn3, fn4, param, Refusal, type FunctionTable } from "./define.ts";

/** Reads the text of `@"…"`: duration, time, date-time or date; null when it is none. */
export function parseTemporal(text: string): FeelValue {
  if (/^-?P/.test(text)) return parsed(duration, text);
  if (/^\d{1,2}:/.test(text)) return parsed(parseTime, text);
  return text.includes("T") ? parsed(parseDateTime, text) : parsed(parseDate, text);
}

/** feelin throws on years before Christ; they are no dates for us. */
function parsed<T>(parse: (text: string) => T | null, text: string): T | null {
  return text.startsWith("-") && parse !== duration ? null : parse(text);
}

function parseOrRefuse<T>(kind: string, parse: (text: string) => T | null): (text: string) => T | Refusal {
  return (text) => parsed(parse, text) ?? new Refusal(`Failed to parse ${kind} from '${text}'`);
}

const parseFeelDate = (text: string): FeelDate | null => (/^\d{4,9}-\d\d-\d\d$/.test(text) ? parseDate(text) : null);
const parseFeelDateTime = (text: string): FeelDateTime | null =>
  text.includes("T") ? parseDateTime(text) : startOfDay(parseFeelDate(text));

function startOfDay(date: FeelDate | null): FeelDateTime | null {
  return date === null ? null : new FeelDateTime(date.unwrap().toPlainDateTime(), null);
}

/** The host's time zone as Java names it: plain UTC is `Etc/UTC` there, so that `Z` stays an offset. */
function hostZone(): string {
  const zone = Temporal.Now.timeZoneId();
  return zone === "UTC" ? "Etc/UTC" : zone;
}

function present(run: Run): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(run.clock.now()).toZonedDateTimeISO(hostZone());
}

function dateFrom(year: number, month: number, day: number): FeelDate | Refusal {
  try {
    return new FeelDate(Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }));
  } catch {
    return new Refusal(`Failed to parse date from: year=${year}, month=${month}, day=${day}`);
  }
}

function timeFrom(
  [hour, minute, second]: readonly [number, number, number],
  zone: string | null = null,
): FeelTime | Refusal {
  try {
    return new FeelTime(
      Temporal.PlainTime.from({ hour, minute, second: Math.trunc(second) }, { overflow: "reject" }),
      zone,
    );
  } catch {
    return new Refusal(`Failed to create time from hour=${hour}, minute=${minute}, second=${second}`);
  }
}

function offsetZone(offset: FeelDuration): string {
  const minutes = Math.trunc(Math.abs(durationRank(offset)) / 60_000);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${durationRank(offset) < 0 ? "-" : "+"}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
}

function dayOf(value: FeelDate | FeelDateTime): Temporal.PlainDate {
  return value instanceof FeelDate ? value.unwrap() : value.unwrap().toPlainDate();
}

function inZone(value: FeelDateTime, zone: string): FeelDateTime | Refusal {
  try {
    const zoned = value
      .unwrap()
      .toZonedDateTime(value.zone ?? zone)
      .withTimeZone(zone);
    return new FeelDateTime(zoned.toPlainDateTime(), zone);
  } catch {
    return new Refusal(`Unknown time zone '${zone}'`);
  }
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
  if (!(interval instanceof FeelDuration) || (repetitions !== null && typeof repetitions !== "number")) {
    const found = display([repetitions, interval]);
    return new Refusal(
      `cycle function expected a repetitions (number) and an interval (duration) parameter, but found '${found}'`,
    );
  }
  return `R${repetitions ?? ""}/${durationText(interval)}`;
}

const [from, date] = [param.string("from"), param.day("date")];
const [hour, minute, second] = [param.number("hour"), param.number("minute"), param.number("second")];

/** Dates, times and durations; `cycle` is Zeebe's own. */
export const TEMPORAL_FUNCTIONS: FunctionTable = {
  now: [fn0((run) => new FeelDateTime(present(run).toPlainDateTime(), hostZone()))],
  today: [fn0((run) => new FeelDate(present(run).toPlainDate()))],
  date: [
    fn1(from, parseOrRefuse("date", parseFeelDate)),
    fn1(param.day("from"), (value) => new FeelDate(dayOf(value))),
    fn3([param.number("year"), param.number("month"), param.number("day")], ([year, month, day]) =>
      dateFrom(year, month, day),
    ),
  ],
  time: [
    fn1(from, parseOrRefuse("time", parseTime)),
    fn1(param.time("from"), (value) => value),
    fn1(param.dateTime("from"), (value) => new FeelTime(value.unwrap().toPlainTime(), value.zone)),
    fn1(param.date("from"), () => timeFrom([0, 0, 0], "UTC")),
    fn3([hour, minute, second], (parts) => timeFrom(parts)),
    fn4([hour, minute, second, param.any("offset")], ([h, m, s, offset]) =>
      timeFrom([h, m, s], offset instanceof FeelDuration ? offsetZone(offset) : null),
    ),
  ],
  "date and time": [
    fn1(from, parseOrRefuse("date-time", parseFeelDateTime)),
    fn1(param.dateTime("from"), (value) => value),
    fn1(param.date("from"), (value) => startOfDay(value)),
    fn2(
      [date, param.time("time")],
      (day, time) => new FeelDateTime(dayOf(day).toPlainDateTime(time.unwrap()), time.zone),
    ),
    fn2([param.dateTime("date"), param.string("timezone")], inZone),
  ],
  duration: [fn1(from, parseOrRefuse("duration", duration)), fn1(param.duration("from"), (value) => value)],
  "years and months duration": [fn2([param.day("from"), param.day("to")], (a, b) => monthsBetween(dayOf(a), dayOf(b)))],
  "day of week": [fn1(date, (value) => WEEKDAYS[dayOf(value).dayOfWeek - 1] ?? null)],
  "day of year": [fn1(date, (value) => dayOf(value).dayOfYear)],
  "week of year": [fn1(date, (value) => dayOf(value).weekOfYear ?? null)],
  "month of year": [fn1(date, (value) => MONTHS[dayOf(value).month - 1] ?? null)],
  "last day of month": [fn1(date, (value) => new FeelDate(dayOf(value).with({ day: dayOf(value).daysInMonth })))],
  cycle: [fn1(param.any("interval"), cycleOf), fn2([param.any("repetitions"), param.any("interval")], cycle)],
};
