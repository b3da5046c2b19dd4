import { expect, it } from "vitest";
import { z } from "zod";
import {
  acceptMandate,
  acknowledge,
  advanceChallenge,
  agendaOf,
  answerFeedback,
  challengeById,
  closeFeedbackRound,
  countFeedback,
  decideSolution,
  decisionsOf,
  extendMandate,
  grantMandates,
  linksOf,
  listMeetings,
  mandatesOf,
  measuresOf,
  missingAcknowledgements,
  moveMeeting,
  nextMeeting,
  once,
  openFeedbackRound,
  openNextRound,
  proposeMeasures,
  publishSolution,
  putOnAgenda,
  recordDecision,
  recordTexts,
  redactText,
  reportsOfChallenge,
  textsOf,
} from "../../src/register/index.ts";
import { challenge, seedDemo } from "./demo.ts";
import { onBoth } from "./on-both.ts";

const [A, B] = ["cm-stelle-troisdorf", "cm-stelle-siegburg"];
const actor = "gesa-protokoll";

onBoth("the register of decisions", seedDemo, ({ register, setTime }) => {
  const decide = (more: Partial<Parameters<typeof recordDecision>[1]>) =>
    recordDecision(register(), {
      schritt: "auftrag-entscheiden",
      ergebnis: "verneint",
      herausforderungId: "HF-2026-001",
      actor,
      schluessel: "1",
      ...more,
    });

  it("acceptance 9: refuses a denial without a reason and keeps the reason of one that has it", async () => {
    await challenge(register(), A, B);
    await expect(decide({})).rejects.toMatchObject({ code: "REASON_MISSING" });
    const { textReferenz } = await recordTexts(register(), {
      author: actor,
      texts: { begruendungText: "Nicht zuständig", leerText: " " },
    });
    await decide({ textReferenz });
    expect(await textsOf(register(), textReferenz)).toMatchObject([
      { feld: "begruendungText", text: "Nicht zuständig", schritt: "auftrag-entscheiden" },
    ]);
    expect(await decisionsOf(register(), "HF-2026-001")).toMatchObject([{ ergebnis: "verneint", actor, textReferenz }]);
  });

  it("records a decision once, however often its job runs", async () => {
    await challenge(register(), A, B);
    const [first, second] = [await decide({ ergebnis: "erteilt" }), await decide({ ergebnis: "erteilt" })];
    expect(second.entscheidungId).toBe(first.entscheidungId);
    expect(await decisionsOf(register(), "HF-2026-001")).toHaveLength(1);
  });

  it("acceptance 44: refuses a decision of tomorrow and one from before the mandate", async () => {
    await challenge(register(), A, B);
    await expect(decide({ ergebnis: "erteilt", beschlussAm: "2026-01-06" })).rejects.toMatchObject({
      code: "DECISION_DATE_INVALID",
    });
    await grantMandates(register(), { herausforderungId: "HF-2026-001", gruppen: ["pg-wohnen"], actor });
    setTime("2026-06-01T08:00:00Z");
    const beschluss = { schritt: "beschluss", ergebnis: "angenommen" };
    await expect(decide({ ...beschluss, beschlussAm: "2026-01-04" })).rejects.toMatchObject({
      code: "DECISION_DATE_INVALID",
    });
    await expect(decide({ ...beschluss, beschlussAm: "2026-05-20" })).resolves.toMatchObject({
      ergebnis: "angenommen",
    });
  });

  it("grants each group its own mandate with term and half-way report, once", async () => {
    const herausforderungId = await challenge(register(), A, B);
    const gruppen = ["pg-troisdorf", "pg-siegburg"];
    const granted = await grantMandates(register(), {
      herausforderungId,
      gruppen,
      endetAm: "2026-07-05T08:00:00Z",
      actor,
    });
    expect(granted).toEqual([
      {
        auftragId: "A-2026-001",
        projektgruppeId: "pg-troisdorf",
        leitungsgruppe: "pg-troisdorf-leitung",
        endetAm: "2026-07-05T08:00:00.000Z",
        zwischenberichtAm: "2026-04-05T20:00:00.000Z",
      },
      {
        auftragId: "A-2026-002",
        projektgruppeId: "pg-siegburg",
        leitungsgruppe: "pg-siegburg-leitung",
        endetAm: "2026-07-05T08:00:00.000Z",
        zwischenberichtAm: "2026-04-05T20:00:00.000Z",
      },
    ]);
    expect(await grantMandates(register(), { herausforderungId, gruppen, actor })).toEqual(granted);
    await acceptMandate(register(), { auftragId: "A-2026-001", actor });
    expect((await mandatesOf(register(), herausforderungId)).map(({ status }) => status)).toEqual([
      "angenommen",
      "erteilt",
    ]);
    expect(await extendMandate(register(), { auftragId: "A-2026-001", actor })).toEqual({
      endetAm: "2026-10-05T08:00:00.000Z",
    });
    await expect(extendMandate(register(), { auftragId: "A-2026-001", actor })).rejects.toMatchObject({
      code: "ALREADY_CLOSED",
    });
  });

  it("refuses a mandate for a group nobody can lead, and one for a body that is no project group", async () => {
    const herausforderungId = await challenge(register(), A, B);
    const grant = (gruppe: string) => grantMandates(register(), { herausforderungId, gruppen: [gruppe], actor });
    await expect(grant("pg-behoerdenzugang")).rejects.toMatchObject({ code: "NO_LEAD" });
    await expect(grant("lenkungsgruppe")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("acceptance 12: lets returned measures go on as a linked challenge with new mandates", async () => {
    const herausforderungId = await challenge(register(), A, B);
    const [mandate] = await grantMandates(register(), { herausforderungId, gruppen: ["pg-wohnen"], actor });
    const massnahmen = [
      { titel: "eins", beschreibung: "a" },
      { titel: "zwei", beschreibung: "b" },
    ];
    const ids = await proposeMeasures(register(), {
      herausforderungId,
      auftragId: mandate?.auftragId,
      massnahmen,
      actor,
    });
    expect(ids).toEqual(["HF-2026-001-M1", "HF-2026-001-M2"]);
    const decided = await decideSolution(register(), {
      herausforderungId,
      angenommen: ["HF-2026-001-M1"],
      zurueckgegeben: ["HF-2026-001-M2"],
      rueckgabeBis: "2026-09-30T08:00:00Z",
      actor,
    });
    expect(decided).toMatchObject({
      nacharbeitId: "HF-2026-002",
      auftraege: [{ projektgruppeId: "pg-wohnen", endetAm: "2026-09-30T08:00:00.000Z" }],
    });
    expect((await measuresOf(register(), herausforderungId)).map(({ status }) => status)).toEqual([
      "angenommen",
      "zurueckgegeben",
    ]);
    expect(await challengeById(register(), "HF-2026-002")).toMatchObject({
      status: "in_bearbeitung",
      vorgaengerId: herausforderungId,
      runde: 1,
    });
    const unknown = decideSolution(register(), {
      herausforderungId,
      angenommen: ["HF-9-M9"],
      zurueckgegeben: [],
      actor,
    });
    await expect(unknown).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("acceptance 14: asks every CM-Stelle to acknowledge a published solution, and lists those that did not", async () => {
    const herausforderungId = await challenge(register(), A, B);
    const first = await publishSolution(register(), {
      herausforderungId,
      oeffentlichkeit: "netzwerk",
      merkblattText: "So geht es",
      actor,
    });
    setTime("2026-02-05T08:00:00Z");
    const again = await publishSolution(register(), { herausforderungId, oeffentlichkeit: "netzwerk", actor });
    expect(again).toEqual(first);
    await acknowledge(register(), { herausforderungId, cmStelleId: A, art: "fragen" });
    await acknowledge(register(), { herausforderungId, cmStelleId: A, art: "gelesen" });
    expect((await missingAcknowledgements(register(), herausforderungId)).map(({ orgUnitId }) => orgUnitId)).toEqual([
      B,
      "cm-stelle-hennef",
      "cm-stelle-sankt-augustin",
      "cm-stelle-bornheim",
    ]);
  });

  it("acceptance 15, 16 and 17: asks each office once, the reporting ones first; silence is unbekannt and not counted", async () => {
    const herausforderungId = await challenge(register(), B, "cm-stelle-bornheim");
    const round = await openFeedbackRound(register(), { herausforderungId, nummer: 1 });
    expect(round.rueckmeldeRundeId).toBe("HF-2026-001-R1");
    expect(round.cmStellen.map(({ gruppe }) => gruppe)).toEqual([
      B,
      "cm-stelle-bornheim",
      A,
      "cm-stelle-hennef",
      "cm-stelle-sankt-augustin",
    ]);
    expect(await openFeedbackRound(register(), { herausforderungId, nummer: 1 })).toEqual(round);
    const { rueckmeldeRundeId } = round;
    const answers = {
      [A]: "wirksam",
      [B]: "nicht_wirksam",
      "cm-stelle-hennef": "nicht_wirksam",
      "cm-stelle-bornheim": "weiss_nicht",
    };
    for (const [cmStelleId, antwort] of Object.entries(answers))
      await answerFeedback(register(), { rueckmeldeRundeId, cmStelleId, antwort, kommentarText: "…", actor });
    await closeFeedbackRound(register(), { rueckmeldeRundeId });
    expect(await countFeedback(register(), rueckmeldeRundeId)).toEqual({
      anzahlWirksam: 1,
      anzahlTeilweise: 0,
      anzahlNichtWirksam: 2,
      anzahlGewertet: 3,
      anzahlOffen: 2,
    });
    const late = answerFeedback(register(), { rueckmeldeRundeId, cmStelleId: A, antwort: "wirksam", actor });
    await expect(late).rejects.toMatchObject({ code: "ALREADY_CLOSED" });
  });

  it("acceptance 18: links a new round to the old one, counts it, leaves the old decisions and reports with the matter", async () => {
    const herausforderungId = await challenge(register(), A, B);
    await grantMandates(register(), { herausforderungId, gruppen: ["pg-wohnen"], actor });
    await decide({ ergebnis: "erteilt" });
    const round = await openNextRound(register(), { herausforderungId, einstieg: "projektgruppe", actor });
    expect(round).toMatchObject({
      folgeHerausforderungId: "HF-2026-002",
      runde: 2,
      auftraege: [{ auftragId: "A-2026-002", projektgruppeId: "pg-wohnen" }],
    });
    expect(await openNextRound(register(), { herausforderungId, einstieg: "projektgruppe", actor })).toEqual(round);
    expect(await linksOf(register(), "HF-2026-002")).toEqual([
      { herausforderungId, art: "folgerunde", richtung: "von" },
    ]);
    expect(await reportsOfChallenge(register(), "HF-2026-002")).toHaveLength(2);
    expect(await decisionsOf(register(), "HF-2026-002")).toHaveLength(1);
    const third = await openNextRound(register(), { herausforderungId: "HF-2026-002", einstieg: "auftrag", actor });
    expect(third).toEqual({ folgeHerausforderungId: "HF-2026-003", runde: 3, auftraege: [] });
    expect(await challengeById(register(), "HF-2026-003")).toMatchObject({ status: "bei_ki_leitung" });
  });

  it("acceptance 6 and 7: reaches the next meeting before its paper deadline, the following one after it", async () => {
    const next = (nach: string) => nextMeeting(register(), { gremiumId: "lenkungsgruppe", nach });
    expect(await next("2026-02-11T13:00:00Z")).toMatchObject({
      sitzungId: "lenkungsgruppe-2026-02-25",
      vorlagenfristAm: "2026-02-11T13:00:00.000Z",
      nachbereitungBis: "2026-03-04T13:00:00.000Z",
    });
    expect(await next("2026-02-11T13:00:01Z")).toMatchObject({ sitzungId: "lenkungsgruppe-2026-05-20" });
    expect(await next("2035-01-01T00:00:00Z")).toBeUndefined();
    const herausforderungId = await challenge(register(), A);
    await putOnAgenda(register(), { sitzungId: "lenkungsgruppe-2026-02-25", herausforderungId, schritt: "auftrag" });
    await moveMeeting(register(), {
      sitzungId: "lenkungsgruppe-2026-02-25",
      neuesDatumAm: "2026-03-04T14:00:00+01:00",
      actor,
    });
    await putOnAgenda(register(), { sitzungId: "lenkungsgruppe-2026-02-25", herausforderungId, schritt: "auftrag" });
    expect(await agendaOf(register(), "lenkungsgruppe-2026-02-25")).toHaveLength(1);
    expect(
      (await listMeetings(register(), { gremiumId: "lenkungsgruppe", ab: "2026-03-01T00:00:00Z" }))[0],
    ).toMatchObject({ sitzungAm: "2026-03-04T13:00:00.000Z" });
  });

  it("replaces a redacted text for good and logs field and class of reason only", async () => {
    const herausforderungId = await challenge(register(), A);
    const { textReferenz } = await recordTexts(register(), {
      herausforderungId,
      author: actor,
      texts: { begruendungText: "geheim-4711" },
    });
    await redactText(register(), {
      textReferenz,
      feld: "begruendungText",
      text: "[geschwärzt]",
      grundKlasse: "personenbezug",
      actor,
    });
    expect(await textsOf(register(), textReferenz)).toMatchObject([{ text: "[geschwärzt]" }]);
    const log = await register().db.selectFrom("auditEntry").selectAll().execute();
    expect(JSON.stringify(log)).not.toContain("geheim-4711");
  });

  it("does work once for a key, also when two ask for it at the same time, and not at all when it fails", async () => {
    let runs = 0;
    const work = () => {
      runs += 1;
      return Promise.resolve({ n: runs });
    };
    const key = { schluessel: "job-1", ergebnis: z.object({ n: z.number() }) };
    const both = await Promise.all([once(register(), key, work), once(register(), key, work)]);
    expect(both).toEqual([{ n: 1 }, { n: 1 }]);
    await expect(
      once(register(), { ...key, schluessel: "job-2" }, () => Promise.reject(new Error("broken"))),
    ).rejects.toThrow("broken");
    expect(await once(register(), { ...key, schluessel: "job-2" }, work)).toEqual({ n: 2 });
  });

  it("gives up the whole change when part of it fails", async () => {
    const herausforderungId = await challenge(register(), A);
    const broken = register().transaction(async (tx) => {
      await advanceChallenge(tx, { herausforderungId, status: "ruhend", actor });
      throw new Error("power cut");
    });
    await expect(broken).rejects.toThrow("power cut");
    expect(await challengeById(register(), herausforderungId)).toMatchObject({ status: "beobachtung" });
  });
});
