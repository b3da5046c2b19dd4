import { getHolidays } from "feiertagejs";
import { Temporal } from "temporal-polyfill";

/** All periods are counted here, whatever the server's own zone is. */
export const TIME_ZONE = "Europe/Berlin";

const SATURDAY = 6;

/** Tells whether a calendar day ("2026-05-01") is a working day of North Rhine-Westphalia: Monday to Friday, no public holiday. */
export function isWorkingDay(date: string): boolean {
  const day = Temporal.PlainDate.from(date);
  return day.dayOfWeek < SATURDAY && !holidaysOf(day.year).has(date);
}

const HOLIDAYS = new Map<number, ReadonlySet<string>>();

/** Computing a year's holidays takes milliseconds and never gives another answer. */
function holidaysOf(year: number): ReadonlySet<string> {
  const known = HOLIDAYS.get(year) ?? new Set(getHolidays(year, "NW").map(({ dateString }) => dateString));
  HOLIDAYS.set(year, known);
  return known;
}

/** The moment n working days later at the same time of day in Berlin; from a day off the count begins on the next working day. */
export function addWorkingDays(from: string, days: number): string {
  let moment = inBerlin(from);
  for (let left = days; left > 0;) {
    moment = moment.add({ days: 1 });
    if (isWorkingDay(moment.toPlainDate().toString())) left -= 1;
  }
  return toIso(moment);
}

/** The moment as a date and time of Berlin; takes ISO text with an offset or a zone ("2026-05-01T10:00:00Z"). */
export function inBerlin(iso: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(iso.replace(/\[.*\]$/, "")).toZonedDateTimeISO(TIME_ZONE);
}

/** ISO text with Berlin's offset and whole seconds: "2026-05-05T16:00:00+02:00". */
export function toIso(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: "never", smallestUnit: "second" });
}

/** The Berlin calendar day of a moment: "2026-05-01". */
export function berlinDate(iso: string): string {
  return inBerlin(iso).toPlainDate().toString();
}

/** The moment so many calendar months earlier or later (negative: earlier), at the same time of day in Berlin. */
export function addMonths(from: string, months: number): string {
  return toIso(inBerlin(from).add({ months }));
}
