import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo, type StartedApplication } from "./application.ts";
import { assertBrowserInCi, hasBrowser, launch, Person } from "./browser.ts";

assertBrowserInCi();

const today = (): string => new Date().toISOString().slice(0, 10);

/** Reports one challenge as a person of a CM-Stelle; gives the report's number. */
async function report(person: Person, { title, place }: { title: string; place: string }): Promise<string> {
  await person.open("/meldungen/neu");
  await person.write("Titel", title);
  await person.write(
    "Beschreibung",
    "Nach der Anerkennung gehen Wohnungen verloren, weil Bescheinigungen zu spät kommen.",
  );
  await person.choose("Wohnen, Unterbringung und Mobilität");
  await person.choose("Wohngeld und Wohnraumförderung");
  await person.choose(place);
  await person.choose("6–10");
  await person.choose("Spürbare Verzögerung");
  await person.choose("eigene Fälle");
  await person.choose("Die Meldung enthält keine personenbezogenen Daten von Klientinnen und Klienten.");
  await person.page.getByRole("button", { name: "Meldung absenden" }).click();
  await person.page.getByRole("status").filter({ hasText: "eingegangen" }).waitFor();
  return /M-\d{4}-\d{4}/.exec(person.page.url())?.[0] ?? "";
}

/** A person takes a while, and the machine has other things to do. */
const CHAPTER_MS = 240_000;

