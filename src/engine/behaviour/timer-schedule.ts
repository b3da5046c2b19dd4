import { Cron } from "croner";
import { Temporal } from "temporal-polyfill";
import type { EventSource } from "../model/source.ts";
import { resultTypeOf, toJson, type Evaluation, type ResultType } from "../feel/expression.ts";
import { expressionOf, warningsText } from "./expressions.ts";

/** When a timer is due, and how often. */
export interface Schedule {
  /** How often it fires; -1 for without end. */
  readonly repetitions: number;
  /** First due date for a timer that is made now, epoch milliseconds. */
  firstDue(now: number): number;
  /** Due date after one that has fired; never before now. */
  nextDue(firedDue: number, now: number): number;
}

/** A schedule, or why there is none. */
type Scheduled = { readonly ok: true; readonly value: Schedule } | { readonly ok: false; readonly message: string };

type TimerSource = Extract<EventSource, { kind: "timer" }>;

const TYPES: Readonly<Record<TimerSource["form"], readonly ResultType[]>> = {
  duration: ["DURATION", "PERIOD", "STRING"],
  date: ["DATE_TIME", "STRING"],
  cycle: ["STRING"],
};
const PERIOD = /^([-+]?)P(?=[-+\d])(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?$/;
const TIME = /^([-+]?)PT(?=[-+\d])(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?$/;
const DATE_TIME = /^[-+]?\d{4,}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[-+]\d\d:\d\d(?::\d\d)?)(\[[^\]]+\])?$/;
const CRON_PARTS = 6;

/** Reads the schedule of a timer event; `evaluate` evaluates its expression. */
export function scheduleOf(event: TimerSource, evaluate: (source: string) => Evaluation): Scheduled {
  const evaluation = evaluate(event.expression);
  const source = event.expression.replace(/^=\s*/, "").trimEnd();
  if (!evaluation.ok) return refuse(evaluation.message);
  const type = resultTypeOf(evaluation.value);
  const types = TYPES[event.form];
  if (!types.includes(type)) {
    const wanted = types.length === 1 ? `'${types.join("")}'` : `one of '[${types.join(", ")}]'`;
    const text = `Expected result of the expression '${source}' to be ${wanted}, but was '${type}'.`;
    return refuse(text + warningsText(evaluation.warnings));
  }
  const text = toJson(evaluation.value);
  return READERS[event.form](typeof text === "string" ? text : "", source);
}

const READERS = { duration: readDuration, date: readDate, cycle: readCycle };

function readDuration(text: string, source: string): Scheduled {
  const interval = parseInterval(text);
  if (typeof interval === "string") return refuse(`Invalid duration format '${text}' for expression '${source}'.`);
  return accept({ repetitions: 1, firstDue: interval, nextDue: (_, now) => interval(now) });
}

function readDate(text: string, source: string): Scheduled {
  const due = parseDateTime(text);
  if (due === undefined) return refuse(`Invalid date-time format '${text}' for expression '${source}'.`);
  return accept({ repetitions: 1, firstDue: () => due, nextDue: () => due });
}

function readCycle(text: string): Scheduled {
  return text.startsWith("R") ? readRepetition(text) : readCron(text);
}

/** `R3/PT1H`, `R/<start>/P1D`: an interval that is late goes on from now. */
function readRepetition(text: string): Scheduled {
  const slash = text.indexOf("/");
  if (slash < 0) return refuse("No interval given");
  const count = text.slice(1, slash);
  if (!/^(?:[-+]?\d+)?$/.test(count)) return refuse("Cannot parse repetitions count");
  const last = text.lastIndexOf("/");
  const start = last > slash ? text.slice(slash + 1, last) : undefined;
  const from = start === undefined ? undefined : parseDateTime(start);
  if (start !== undefined && from === undefined) {
    return refuse(`Text '${start}' could not be parsed at index ${start.length}`);
  }
  const interval = parseInterval(text.slice(last + 1));
  if (typeof interval === "string") return refuse(interval);
  return accept({
    repetitions: count === "" ? -1 : Number(count),
    firstDue: (now) => (from === undefined ? interval(now) : Math.max(from, now)),
    nextDue: (firedDue, now) => Math.max(interval(firedDue), now),
  });
}

