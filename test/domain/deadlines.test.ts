import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeDeadline } from "../../src/domain/deadline.ts";
import { paperDeadline, pickMeeting } from "../../src/domain/meeting.ts";
import { addMonths, addWorkingDays, berlinDate, isWorkingDay } from "../../src/domain/working-days.ts";

describe("working days of North Rhine-Westphalia", () => {
  it.each([
    ["2026-05-01", false],
    ["2026-06-04", false],
    ["2026-11-01", false],
    ["2026-10-31", false],
    ["2026-12-26", false],
    ["2026-04-03", false],
    ["2026-10-30", true],
    ["2026-12-31", true],
    ["2027-11-17", true],
    ["2027-11-01", false],
  ])("%s: %s", (date, expected) => {
    expect(isWorkingDay(date)).toBe(expected);
  });

  it("acceptance 25: skips 1 May", () => {
    expect(addWorkingDays("2026-04-30T10:00:00+02:00", 1)).toBe("2026-05-04T10:00:00+02:00");
  });

  it("acceptance 24: an urgent report of Friday 16:00 is due on Tuesday 16:00", () => {
    const { faelligAm } = computeDeadline({ regel: { arbeitstage: 2 }, ab: "2026-01-09T15:00:00Z" });
    expect(faelligAm).toBe("2026-01-13T16:00:00+01:00");
  });

  it("acceptance 52: keeps the time of day in Berlin over the change of the clock and finds the leap day", () => {
    expect(addWorkingDays("2026-03-27T16:00:00+01:00", 1)).toBe("2026-03-30T16:00:00+02:00");
    expect(addMonths("2027-11-29T10:00:00Z", 3)).toBe("2028-02-29T11:00:00+01:00");
    expect(berlinDate("2026-06-30T22:30:00Z")).toBe("2026-07-01");
  });

  it("always ends on a working day after exactly that many of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 30 }), (offset, days) => {
        const start = new Date(Date.UTC(2026, 0, 1 + offset, 9)).toISOString();
        const end = addWorkingDays(start, days);
        const between = Array.from({ length: 80 }, (_, index) =>
          new Date(Date.parse(start) + (index + 1) * 86_400_000).toISOString(),
        )
          .filter((moment) => berlinDate(moment) <= berlinDate(end))
          .filter((moment) => isWorkingDay(berlinDate(moment)));
        expect(between).toHaveLength(days);
        expect(isWorkingDay(berlinDate(end))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a deadline", () => {
  it("reminds at 70 % of the time, reaches the deputy when due and the next role 5 working days later", () => {
    expect(computeDeadline({ regel: { arbeitstage: 10 }, ab: "2026-01-05T08:00:00Z" })).toEqual({
      faelligAm: "2026-01-19T09:00:00+01:00",
      erinnerungAm: "2026-01-15T04:12:00+01:00",
      vertretungAm: "2026-01-19T09:00:00+01:00",
      eskalationAm: "2026-01-26T09:00:00+01:00",
    });
  });

  it("is capped by the paper deadline, but never lies before its start", () => {
    const capped = (deckelAm: string) =>
      computeDeadline({ regel: { arbeitstage: 10 }, ab: "2026-01-05T08:00:00Z", deckelAm }).faelligAm;
    expect(capped("2026-01-08T08:00:00Z")).toBe("2026-01-08T09:00:00+01:00");
    expect(capped("2026-03-08T08:00:00Z")).toBe("2026-01-19T09:00:00+01:00");
    expect(capped("2025-12-01T08:00:00Z")).toBe("2026-01-05T09:00:00+01:00");
  });

  it("counts months and days as the calendar does, and knows when waiting ends", () => {
    const rule = { kalendertage: 14, schliessungTage: 28, erinnerungProzent: 50, nachfristArbeitstage: 0 };
    expect(computeDeadline({ regel: rule, ab: "2026-03-20T09:00:00+01:00" })).toEqual({
      faelligAm: "2026-04-03T09:00:00+02:00",
      erinnerungAm: "2026-03-27T08:30:00+01:00",
      vertretungAm: "2026-04-03T09:00:00+02:00",
      eskalationAm: "2026-04-03T09:00:00+02:00",
      schliessungAm: "2026-04-17T09:00:00+02:00",
    });
    expect(computeDeadline({ regel: { monate: 3 }, ab: "2026-11-30T09:00:00Z" }).faelligAm).toBe(
      "2027-02-28T10:00:00+01:00",
    );
  });
});

describe("choosing a meeting", () => {
  const meeting = (sitzungAm: string) => ({ sitzungAm, vorlagenfristAm: paperDeadline(sitzungAm) });
  const calendar = [meeting("2026-05-20T12:00:00Z"), meeting("2026-02-25T13:00:00Z")];

  it("acceptance 6: takes the next one whose paper deadline is not over", () => {
    expect(pickMeeting(calendar, "2026-02-11T13:00:00Z")?.sitzungAm).toBe("2026-02-25T13:00:00Z");
  });

  it("acceptance 7: takes the following one once the deadline has passed, none when the calendar is empty", () => {
    expect(pickMeeting(calendar, "2026-02-11T13:00:01Z")?.sitzungAm).toBe("2026-05-20T12:00:00Z");
    expect(pickMeeting(calendar, "2026-05-19T12:00:00Z")).toBeUndefined();
  });
});
