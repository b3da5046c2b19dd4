import { expect, test } from "vitest";
import {
  countUnread,
  dueMails,
  listAlerts,
  listMails,
  listNotifications,
  reportChallenge,
  type Register,
} from "../../src/register/index.ts";
import { EVENTS } from "../../src/domain/events.ts";
import { NOTIFICATION_MATRIX } from "../../workers/benachrichtigung/matrix.ts";
import { nextRoleAfter } from "../../workers/benachrichtigung/next-role.ts";
import { sendingTime } from "../../workers/benachrichtigung/sending-time.ts";
import { acceptedReport, openWorkbench, reportFrom } from "./workbench.ts";

async function addresses(register: Register): Promise<string[]> {
  return (await listMails(register, { limit: 1000 })).map(({ an }) => an.split("@")[0] ?? "").toSorted();
}

test("every event has its row in the matrix, and none reaches nobody", () => {
  for (const event of EVENTS) expect(NOTIFICATION_MATRIX[event].length, event).toBeGreaterThan(0);
});

test("a report that came in is told to its author and to the CM-Koordination", async () => {
  // given
  const bench = await openWorkbench();
  const { meldungId } = await reportChallenge(bench.register, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  // when
  await bench.complete("benachrichtigen", { ereignis: "meldung_eingegangen", meldungId });
  // then
  expect(await addresses(bench.register)).toEqual(["karla-koordina", "mira-muster"]);
  expect(await listNotifications(bench.register, "mira-muster")).toMatchObject([
    { ereignis: "meldung_eingegangen", meldungId },
  ]);
});

test("a mail carries reference, step, due date and link, and neither title nor text", async () => {
  // given
  const bench = await openWorkbench();
  const { herausforderungId } = await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  // when
  await bench.complete("benachrichtigen", {
    ereignis: "erinnerung",
    stufe: "erinnerung",
    herausforderungId,
    schritt: "weiterleitung-pruefen",
    faelligAm: "2026-01-19T09:00:00+01:00",
    zustaendig: ["cm-koordination"],
  });
  // then
  const [mail] = await listMails(bench.register);
  expect(mail?.betreff).toBe("[KIM] HF-2026-001: Erinnerung an eine offene Aufgabe");
  expect(mail?.text).toContain("Schritt: Weiterleitung prüfen\nAktenzeichen: HF-2026-001\nFällig: 19.01.2026, 09:00\n");
  expect(mail?.text).toContain("https://kim.example.org/herausforderungen/HF-2026-001");
  expect(mail?.html).toContain('<a href="https://kim.example.org/herausforderungen/HF-2026-001">');
  expect(JSON.stringify(mail)).not.toMatch(/Bescheinigungen|Wohngeldanspruch/);
});

test("English is written for those who chose it", async () => {
  const bench = await openWorkbench();
  await bench.complete("benachrichtigen", {
    ereignis: "zwischenbericht_faellig",
    zustaendig: [],
    auftragId: await mandateOf(bench, "pg-gesundheit"),
  });
  const [mail] = await listMails(bench.register);
  expect(mail).toMatchObject({ an: "gina-gesundfall@beispiel.example", betreff: "[KIM] Interim report due" });
  expect(mail?.text).toContain("This message carries no contents.");
});

async function mandateOf(bench: Awaited<ReturnType<typeof openWorkbench>>, group: string): Promise<string> {
  const { herausforderungId } = await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  const { auftraege } = await bench.complete("projektgruppe-zuordnen", {
    herausforderungId,
    projektgruppen: [group],
    auftragEndetAm: "2026-06-30",
  });
  expect(auftraege).toMatchObject([{ projektgruppeId: group, leitungsgruppe: `${group}-leitung` }]);
  return "A-2026-001";
}

test("a job that runs twice tells nobody twice", async () => {
  // given
  const bench = await openWorkbench();
  const { meldungId } = await reportChallenge(bench.register, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  // when
  for (let round = 0; round < 3; round += 1)
    await bench.run("benachrichtigen", { ereignis: "meldung_eingegangen", meldungId }, { jobKey: "42" });
  // then
  expect(await countUnread(bench.register, "mira-muster")).toBe(1);
  expect(await listMails(bench.register)).toHaveLength(2);
});

test("a person who is reached in several ways is told once", async () => {
  const bench = await openWorkbench();
  const first = await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "mira-muster"), first.herausforderungId);
  await bench.complete("benachrichtigen", {
    ereignis: "schwelle_erreicht",
    herausforderungId: first.herausforderungId,
  });
  await bench.complete("benachrichtigen", { ereignis: "an_ki_leitung", herausforderungId: first.herausforderungId });
  expect(await countUnread(bench.register, "mira-muster")).toBe(1);
  expect(await countUnread(bench.register, "lena-leitstern")).toBe(1);
});

