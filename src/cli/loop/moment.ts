import { Temporal } from "temporal-polyfill";
import { TIME_ZONE } from "../../domain/working-days.ts";

/** Epoch milliseconds of a day (at nine) or a day and time of the municipality. */
export function momentOf(day: string): number {
  const local = day.includes("T") ? day : `${day}T09:00`;
  return Temporal.PlainDateTime.from(local).toZonedDateTime(TIME_ZONE).epochMilliseconds;
}

/** The municipality's calendar day of a moment. */
export function dayOf(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(TIME_ZONE).toPlainDate().toString();
}

/** The moment some days later, at the same time of day. */
export function plusDays(epochMs: number, days: number): number {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(TIME_ZONE).add({ days }).epochMilliseconds;
}

/** The moment a duration (P10D, P3M) later, at the same time of day. */
export function plusDuration(epochMs: number, duration: string): number {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(TIME_ZONE).add(duration).epochMilliseconds;
}
