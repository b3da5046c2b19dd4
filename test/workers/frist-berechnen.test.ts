import { expect, test } from "vitest";
import { openWorkbench } from "./workbench.ts";

const TEN_DAYS = { arbeitstage: 10, erinnerungProzent: 70, nachfristArbeitstage: 5 };

test("a first check is due after ten working days, whatever the host's clock says", async () => {
  // given
  const bench = await openWorkbench();
  // when
  const { frist } = await bench.complete("frist-berechnen", {
    schritt: "erstpruefung",
    fristRegel: TEN_DAYS,
    jetzt: "2026-04-24T09:00:00+02:00[Europe/Berlin]",
  });
  // then: 1 May is a holiday
  expect(frist).toMatchObject({
    faelligAm: "2026-05-11T09:00:00+02:00",
    vertretungAm: "2026-05-11T09:00:00+02:00",
    eskalationAm: "2026-05-19T09:00:00+02:00",
  });
});

test("an urgent report of Friday afternoon is due on Tuesday at the same time", async () => {
  const bench = await openWorkbench();
  const { frist } = await bench.complete("frist-berechnen", {
    schritt: "eilpruefung",
    fristRegel: { arbeitstage: 2 },
    jetzt: "2026-01-09T16:00:00+01:00",
  });
  expect(frist).toMatchObject({ faelligAm: "2026-01-13T16:00:00+01:00" });
});

test("the KI-Leitung's term ends at the paper deadline of the next meeting", async () => {
  // given: papers for the meeting of 25 February are due on 11 February
  const bench = await openWorkbench({ now: "2026-02-05T08:00:00.000Z" });
  // when
  const { frist } = await bench.complete("frist-berechnen", {
    schritt: "ki-leitung",
    fristRegel: { ...TEN_DAYS, deckel: "vorlagenfrist" },
  });
  // then
  expect(frist).toMatchObject({ faelligAm: "2026-02-11T14:00:00+01:00" });
});

test("a term counts from a day that the model names", async () => {
  const bench = await openWorkbench();
  const { frist } = await bench.complete("frist-berechnen", {
    schritt: "rueckmeldung",
    fristRegel: { monate: 3, schliessungTage: 28 },
    bezugsdatum: "2026-03-02",
  });
  expect(frist).toMatchObject({ faelligAm: "2026-06-02T00:00:00+02:00", schliessungAm: "2026-03-30T00:00:00+02:00" });
});

test("a present that is no date-time is an incident that names it", async () => {
  const bench = await openWorkbench();
  const result = await bench.run("frist-berechnen", { schritt: "x", fristRegel: TEN_DAYS, jetzt: "gestern" });
  expect(result).toHaveProperty("kind", "invalidInput");
  expect(result).toHaveProperty("message", expect.stringContaining('"jetzt"'));
});
