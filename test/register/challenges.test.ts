import { expect, it } from "vitest";
import {
  advanceChallenge,
  attachReport,
  challengeById,
  countThreshold,
  findReport,
  linksOf,
  listChallenges,
  mergeChallenges,
  mergesOf,
  openChallenge,
  overrideThreshold,
  reportingOffices,
  resolveMerged,
  setSetting,
  similarChallenges,
  stateOf,
  timelineOf,
  undoMerge,
  verifyAudit,
  withdrawReport,
} from "../../src/register/index.ts";
import { challenge, report, seedDemo } from "./demo.ts";
import { onBoth } from "./on-both.ts";

const [A, B, C] = ["cm-stelle-troisdorf", "cm-stelle-siegburg", "cm-stelle-hennef"];
const actor = "karla-koordina";

onBoth("the register of challenges", seedDemo, ({ register, setTime }) => {
  it("gives reference numbers that count up within the year", async () => {
    expect(await report(register(), A)).toBe("M-2026-0001");
    expect(await challenge(register(), B)).toBe("HF-2026-001");
    setTime("2027-01-01T00:30:00+01:00");
    expect(await challenge(register(), C)).toBe("HF-2027-001");
  });

  it("acceptance 2: counts two offices once the second report is assigned", async () => {
    const herausforderungId = await challenge(register(), A);
    expect(await countThreshold(register(), herausforderungId)).toMatchObject({ anzahlCmStellen: 1 });
    await attachReport(register(), { meldungId: await report(register(), B), herausforderungId, actor });
    expect(await countThreshold(register(), herausforderungId)).toEqual({
      anzahlCmStellen: 2,
      anzahlKommunen: 2,
      anzahlMeldungen: 2,
      mehrfachPersonen: [],
      schwelleAnzahl: 2,
      schwelleUebersteuert: false,
    });
  });

  it("acceptance 3: counts two reports of one office once", async () => {
    const count = await countThreshold(register(), await challenge(register(), A, A));
    expect(count).toMatchObject({ anzahlCmStellen: 1, anzahlMeldungen: 2 });
  });

  it("acceptance 4: leaves out a report older than the window, unless coordination overrides with a reason", async () => {
    const herausforderungId = await challenge(register(), A);
    setTime("2027-02-05T08:00:00Z");
    await attachReport(register(), { meldungId: await report(register(), B), herausforderungId, actor });
    expect(await countThreshold(register(), herausforderungId)).toMatchObject({ anzahlCmStellen: 1 });
    await expect(overrideThreshold(register(), { herausforderungId, grundText: " ", actor })).rejects.toMatchObject({
      code: "REASON_MISSING",
    });
    await overrideThreshold(register(), { herausforderungId, grundText: "Betrifft alle Kommunen", actor });
    expect(await countThreshold(register(), herausforderungId)).toMatchObject({ schwelleUebersteuert: true });
  });

  it("keeps old reports in the count from forwarding on", async () => {
    // given a challenge of two offices that was forwarded
    const herausforderungId = await challenge(register(), A, B);
    for (const status of ["schwelle_erreicht", "bei_ki_leitung"] as const)
      await advanceChallenge(register(), { herausforderungId, status, actor });
    // when its reports grow older than the window
    setTime("2029-01-01T08:00:00Z");
    // then
    expect(await countThreshold(register(), herausforderungId)).toMatchObject({ anzahlCmStellen: 2 });
  });

  it("acceptance 34: counts a person who reports for two offices once and names them to coordination", async () => {
    const herausforderungId = await challenge(register(), A);
    const meldungId = await report(register(), B, { personId: "mira-muster" });
    await attachReport(register(), { meldungId, herausforderungId, actor });
    expect(await countThreshold(register(), herausforderungId)).toMatchObject({
      anzahlCmStellen: 1,
      mehrfachPersonen: ["mira-muster"],
    });
  });

  it("acceptance 45: takes a changed window for the next count and keeps both values in the log", async () => {
    const herausforderungId = await challenge(register(), A, B);
    setTime("2026-04-10T08:00:00Z");
    await setSetting(register(), { schluessel: "schwelle.fensterMonate", wert: 1, actor });
    expect(await countThreshold(register(), herausforderungId)).toMatchObject({ anzahlCmStellen: 0 });
    const line = await register()
      .db.selectFrom("auditEntry")
      .select("details")
      .where("aktion", "=", "einstellung")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(line.details)).toEqual({ vorher: 12, nachher: 1 });
  });

  it("acceptance 10: links a report of a denied challenge to a new one that counts new reports only", async () => {
    const old = await challenge(register(), A, B);
    for (const status of ["schwelle_erreicht", "bei_ki_leitung", "auftrag_offen", "verneint"])
      await advanceChallenge(register(), { herausforderungId: old, status, actor });
    const first = await attachReport(register(), {
      meldungId: await report(register(), C),
      herausforderungId: old,
      actor,
    });
    expect(first).toEqual({ herausforderungId: "HF-2026-002", istErste: true });
    const second = await attachReport(register(), {
      meldungId: await report(register(), A),
      herausforderungId: old,
      actor,
    });
    expect(second).toEqual({ herausforderungId: "HF-2026-002", istErste: false });
    expect(await linksOf(register(), old)).toEqual([
      { herausforderungId: "HF-2026-002", art: "wiedervorlage", richtung: "nach" },
    ]);
    expect(await countThreshold(register(), "HF-2026-002")).toMatchObject({ anzahlCmStellen: 2 });
    expect(await stateOf(register(), old)).toBe("verneint");
  });

  it("takes up a challenge again that coordination had given up", async () => {
    const herausforderungId = await challenge(register(), A);
    await advanceChallenge(register(), { herausforderungId, status: "nicht_weiter_verfolgt", actor });
    const again = await attachReport(register(), { meldungId: await report(register(), B), herausforderungId, actor });
    expect(again).toEqual({ herausforderungId, istErste: true });
    expect(await stateOf(register(), herausforderungId)).toBe("beobachtung");
  });

  it("acceptance 20 and 21: adjusts the count on withdrawal; a running mandate goes on", async () => {
    const herausforderungId = await challenge(register(), A, B);
    const early = await withdrawReport(register(), { meldungId: "M-2026-0001", actor: "mira-muster" });
    expect(early).toEqual({ herausforderungId, wirkung: "zurueckgezogen", aktiveMeldungen: 1 });
    expect(await countThreshold(register(), herausforderungId)).toMatchObject({ anzahlCmStellen: 1 });
    for (const status of ["schwelle_erreicht", "bei_ki_leitung", "auftrag_offen"])
      await advanceChallenge(register(), { herausforderungId, status, actor });
    const late = await withdrawReport(register(), {
      meldungId: "M-2026-0002",
      actor: "sami-beispiel",
      grundText: "Hat sich erledigt",
    });
    expect(late).toEqual({ herausforderungId, wirkung: "vermerkt", aktiveMeldungen: 0 });
    expect(await stateOf(register(), herausforderungId)).toBe("auftrag_offen");
  });

  it("acceptance 22: merges two challenges, counts offices once, points both ways, and undoes it", async () => {
    const x = await challenge(register(), A, B);
    const y = await challenge(register(), B, C);
    const { zusammenfuehrungId } = await mergeChallenges(register(), {
      quelleId: x,
      zielId: y,
      grundText: "Dasselbe Problem",
      actor,
    });
    expect(await countThreshold(register(), y)).toMatchObject({ anzahlCmStellen: 3, anzahlMeldungen: 4 });
    expect(await challengeById(register(), x)).toMatchObject({ status: "zusammengefuehrt", zielId: y });
    expect((await mergesOf(register(), y)).map(({ quelleId }) => quelleId)).toEqual([x]);
    expect((await challengeById(register(), y)).kommunen).toEqual(["hennef", "siegburg", "troisdorf"]);
    await undoMerge(register(), { zusammenfuehrungId, actor });
    expect(await challengeById(register(), x)).toMatchObject({
      status: "beobachtung",
      zielId: null,
      kommunen: ["siegburg", "troisdorf"],
    });
    expect(await countThreshold(register(), x)).toMatchObject({ anzahlCmStellen: 2, anzahlMeldungen: 2 });
    expect(await countThreshold(register(), y)).toMatchObject({ anzahlCmStellen: 2, anzahlMeldungen: 2 });
    expect(await verifyAudit(register())).toMatchObject({ ok: true });
  });

  it("acceptance 23: follows a chain of merges and takes it apart in turn", async () => {
    const [a, b, c] = [await challenge(register(), A), await challenge(register(), B), await challenge(register(), C)];
    const first = await mergeChallenges(register(), { quelleId: a, zielId: b, grundText: "gleich", actor });
    const second = await mergeChallenges(register(), { quelleId: b, zielId: c, grundText: "gleich", actor });
    expect(await resolveMerged(register(), a)).toBe(c);
    expect((await reportingOffices(register(), c)).map(({ orgUnitId }) => orgUnitId)).toEqual([A, B, C]);
    const late = await attachReport(register(), {
      meldungId: await report(register(), "cm-stelle-sankt-augustin"),
      herausforderungId: a,
      actor,
    });
    expect(late).toEqual({ herausforderungId: c, istErste: false });
    await expect(undoMerge(register(), { zusammenfuehrungId: first.zusammenfuehrungId, actor })).rejects.toMatchObject({
      code: "UNDO_NOT_POSSIBLE",
    });
    await undoMerge(register(), { zusammenfuehrungId: second.zusammenfuehrungId, actor });
    await undoMerge(register(), { zusammenfuehrungId: first.zusammenfuehrungId, actor });
    for (const [id, offices] of [
      [a, [A]],
      [b, [B]],
      [c, [C, "cm-stelle-sankt-augustin"]],
    ] as const)
      expect((await reportingOffices(register(), id)).map(({ orgUnitId }) => orgUnitId).toSorted()).toEqual(
        [...offices].toSorted(),
      );
  });

  it("refuses a merge into itself, of a decided challenge, and its undoing after the mandate", async () => {
    const [a, b] = [await challenge(register(), A), await challenge(register(), B)];
    const merge = (quelleId: string, zielId: string) =>
      mergeChallenges(register(), { quelleId, zielId, grundText: "gleich", actor });
    await expect(merge(a, a)).rejects.toMatchObject({ code: "MERGE_NOT_POSSIBLE" });
    const { zusammenfuehrungId } = await merge(a, b);
    await expect(merge(b, a)).rejects.toMatchObject({ code: "MERGE_NOT_POSSIBLE" });
    for (const status of ["schwelle_erreicht", "bei_ki_leitung", "auftrag_offen", "auftrag_erteilt"])
      await advanceChallenge(register(), { herausforderungId: b, status, actor });
    await expect(undoMerge(register(), { zusammenfuehrungId, actor })).rejects.toMatchObject({
      code: "UNDO_NOT_POSSIBLE",
    });
  });

  it("refuses a state that is no step of the loop and names both", async () => {
    const herausforderungId = await challenge(register(), A);
    await expect(advanceChallenge(register(), { herausforderungId, status: "beschlossen", actor })).rejects.toThrow(
      'Expected HF-2026-001 to be able to go from "beobachtung" to "beschlossen", but that is no step of the loop',
    );
    await expect(
      advanceChallenge(register(), { herausforderungId: "HF-2026-999", status: "ruhend", actor }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("stores a report that is sent twice once, and keeps drafts out of the review", async () => {
    const [one, two] = [
      await report(register(), A, { schluessel: "k1" }),
      await report(register(), A, { schluessel: "k1" }),
    ];
    expect(one).toBe(two);
    const draft = await report(register(), A, { entwurf: true });
    expect(await findReport(register(), draft)).toMatchObject({ status: "entwurf", eingereichtAm: null });
  });

  it("offers what resembles a new report, the best first", async () => {
    await challenge(register(), A);
    const meldungId = await report(register(), B, {
      titel: "Sprachkurse fehlen",
      themen: ["sprache"],
      rechtskreise: ["IntV"],
    });
    await openChallenge(register(), { meldungId, actor });
    const found = await similarChallenges(register(), {
      text: "Wohngeld: Wartezeiten",
      themen: ["wohnen"],
      rechtskreise: [],
    });
    expect(found.map(({ herausforderungId }) => herausforderungId)).toEqual(["HF-2026-001"]);
    expect(await listChallenges(register(), { thema: "sprache" })).toHaveLength(1);
    expect(await listChallenges(register(), { suche: "wohngeld" })).toHaveLength(1);
  });

  it("tells what happened to a challenge in the order in which it happened", async () => {
    const herausforderungId = await challenge(register(), A);
    setTime("2026-01-06T08:00:00Z");
    await advanceChallenge(register(), { herausforderungId, status: "ruhend", actor });
    const kinds = (await timelineOf(register(), herausforderungId)).map(({ art, nach, meldungId }) => [
      art,
      nach ?? meldungId,
    ]);
    expect(kinds).toEqual([
      ["meldung", "M-2026-0001"],
      ["status", "beobachtung"],
      ["status", "ruhend"],
    ]);
  });
});
