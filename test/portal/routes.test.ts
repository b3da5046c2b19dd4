import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createReportDelivery } from "../../src/portal/features/reports/delivery.ts";
import { findReport, listReports, textsOf } from "../../src/register/index.ts";
import { pino } from "pino";
import { z } from "zod";
import { openPortal, type PortalBench } from "./bench.ts";

const REPORT = {
  schluessel: "einmal",
  cmStelleId: "cm-stelle-troisdorf",
  titel: "Wohnungen gehen nach der Anerkennung verloren",
  beschreibung: "Bescheinigungen kommen später als die Kündigung der Unterkunft.",
  themen: ["wohnen"],
  rechtskreise: ["WoGG_WFNG"],
  kommunen: ["troisdorf"],
  haeufigkeit: "6-10",
  folge: "2",
  quelle: "eigene_faelle",
  ohnePersonendaten: "true",
} as const;

const FORM = readFileSync(new URL("../../forms/meldung-pruefen.form", import.meta.url), "utf8");

describe("the portal", () => {
  let portal: PortalBench;

  beforeEach(async () => {
    portal = await openPortal();
  });
  afterEach(async () => {
    await portal.close();
  });

  const delivery = () =>
    createReportDelivery({
      register: portal.register,
      engine: portal.engine.gateway,
      logger: pino({ level: "silent" }),
    });

  it("leads whoever is not logged in to the log-in and back", async () => {
    const visitor = await portal.visitor();
    const { status, location } = await visitor.get("/aufgaben");
    expect([status, location]).toEqual([303, "/anmelden?ziel=%2Faufgaben"]);
    await visitor.get("/anmelden?ziel=%2Faufgaben");
    const answer = await visitor.post("/anmelden", {
      kennung: "koordination",
      passwort: "regelkreis-demo",
      ziel: "/aufgaben",
    });
    expect(answer.location).toBe("/aufgaben");
  });

  it("never sends anybody to another host after the log-in", async () => {
    const visitor = await portal.visitor();
    await visitor.get("/anmelden");
    const answer = await visitor.post("/anmelden", {
      kennung: "koordination",
      passwort: "regelkreis-demo",
      ziel: "//evil.example",
    });
    expect(answer.location).toBe("/");
  });

  it("refuses a wrong password with a sentence, and a flood of them with 429", async () => {
    const visitor = await portal.visitor();
    const answer = await visitor.logIn("koordination", "falsch");
    expect(answer.status).toBe(401);
    expect(answer.text).toContain("Benutzername oder Passwort stimmen nicht");
    await visitor.logIn("koordination", "falsch");
    await visitor.logIn("koordination", "falsch");
    expect((await visitor.logIn("koordination", "falsch")).status).toBe(429);
  });

  it("refuses a form without its token", async () => {
    const visitor = await portal.visitor("cm-troisdorf");
    await visitor.get("/meldungen/neu");
    const answer = await visitor.post("/meldungen/neu", REPORT, { token: false });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Das Formular ist abgelaufen");
  });

  it("offers demo accounts, sent mails and the clock with the demo profile only", async () => {
    const plain = await openPortal({ isDemo: false });
    try {
      const visitor = await plain.visitor();
      expect((await visitor.get("/anmelden")).text).not.toContain("data-demo");
      await visitor.logIn("koordination");
      expect((await visitor.get("/postausgang")).status).toBe(404);
    } finally {
      await plain.close();
    }
  });

  it("shows each page only to those it belongs to", async () => {
    const caseManager = await portal.visitor("cm-troisdorf");
    for (const path of ["/betrieb", "/prozesse"]) expect((await caseManager.get(path)).status).toBe(403);
    const administrator = await portal.visitor("admin");
    expect((await administrator.get("/betrieb")).status).toBe(200);
    expect((await administrator.get("/meldungen/neu")).status).toBe(403);
  });

  it("stores a report, starts its process with ids only, and takes a repeated submission once", async () => {
    const visitor = await portal.visitor("cm-troisdorf");
    await visitor.get("/meldungen/neu");
    const { location } = await visitor.post("/meldungen/neu", REPORT);
    await visitor.post("/meldungen/neu", REPORT);
    expect(location).toBe("/meldungen/M-2026-0001");
    expect(portal.engine.started).toHaveLength(1);
    const variables = JSON.stringify(portal.engine.started[0]?.variables);
    expect(variables).toContain('"meldungId":"M-2026-0001"');
    expect(variables).not.toContain("Bescheinigungen");
    expect(variables).not.toContain("Wohnungen");
  });

  it("keeps a report while the engine is away and delivers it later exactly once", async () => {
    portal.engine.isDown = true;
    const visitor = await portal.visitor("cm-troisdorf");
    await visitor.get("/meldungen/neu");
    const { location } = await visitor.post("/meldungen/neu", REPORT);
    const page = await visitor.get(location ?? "");
    expect(page.text).toContain("in Zustellung");
    portal.engine.isDown = false;
    expect(await delivery().deliverAll()).toBe(1);
    expect(await delivery().deliverAll()).toBe(0);
    expect(portal.engine.started).toHaveLength(1);
    expect((await findReport(portal.register, "M-2026-0001"))?.processInstanceKey).toBe("1");
  });

  it("finds a process again whose start was answered too late, in place of starting a second one", async () => {
    portal.engine.isDown = true;
    const visitor = await portal.visitor("cm-troisdorf");
    await visitor.get("/meldungen/neu");
    await visitor.post("/meldungen/neu", REPORT);
    portal.engine.started.push({ processDefinitionId: "meldung", variables: { meldungId: "M-2026-0001" } });
    portal.engine.isDown = false;
    await delivery().deliverAll();
    expect(portal.engine.started).toHaveLength(1);
  });

  it("blocks a report with an IBAN, says where and how to write instead, and keeps what was typed", async () => {
    const visitor = await portal.visitor("cm-troisdorf");
    await visitor.get("/meldungen/neu");
    const beschreibung = "Die Zahlung an DE89 3704 0044 0532 0130 00 kam nie an.";
    const answer = await visitor.post("/meldungen/neu", { ...REPORT, beschreibung });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("IBAN");
    expect(answer.text).toContain("DE89 3704 0044 0532 0130 00");
    expect(answer.text).toContain('href="#feld-beschreibung"');
    expect(await listReports(portal.register, {})).toHaveLength(0);
  });

  it("asks for a tick where a text may point to a person", async () => {
    const visitor = await portal.visitor("cm-troisdorf");
    await visitor.get("/meldungen/neu");
    const form = { ...REPORT, beschreibung: "Frau Yildiz wartet seit Monaten auf einen Termin." };
    const first = await visitor.post("/meldungen/neu", form);
    expect(first.status).toBe(422);
    expect(first.text).toContain("Könnte das auf eine Person hinweisen?");
    const second = await visitor.post("/meldungen/neu", { ...form, hinweiseGeprueft: "true" });
    expect(second.status).toBe(303);
  });

  it("names every missing field in a summary that leads there", async () => {
    const visitor = await portal.visitor("cm-troisdorf");
    await visitor.get("/meldungen/neu");
    const answer = await visitor.post("/meldungen/neu", { cmStelleId: "cm-stelle-troisdorf" });
    for (const name of [
      "titel",
      "beschreibung",
      "themen",
      "rechtskreise",
      "kommunen",
      "haeufigkeit",
      "folge",
      "quelle",
      "ohnePersonendaten",
    ])
      expect(answer.text).toContain(`href="#feld-${name}"`);
  });

  it("shows a report to nobody outside of office and coordination", async () => {
    const author = await portal.visitor("cm-troisdorf");
    await author.get("/meldungen/neu");
    await author.post("/meldungen/neu", REPORT);
    const read = async (login: string) => (await (await portal.visitor(login)).get("/meldungen/M-2026-0001")).status;
    expect(await read("koordination")).toBe(200);
    expect(await read("cm-siegburg")).toBe(404);
    expect(await read("ki-leitung")).toBe(404);
    expect(await read("admin")).toBe(404);
  });

  it("lets a task be claimed, returned and completed, with texts in the register and ids in the engine", async () => {
    const key = portal.engine.addTask({}, { form: FORM, variables: { meldungId: "M-2026-0001" } });
    const visitor = await portal.visitor("koordination");
    expect((await visitor.get("/aufgaben")).text).toContain("Meldung prüfen");
    await visitor.post(`/aufgaben/${key}/uebernehmen`, {});
    expect(portal.engine.tasks.get(key)?.task.assignee).toBe("karla-koordina");
    await visitor.post(`/aufgaben/${key}/zurueckgeben`, {});
    expect(portal.engine.tasks.get(key)?.task.assignee).toBeUndefined();
    await visitor.post(`/aufgaben/${key}/uebernehmen`, {});

    // the fields of the chosen outcome are not on the first page: they are asked for
    const shown = { "_feld-pruefergebnis": "1", pruefergebnis: "neu" };
    const asked = await visitor.post(`/aufgaben/${key}`, shown);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain("Zu Ihrer Auswahl gehören weitere Angaben");
    const done = await visitor.post(`/aufgaben/${key}`, {
      ...shown,
      "_feld-titelText": "1",
      titelText: "Verlust der Wohnung",
      "_feld-zusammenfassungText": "1",
      zusammenfassungText: "",
    });
    expect(done.location).toBe("/aufgaben");
    const [completed] = portal.engine.completed;
    const { textReferenz, ...plain } = completed?.variables ?? {};
    expect(plain).toEqual({ pruefergebnis: "neu", bearbeitetVon: "karla-koordina" });
    const texts = await textsOf(portal.register, z.string().parse(textReferenz));
    expect(texts.map(({ feld, text }) => [feld, text])).toEqual([["titelText", "Verlust der Wohnung"]]);
  });

  it("judges a submission by form-js itself, whatever a browser sends", async () => {
    const key = portal.engine.addTask({ assignee: "karla-koordina" }, { form: FORM, variables: {} });
    const visitor = await portal.visitor("koordination");
    await visitor.get(`/aufgaben/${key}`);
    const answer = await visitor.post(`/aufgaben/${key}`, { daten: JSON.stringify({ pruefergebnis: "durchwinken" }) });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("Diese Angabe fehlt.");
    expect(portal.engine.completed).toHaveLength(0);
  });

  it("guards the texts of a task as it does those of a report", async () => {
    const key = portal.engine.addTask({ assignee: "karla-koordina" }, { form: FORM, variables: {} });
    const visitor = await portal.visitor("koordination");
    await visitor.get(`/aufgaben/${key}`);
    const daten = JSON.stringify({
      pruefergebnis: "rueckfrage",
      begruendungText: "Bitte an mira@example.org schreiben.",
    });
    const answer = await visitor.post(`/aufgaben/${key}`, { daten });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("feld-begruendungText-fehler");
    expect(portal.engine.completed).toHaveLength(0);
  });

  it("says so when somebody else was faster", async () => {
    const key = portal.engine.addTask({ assignee: "lena-leitstern" }, { form: FORM });
    const visitor = await portal.visitor("koordination");
    const page = await visitor.get(`/aufgaben/${key}`);
    expect(page.text).toContain("bearbeitet diese Aufgabe");
    const answer = await visitor.post(`/aufgaben/${key}`, {
      daten: JSON.stringify({ pruefergebnis: "neu", titelText: "x" }),
    });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("Jemand war schneller");
  });

  it("shows no task of another group", async () => {
    const key = portal.engine.addTask({ candidateGroups: ["ki-leitung"] });
    const visitor = await portal.visitor("cm-troisdorf");
    expect((await visitor.get(`/aufgaben/${key}`)).status).toBe(404);
  });

  it("keeps working without the engine and says so", async () => {
    portal.engine.isDown = true;
    const visitor = await portal.visitor("cm-troisdorf");
    const start = await visitor.get("/");
    expect(start.status).toBe(200);
    expect(start.text).toContain("Die Prozess-Engine ist gerade nicht erreichbar");
    const tasks = await visitor.get("/aufgaben");
    expect(tasks.status).toBe(503);
    expect(tasks.text).toContain("Zur Startseite");
    expect((await visitor.get("/readyz")).status).toBe(503);
    expect((await visitor.get("/livez")).status).toBe(200);
  });

  it("answers an unknown page with a sentence and a way out, in the language of the reader", async () => {
    const visitor = await portal.visitor("koordination");
    expect((await visitor.get("/gibt-es-nicht")).text).toContain("Diese Seite gibt es nicht");
    await visitor.post("/sprache", { sprache: "en", zurueck: "/" });
    const page = await visitor.get("/gibt-es-nicht");
    expect(page.status).toBe(404);
    expect(page.text).toContain("This page does not exist");
    expect(page.text).toContain('<html lang="en"');
  });

  it("allows no script but its own and no foreign host", async () => {
    const visitor = await portal.visitor();
    const { text } = await visitor.get("/anmelden");
    expect(text).not.toMatch(/<script(?![^>]*src=)/);
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});
