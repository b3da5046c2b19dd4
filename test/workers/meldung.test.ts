import { expect, test } from "vitest";
import { decisionsOfReport, findReport, listReports, reportChallenge, textsOf } from "../../src/register/index.ts";
import { acceptedReport, openWorkbench, reportFrom } from "./workbench.ts";

test("a report from Tasklist gets a reference number and its texts leave the engine", async () => {
  // given
  const bench = await openWorkbench();
  const texts = {
    titelText: "Uneinheitliche Fristen",
    beschreibungText: "Jedes Amt rechnet anders.",
    sonstigesText: "Zusatz",
  };
  // when
  const output = await bench.complete("meldung-erfassen", {
    cmStelleId: "cm-stelle-hennef",
    themen: ["wohnen"],
    kommunen: ["hennef"],
    rechtskreise: ["SGB_II"],
    eilt: true,
    ...texts,
  });
  // then
  expect(output).toEqual({
    meldungId: "M-2026-0001",
    cmStelleId: "cm-stelle-hennef",
    eilt: true,
    titelText: null,
    beschreibungText: null,
    sonstigesText: null,
  });
  expect(await findReport(bench.register, "M-2026-0001")).toMatchObject({
    titel: "Uneinheitliche Fristen",
    status: "eingereicht",
    processInstanceKey: "11",
  });
});

test("a job that is handed out twice makes one report", async () => {
  const bench = await openWorkbench();
  const report = {
    cmStelleId: "cm-stelle-hennef",
    themen: ["wohnen"],
    kommunen: ["hennef"],
    titelText: "T",
    beschreibungText: "B",
  };
  const first = await bench.run("meldung-erfassen", report, { jobKey: "77" });
  const second = await bench.run("meldung-erfassen", report, { jobKey: "77" });
  expect(second).toEqual(first);
  expect(await listReports(bench.register, {})).toHaveLength(1);
});

test("a report without an office is an incident that says so", async () => {
  const bench = await openWorkbench();
  const result = await bench.run("meldung-erfassen", { titelText: "T" });
  expect(result).toHaveProperty("kind", "invalidInput");
  expect(result).toHaveProperty("message", expect.stringContaining("cmStelleId"));
});

test("a report with an IBAN is held back, a clean one goes to the check", async () => {
  // given
  const bench = await openWorkbench();
  const withIban = reportFrom("cm-stelle-hennef", "hanna-probe", {
    beschreibung: "Überweisung an DE89 3704 0044 0532 0130 00 kam nicht an.",
  });
  const held = await reportChallenge(bench.register, withIban);
  const clean = await reportChallenge(bench.register, reportFrom("cm-stelle-hennef", "hanna-probe"));
  // when
  const [first, second] = [
    await bench.complete("personenbezug-pruefen", { meldungId: held.meldungId }),
    await bench.complete("personenbezug-pruefen", { meldungId: clean.meldungId }),
  ];
  // then
  expect([first, second]).toEqual([{ personenbezug: "gesperrt" }, { personenbezug: "keiner" }]);
  expect(await findReport(bench.register, held.meldungId)).toMatchObject({
    status: "eingereicht",
    personenbezug: "gesperrt",
  });
  expect(await findReport(bench.register, clean.meldungId)).toMatchObject({ status: "in_pruefung" });
});

test("a report that is rewritten in Tasklist replaces the text that held client data", async () => {
  // given
  const bench = await openWorkbench();
  const { meldungId } = await reportChallenge(
    bench.register,
    reportFrom("cm-stelle-hennef", "hanna-probe", { beschreibung: "Ruf 0171 2345678 an" }),
  );
  // when
  const output = await bench.complete("entscheidung-protokollieren", {
    schritt: "meldung-ueberarbeiten",
    ergebnis: "eingereicht",
    meldungId,
    beschreibungText: "Kinderreiche Familien warten lange.",
  });
  // then
  expect(output).toEqual({ beschreibungText: null });
  expect(await findReport(bench.register, meldungId)).toMatchObject({
    beschreibung: "Kinderreiche Familien warten lange.",
    themen: ["wohnen"],
  });
});

test("the first accepted report opens a challenge, the second joins it", async () => {
  const bench = await openWorkbench();
  const first = await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  const second = await acceptedReport(
    bench,
    reportFrom("cm-stelle-siegburg", "sami-beispiel"),
    first.herausforderungId,
  );
  expect(first.herausforderungId).toBe("HF-2026-001");
  expect(second.herausforderungId).toBe("HF-2026-001");
  expect(await bench.complete("schwelle-zaehlen", { herausforderungId: "HF-2026-001" })).toMatchObject({
    anzahlCmStellen: 2,
    anzahlKommunen: 2,
    themen: ["wohnen"],
    kommunen: ["siegburg", "troisdorf"],
  });
});

test("two reports of one office are one CM-Stelle", async () => {
  const bench = await openWorkbench();
  const { herausforderungId } = await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "timo-testfall"), herausforderungId);
  expect(await bench.complete("schwelle-zaehlen", { herausforderungId })).toMatchObject({
    anzahlCmStellen: 1,
    anzahlMeldungen: 2,
  });
});

test("a decision that is recorded twice stands once and gives the same answer", async () => {
  // given
  const bench = await openWorkbench();
  const { meldungId } = await reportChallenge(bench.register, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  const variables = { schritt: "meldung-pruefen", ergebnis: "neu", meldungId, bearbeitetVon: "karla-koordina" };
  // when
  const first = await bench.run("entscheidung-protokollieren", variables, { jobKey: "5" });
  const second = await bench.run("entscheidung-protokollieren", variables, { jobKey: "5" });
  // then
  expect(first).toEqual({
    kind: "complete",
    variables: { herausforderungId: "HF-2026-001", istErste: true, bearbeitetVon: null },
  });
  expect(second).toEqual(first);
  expect(await decisionsOfReport(bench.register, meldungId)).toMatchObject([
    { actor: "karla-koordina", ergebnis: "neu" },
  ]);
});

test("a refusal keeps its reason in the register and takes it out of the engine", async () => {
  // given
  const bench = await openWorkbench();
  const { meldungId } = await reportChallenge(bench.register, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  // when
  const output = await bench.complete("entscheidung-protokollieren", {
    schritt: "meldung-pruefen",
    ergebnis: "nicht_systematisch",
    meldungId,
    begruendungText: "Das ist ein Einzelfall.",
  });
  // then
  expect(output).toEqual({ begruendungText: null });
  const [decision] = await decisionsOfReport(bench.register, meldungId);
  expect(await textsOf(bench.register, decision?.textReferenz ?? "")).toMatchObject([
    { feld: "begruendungText", text: "Das ist ein Einzelfall." },
  ]);
});

test("an unknown step is an incident that lists the known ones", async () => {
  const bench = await openWorkbench();
  const result = await bench.run("entscheidung-protokollieren", { schritt: "erfunden", ergebnis: "x" });
  expect(result).toHaveProperty("kind", "invalidInput");
  expect(result).toHaveProperty("message", expect.stringContaining("meldung-pruefen"));
});
