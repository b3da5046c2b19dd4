import { inBerlin, toIso } from "./working-days.ts";

/** What choosing a meeting needs to know of it; ISO text. */
export interface MeetingDates {
  readonly sitzungAm: string;
  readonly vorlagenfristAm: string;
}

/** Papers have to be there 14 days before (rule `sitzung.vorlagenfrist`), by default. */
export function paperDeadline(sitzungAm: string, days = 14): string {
  return toIso(inBerlin(sitzungAm).subtract({ days }));
}

/** The first meeting whose paper deadline is not over; undefined when the calendar holds none. */
export function pickMeeting<T extends MeetingDates>(meetings: readonly T[], now: string): T | undefined {
  const at = epoch(now);
  return meetings
    .filter((meeting) => epoch(meeting.vorlagenfristAm) >= at)
    .toSorted((a, b) => epoch(a.sitzungAm) - epoch(b.sitzungAm))[0];
}

function epoch(iso: string): number {
  return inBerlin(iso).epochMilliseconds;
}
