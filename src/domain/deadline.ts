import { Temporal } from "temporal-polyfill";
import { addWorkingDays, inBerlin, toIso } from "./working-days.ts";

/** A row of the decision table `frist`: how long a step may take and what happens around its due date. Units: working days, calendar days, months. */
export interface DeadlineRule {
  readonly arbeitstage?: number | null | undefined;
  readonly kalendertage?: number | null | undefined;
  readonly monate?: number | null | undefined;
  /** Share of the period after which the reminder comes; default 70. */
  readonly erinnerungProzent?: number | null | undefined;
  /** Working days from the due date to the next role being informed; default 5. */
  readonly nachfristArbeitstage?: number | null | undefined;
  /** Calendar days from the start to the end of waiting; default none. */
  readonly schliessungTage?: number | null | undefined;
}

/** The moments of one period, ISO text with Berlin's offset. */
export interface Deadline {
  readonly faelligAm: string;
  readonly erinnerungAm: string;
  readonly vertretungAm: string;
  readonly eskalationAm: string;
  readonly schliessungAm?: string;
}

/** A period to compute: its rule, its start, and a moment that caps it (the paper deadline of the meeting it must reach). */
export interface Period {
  readonly regel: DeadlineRule;
  readonly ab: string;
  readonly deckelAm?: string | null | undefined;
}

const REMINDER_PERCENT = 70;
const GRACE_WORKING_DAYS = 5;
const FULL = 100;

/** Reminder at 70 % of the time, deputy at the due date, next role 5 working days later (domain rule `erinnerung.stufen`). */
export function computeDeadline({ regel, ab, deckelAm }: Period): Deadline {
  const start = inBerlin(ab);
  const due = earlier(inBerlin(dueAfter(regel, ab)), deckelAm, start);
  const percent = regel.erinnerungProzent ?? REMINDER_PERCENT;
  const spanMs = due.epochMilliseconds - start.epochMilliseconds;
  return {
    faelligAm: toIso(due),
    erinnerungAm: toIso(start.add({ milliseconds: Math.round((spanMs * percent) / FULL) })),
    vertretungAm: toIso(due),
    eskalationAm: addWorkingDays(toIso(due), regel.nachfristArbeitstage ?? GRACE_WORKING_DAYS),
    ...closing(regel, start),
  };
}

function dueAfter(regel: DeadlineRule, ab: string): string {
  const months = inBerlin(ab).add({ months: regel.monate ?? 0, days: regel.kalendertage ?? 0 });
  return addWorkingDays(toIso(months), regel.arbeitstage ?? 0);
}

/** A cap that lies before the start leaves the step due at once. */
function earlier(
  due: Temporal.ZonedDateTime,
  cap: string | null | undefined,
  start: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  if (cap === null || cap === undefined) return due;
  const capped = inBerlin(cap);
  if (Temporal.ZonedDateTime.compare(capped, due) >= 0) return due;
  return Temporal.ZonedDateTime.compare(capped, start) < 0 ? start : capped;
}

function closing(regel: DeadlineRule, start: Temporal.ZonedDateTime): { schliessungAm?: string } {
  const days = regel.schliessungTage;
  return days === null || days === undefined ? {} : { schliessungAm: toIso(start.add({ days })) };
}