describe.skipIf(!hasBrowser)("one whole loop through the pages", { timeout: CHAPTER_MS }, () => {
  let application: StartedApplication;
  let browser: Browser;
  let reference = "";
  const problems: string[] = [];
  const as = (login: string): Promise<Person> => Person.logIn({ browser, base: application.url }, login);

  /** Acts as a person, looks at the last page with axe, and closes the window. */
  const acting = async (login: string, act: (person: Person) => Promise<void>): Promise<void> => {
    const person = await as(login);
    try {
      await act(person);
      problems.push(...(await person.violations()), ...person.scriptErrors);
    } finally {
      await person.close();
    }
  };

  beforeAll(async () => {
    [application, browser] = await Promise.all([startDemo(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await application.close();
  });

  it("takes reports of two CM-Stellen", async () => {
    await acting("cm-troisdorf", async (person) => {
      expect(
        await report(person, { title: "Wohnungen gehen nach der Anerkennung verloren", place: "Troisdorf" }),
      ).toMatch(/^M-/);
    });
    await acting("cm-siegburg", async (person) => {
      expect(
        await report(person, { title: "Verlust der Wohnung beim Wechsel des Rechtskreises", place: "Siegburg" }),
      ).toMatch(/^M-/);
    });
  });

  it("lets the CM-Koordination bundle them and pass them on", async () => {
    await acting("koordination", async (person) => {
      await person.takeTask("Meldung prüfen");
      problems.push(...(await person.violations()));
      await person.choose("Neue Herausforderung eröffnen");
      await person.write("Titel der Herausforderung", "Verlust der Wohnung nach der Anerkennung");
      await person.write("Zusammenfassung", "Bescheinigungen kommen später als die Kündigung der Unterkunft.");
      await person.completeTask();

      await person.takeTask("Herausforderung beobachten");
      await person.page.getByRole("link", { name: /^HF-.* öffnen/ }).click();
      reference = /HF-\d{4}-\d{3,}/.exec(person.page.url())?.[0] ?? "";
      expect(reference).not.toBe("");

      await person.takeTask("Meldung prüfen");
      await person.choose("Bestehender Herausforderung zuordnen");
      await person.write("Aktenzeichen der Herausforderung", reference);
      await person.page.locator(".fjs-dropdownlist-item").filter({ hasText: reference }).click();
      await person.completeTask();

      await person.takeTask("Weiterleitung prüfen", reference);
      await person.choose("An die KI-Leitung melden");
      await person.write(
        "Zusammenfassung",
        "Zwei Stellen melden: Wohnungen gehen verloren, weil Bescheinigungen fehlen.",
      );
      await person.completeTask();
    });
  });

  it("goes through KI-Leitung to the mandate of the Lenkungsgruppe", async () => {
    await acting("ki-leitung", async (person) => {
      await person.takeTask("An Lenkungsgruppe weiterleiten", reference);
      await person.choose("An die Lenkungsgruppe weiterleiten");
      await person.choose("Themenspezifische Projektgruppe");
      await person.choose("Projektgruppe Wohnen");
      await person.choose("Nächste Sitzung");
      await person.completeTask();
    });
    await acting("geschaeftsstelle", async (person) => {
      await person.takeTask("Entscheidung über Auftrag erfassen", reference);
      await person.choose("Auftrag erteilt");
      await person.date("Entschieden am", today());
      await person.choose("Einvernehmlich");
      await person.choose("Themenspezifisch");
      if (!(await person.page.getByLabel("Projektgruppe Wohnen", { exact: true }).isChecked()))
        await person.choose("Projektgruppe Wohnen");
      await person.completeTask();
    });
  });

  it("lets the project group work out a solution", async () => {
    await acting("pg-wohnen", async (person) => {
      await person.takeTask("Auftrag annehmen", reference);
      await person.choose("Ja, die Projektgruppe nimmt den Auftrag an");
      await person.completeTask();
      await person.takeTask("Lösungsansätze erarbeiten", reference);
      await person.choose("Lösungsansätze liegen vor");
      await person.page
        .getByRole("textbox", { name: /Lösungsansätze/ })
        .fill("Vorläufige Bescheinigung am Tag der Anerkennung\nMerkblatt für Vermieter");
      await person.completeTask();
    });
  });

  it("is decided and made transparent", async () => {
    await acting("geschaeftsstelle", async (person) => {
      await person.takeTask("Beschluss erfassen", reference);
      await person.choose("Angenommen");
      await person.date("Beschlossen am", today());
      await person.choose("Nur CM-Stellen");
      await person.completeTask();
    });
    await acting("koordination", async (person) => {
      await person.takeTask("Transparenz herstellen", reference);
      await person.write("Merkblatt in einfacher Sprache", "Die Bescheinigung gibt es jetzt sofort. So gehen Sie vor.");
      await person.completeTask();
      await person.waitForState(reference, "in Anwendung");
      await person.waitDays(100);
    });
  });

  it("is applied, answered and closed", async () => {
    for (const login of ["cm-troisdorf", "cm-siegburg"]) {
      await acting(login, async (person) => {
        await person.takeTask("Erfolg rückmelden", reference);
        await person.choose("Wirksam");
        await person.completeTask();
      });
    }
    await acting("koordination", async (person) => {
      await person.waitDays(30);
      await person.takeTask("Abschluss entscheiden", reference);
      await person.choose("Abschließen");
      await person.page.getByRole("radio", { name: "Wirksam", exact: true }).check();
      await person.write("Begründung", "Beide Stellen melden, dass die Lösung wirkt.");
      await person.completeTask();
      await person.waitForState(reference, "abgeschlossen");
    });
  });

  it("is seen by the administrator with diagram and table", async () => {
    await acting("admin", async (person) => {
      await person.open("/betrieb");
      await person.page.getByRole("link", { name: "Systematische Herausforderung" }).click();
      await person.page.locator(".diagram[data-ready=true]").waitFor();
      await person.page
        .getByRole("link", { name: "bpmn.io" })
        .or(person.page.locator(".bjs-powered-by"))
        .first()
        .waitFor();
      problems.push(...(await person.violations()));
      await person.open(`/betrieb/instanzen?bezug=${reference}`);
      await person.page.locator("tbody a").first().click();
      await person.page.getByRole("heading", { name: "Variablen" }).waitFor();
    });
  });

  it("is changed and deployed anew by the process owner", async () => {
    await acting("prozess", async (person) => {
      await person.open("/prozesse/meldung");
      await person.page.locator("[data-editor][data-ready=true]").waitFor();
      await person.page.locator(".bjs-powered-by").waitFor();
      problems.push(...(await person.violations()));
      await person.page.getByRole("button", { name: "Prüfen und Entwurf sichern" }).click();
      await person.page.getByRole("status").filter({ hasText: "Entwurf ist gesichert" }).waitFor();
      await person.page.getByRole("link", { name: /Bereitstellen/ }).click();
      await person.page.getByRole("button", { name: "Version 2 jetzt bereitstellen" }).click();
      await person.page.getByRole("status").filter({ hasText: "bereitgestellt" }).waitFor();
    });
  });

  it("leaves nothing for axe to find and no script error", () => {
    expect(problems).toEqual([]);
  });
});
