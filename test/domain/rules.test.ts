import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countAsBand } from "../../src/domain/bands.ts";
import {
  CHALLENGE_STATES,
  canAdvanceChallenge,
  canMerge,
  isEndState,
  isMandateOpen,
} from "../../src/domain/challenge-state.ts";
import { countAnswers } from "../../src/domain/feedback.ts";
import { formatReference } from "../../src/domain/reference-number.ts";
import { canAdvanceReport } from "../../src/domain/report-state.ts";
import { countReports, type CountedReport } from "../../src/domain/threshold.ts";
import { accessTo } from "../../src/domain/visibility.ts";

describe("states of a challenge", () => {
  it("lead from observation to the close in the order of the loop", () => {
    const way = [
      "beobachtung",
      "schwelle_erreicht",
      "bei_ki_leitung",
      "auftrag_offen",
      "auftrag_erteilt",
      "in_bearbeitung",
      "loesung_vorgelegt",
      "beschlossen",
      "in_anwendung",
      "rueckmeldung",
      "abgeschlossen",
    ] as const;
    way.slice(1).forEach((state, index) => {
      expect(canAdvanceChallenge(way[index] ?? "abgeschlossen", state)).toBe(true);
    });
  });

  it("never skip the Lenkungsgruppe: a mandate comes from its agenda only", () => {
    expect(CHALLENGE_STATES.filter((state) => canAdvanceChallenge(state, "auftrag_erteilt"))).toEqual([
      "auftrag_offen",
      "in_bearbeitung",
    ]);
    expect(CHALLENGE_STATES.filter((state) => canAdvanceChallenge(state, "beschlossen"))).toEqual([
      "loesung_vorgelegt",
    ]);
  });

  it("are left for good in the end states, but for a challenge that was given up", () => {
    for (const state of CHALLENGE_STATES.filter(isEndState))
      expect(CHALLENGE_STATES.filter((next) => canAdvanceChallenge(state, next))).toEqual(
        state === "nicht_weiter_verfolgt" ? ["beobachtung"] : [],
      );
  });

  it("allow a merge before the decision, and its undoing before the mandate", () => {
    expect(CHALLENGE_STATES.filter(canMerge)).toEqual([
      "beobachtung",
      "ruhend",
      "schwelle_erreicht",
      "bei_ki_leitung",
      "auftrag_offen",
      "auftrag_erteilt",
      "in_bearbeitung",
      "loesung_vorgelegt",
    ]);
    expect(CHALLENGE_STATES.filter(isMandateOpen)).toEqual([
      "beobachtung",
      "ruhend",
      "schwelle_erreicht",
      "bei_ki_leitung",
      "auftrag_offen",
    ]);
  });

  it("never take a withdrawn report back", () => {
    expect([
      canAdvanceReport("angenommen", "zurueckgezogen"),
      canAdvanceReport("zurueckgezogen", "angenommen"),
    ]).toEqual([true, false]);
  });
});

describe("the threshold", () => {
  const report = (
    cmStelleId: string,
    personId: string | null,
    meldungId = `${cmStelleId}-${personId ?? ""}`,
  ): CountedReport => ({
    meldungId,
    cmStelleId,
    personId,
    kommunen: [cmStelleId],
    eingereichtAm: "2026-01-05T08:00:00Z",
    status: "angenommen",
  });
  const count = (reports: readonly CountedReport[], fensterMonate: number | null = 12) =>
    countReports(reports, { fensterMonate, jetzt: "2026-06-01T08:00:00Z" }).anzahlCmStellen;

  it("counts as many offices as there are different persons behind them, in any order", () => {
    const reports = [report("a", "p"), report("b", "p"), report("a", "q"), report("c", "q"), report("d", null)];
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(count(shuffled)).toBe(3);
      }),
    );
  });

  it("leaves out what is withdrawn, not systematic or too old, and looks back without limit where told to", () => {
    const old = { ...report("b", "q"), eingereichtAm: "2025-05-31T08:00:00Z" };
    const gone = { ...report("c", "r"), status: "zurueckgezogen" };
    expect(count([report("a", "p"), old, gone])).toBe(1);
    expect(count([report("a", "p"), old, gone], null)).toBe(2);
  });
});

it("counts only answers that say something about the effect", () => {
  expect(
    countAnswers([
      "wirksam",
      "teilweise",
      "nicht_wirksam",
      "noch_nicht",
      "nicht_anwendbar",
      "weiss_nicht",
      "unbekannt",
    ]),
  ).toEqual({
    anzahlWirksam: 1,
    anzahlTeilweise: 1,
    anzahlNichtWirksam: 1,
    anzahlGewertet: 3,
    anzahlOffen: 4,
  });
});

it("writes references with their year", () => {
  expect(formatReference("herausforderung", 2026, 14)).toBe("HF-2026-014");
  expect(formatReference("meldung", 2026, 12_345)).toBe("M-2026-12345");
});

it("shows small numbers as such and others in bands", () => {
  expect([0, 2, 3, 5, 6, 25, 26].map(countAsBand)).toEqual(["< 3", "< 3", "3-5", "3-5", "6-10", "11-25", ">25"]);
});

it("acceptance 5, 32 and 33: keeps raw texts and names from everybody above coordination", () => {
  expect(
    (["lenkungsgruppe", "geschaeftsstelle", "projektgruppe", "andere_stelle", "administration"] as const).map(
      (viewer) => accessTo("meldungstext", viewer),
    ),
  ).toEqual(["nein", "nein", "nein", "nein", "nein"]);
  expect(
    (["ki", "lenkungsgruppe", "projektgruppe", "andere_stelle"] as const).map((viewer) =>
      accessTo("meldende_person", viewer),
    ),
  ).toEqual(["nein", "nein", "nein", "nein"]);
  expect(accessTo("meldungstext", "cm_koordination")).toBe("ja");
});
