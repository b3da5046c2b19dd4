import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** Time zone of the municipalities; all dates and hours are meant there. */
export const MUNICIPAL_TIME_ZONE = "Europe/Berlin";

/** Reads FEEL's date-time, as engines write it (`2026-11-23T09:00:00+01:00`, with `[Europe/Berlin]` or `@Europe/Berlin` behind), as instant. */
export const instant = z.string().transform((text, context): Temporal.Instant => {
  const parsed = parseInstant(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: "custom", message: "Expected a date-time with offset or zone, but it is none" });
  return z.NEVER;
});

/** Input that every job has: the present of the engine, mapped by `=now()`. */
export const present = { jetzt: instant };

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