test("collected mails wait for the next working morning, urgent ones do not", async () => {
  // given: Hanna wants a daily collection
  const bench = await openWorkbench({ now: "2026-01-09T16:00:00.000Z" });
  const calm = await reportChallenge(bench.register, reportFrom("cm-stelle-hennef", "hanna-probe"));
  const urgent = await reportChallenge(bench.register, reportFrom("cm-stelle-hennef", "hanna-probe", { eilt: true }));
  // when
  await bench.complete("benachrichtigen", { ereignis: "meldung_eingegangen", meldungId: calm.meldungId });
  await bench.complete("benachrichtigen", { ereignis: "meldung_eingegangen", meldungId: urgent.meldungId });
  // then: Friday afternoon, so Monday at seven
  const mails = (await listMails(bench.register, { an: "hanna-probe@beispiel.example" })).map(
    ({ sendenAb }) => sendenAb,
  );
  expect(mails).toEqual(["2026-01-12T06:00:00.000Z", "2026-01-09T16:00:00.000Z"]);
  expect(await dueMails(bench.register)).toHaveLength(3);
});

test("what a person switched off still comes in the app, and mandatory mails come all the same", () => {
  const jetzt = "2026-01-09T16:00:00.000Z";
  expect(sendingTime({ digest: "aus", isMandatory: false, jetzt })).toEqual({ kind: "nie" });
  expect(sendingTime({ digest: "aus", isMandatory: true, jetzt })).toEqual({ kind: "jetzt" });
  expect(sendingTime({ digest: "woechentlich", isMandatory: false, jetzt })).toEqual({
    kind: "gesammelt",
    sendenAb: "2026-01-12T07:00:00+01:00",
  });
});

test("a reminder reaches the holder, then the deputy too, then the next role", async () => {
  const bench = await openWorkbench();
  const remind = (stufe: string): Promise<unknown> =>
    bench.complete("benachrichtigen", {
      ereignis: "erinnerung",
      stufe,
      schritt: "meldung-pruefen",
      zustaendig: ["cm-koordination"],
    });
  await remind("erinnerung");
  expect(await addresses(bench.register)).toEqual(["karla-koordina"]);
  await remind("vertretung");
  expect(await addresses(bench.register)).toEqual(["kai-vertreter", "karla-koordina", "karla-koordina"]);
  await remind("eskalation");
  expect(await addresses(bench.register)).toEqual([
    "kai-vertreter",
    "karla-koordina",
    "karla-koordina",
    "lena-leitstern",
  ]);
});

test("silence of a CM-Stelle is reported to no superior", () => {
  expect(nextRoleAfter("cm-stelle-hennef")).toEqual([]);
  expect(nextRoleAfter("pg-wohnen-leitung")).toEqual(["cm-koordination", "ki-leitung"]);
});

test("a withdrawal is told only as far up as the challenge has come", async () => {
  const bench = await openWorkbench();
  const { herausforderungId } = await acceptedReport(bench, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  await bench.complete("benachrichtigen", { ereignis: "zurueckgezogen", herausforderungId });
  expect(await addresses(bench.register)).toEqual(["karla-koordina", "mira-muster"]);
  await bench.complete("status-fortschreiben", { herausforderungId, status: "schwelle_erreicht" });
  await bench.complete("status-fortschreiben", { herausforderungId, status: "bei_ki_leitung" });
  await bench.complete("benachrichtigen", { ereignis: "zurueckgezogen", herausforderungId });
  expect(await countUnread(bench.register, "lena-leitstern")).toBe(1);
});

test("a task that nobody is there for alarms the administration", async () => {
  const bench = await openWorkbench();
  await bench.complete("benachrichtigen", {
    ereignis: "erinnerung",
    stufe: "erinnerung",
    schritt: "auftrag-annehmen",
    zustaendig: ["pg-behoerdenzugang-leitung"],
  });
  expect(await listAlerts(bench.register)).toMatchObject([
    { art: "gruppe_ohne_person", details: { gruppe: "pg-behoerdenzugang-leitung" } },
  ]);
});