/** Spring's cron: six fields, day of month and day of week must both match. */
function readCron(text: string): Scheduled {
  const parts = text.trim().split(/\s+/).length;
  const isMacro = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text.trim());
  if (parts !== CRON_PARTS && !isMacro) {
    return refuse(`Cron expression contains ${parts} parts but we expect one of [${CRON_PARTS}]`);
  }
  const next = cronAfter(text.trim().replace("@midnight", "@daily"));
  if (typeof next === "string") return refuse(next);
  return accept({ repetitions: -1, firstDue: next, nextDue: (_, now) => next(now) });
}

function cronAfter(text: string): string | ((now: number) => number) {
  try {
    const cron = new Cron(text, { paused: true, domAndDow: true });
    return (now) => cron.nextRun(new Date(now))?.getTime() ?? Number.MAX_SAFE_INTEGER;
  } catch (cause) {
    return `Failed to parse cron expression. ${cronProblem(cause instanceof Error ? cause.message : String(cause))}`;
  }
}

const CRON_RANGES: Readonly<Record<string, string>> = {
  second: "[0, 59]",
  minute: "[0, 59]",
  hour: "[0, 23]",
  day: "[1, 31]",
  month: "[1, 12]",
  dayOfWeek: "[0, 7]",
};

/** A number out of its field's range, as Java says it; the library's own words for what cannot be read at all. */
function cronProblem(message: string): string {
  const [, field = "", value = ""] = /Invalid value for (\w+): (-?\d+)/.exec(message) ?? [];
  const range = CRON_RANGES[field];
  return range === undefined ? message : `Value ${value} not in range ${range}`;
}

/** The end of an ISO interval that begins at an instant; or what Java would say about its text. */
function parseInterval(text: string): string | ((from: number) => number) {
  const sign = text.startsWith("-") ? "-" : "";
  const at = text.indexOf("T");
  const hasPeriod = at !== sign.length + 1;
  const period = hasPeriod ? PERIOD.exec(at < 0 ? text : text.slice(0, at)) : undefined;
  if (period === null) return "Text cannot be parsed to a Period";
  const time = at < 0 ? undefined : TIME.exec(hasPeriod ? `${sign}P${text.slice(at)}` : text);
  if (time === null) return "Text cannot be parsed to a Duration";
  const milliseconds = time === undefined ? 0 : timeOf(time);
  if (period === undefined) return (from) => from + milliseconds;
  const calendar = periodOf(period);
  return (from) => addPeriod(from, calendar) + milliseconds;
}

const numbersOf = ([, sign, ...parts]: readonly (string | undefined)[]): number[] =>
  parts.map((part) => Number((part ?? "0").replace(",", ".")) * (sign === "-" ? -1 : 1));

function timeOf(match: RegExpExecArray): number {
  const [hours = 0, minutes = 0, seconds = 0] = numbersOf(match);
  return Math.floor((hours * 3600 + minutes * 60) * 1000 + seconds * 1000);
}

function periodOf(match: RegExpExecArray): { months: number; days: number } {
  const [years = 0, months = 0, weeks = 0, days = 0] = numbersOf(match);
  return { months: years * 12 + months, days: weeks * 7 + days };
}

/** Months and days are those of the calendar in the host's time zone. */
function addPeriod(from: number, { months, days }: { months: number; days: number }): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(Temporal.Now.timeZoneId());
  return zoned.add({ months }).add({ days }).epochMilliseconds;
}

/** The instant of a date and time with offset or zone; undefined for any other text. */
function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  try {
    return Temporal.Instant.from(text.replace(/\[[^\]]+\]$/, "")).epochMilliseconds;
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** Whether a text is a date and time with offset or zone. */
export const isDateTime = (text: string): boolean => parseDateTime(text) !== undefined;

/** Whether a timer can be read does not depend on the hour at which it is looked at. */
const ANY_TIME = { now: () => 0 };

/** What a model's check says about a timer that can never be read; undefined when it may be good. */
export function timerProblem(event: TimerSource, evaluateAlways = false): string | undefined {
  const expression = expressionOf(event.expression);
  if ("error" in expression) return undefined;
  if (!expression.isStatic && !evaluateAlways) return undefined;
  const scheduled = scheduleOf(event, () => expression.evaluate(() => undefined, ANY_TIME));
  return scheduled.ok ? undefined : `Invalid timer ${event.form} expression (${scheduled.message})`;
}

function accept(value: Schedule): Scheduled {
  return { ok: true, value };
}

function refuse(message: string): Scheduled {
  return { ok: false, message };
}
