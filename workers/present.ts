import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** Reads FEEL's date-time as engines write it (`2026-11-23T09:00:00+01:00`, `[Europe/Berlin]` or `@Europe/Berlin` behind it) into ISO text in UTC. */
export const moment = z.string().transform((text, context): string => {
  const parsed = parseInstant(text);
  if (parsed !== undefined) return parsed.toString({ fractionalSecondDigits: 3 });
  context.addIssue({ code: "custom", message: "expected a date-time with offset or zone, but it is none" });
  return z.NEVER;
});

/** A moment, or a calendar day (its beginning in Berlin): forms ask for days, models compute moments. */
export const momentOrDay = z
  .string()
  .transform((text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00[Europe/Berlin]` : text))
  .pipe(moment);

/** Input that every job has: the present of the engine, mapped by `=now()` when the job was made. */
export const present = { jetzt: moment };

function parseInstant(text: string): Temporal.Instant | undefined {
  const annotated = text.replace(/@(.+)$/, "[$1]");
  try {
    return Temporal.Instant.from(annotated);
  } catch {
    return parseZoned(annotated);
  }
}

function parseZoned(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.ZonedDateTime.from(text).toInstant();
  } catch {
    return undefined;
  }
}
