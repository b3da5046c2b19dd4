import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo, type StartedApplication } from "./application.ts";
import { assertBrowserInCi, hasBrowser, launch, Person } from "./browser.ts";

assertBrowserInCi();

/** Pages that each role may open without anything having happened yet; with content they are looked at in the loop. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  "cm-troisdorf": [
    "/",
    "/meldungen",
    "/meldungen/neu",
    "/aufgaben",
    "/herausforderungen",
    "/mitteilungen",
    "/postausgang",
  ],
  admin: ["/betrieb", "/betrieb/instanzen", "/betrieb/stoerungen", "/gibt-es-nicht"],
  prozess: ["/prozesse", "/prozesse/auftrag"],
  koordination: ["/impressum", "/datenschutz", "/barrierefreiheit", "/leichte-sprache"],
};

describe.skipIf(!hasBrowser)("every page", { timeout: 240_000 }, () => {
  let application: StartedApplication;
  let browser: Browser;

  beforeAll(async () => {
    [application, browser] = await Promise.all([startDemo(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await application.close();
  });

  it.each([400, 1440])("passes axe and fits the window at %i pixels", async (width) => {
    const problems: string[] = [];
    for (const [login, paths] of Object.entries(PAGES)) {
      const person = await Person.logIn({ browser, base: application.url }, login, { width });
      for (const path of paths) {
        await person.open(path);
        const overflow = await person.overflow();
        problems.push(
          ...(await person.violations()),
          ...(overflow > 0 ? [`${path} is ${String(overflow)} pixels too wide`] : []),
        );
      }
      await person.close();
    }
    expect(problems).toEqual([]);
  });

  it("leads a keyboard from the log-in into the report form", async () => {
    const person = await Person.logIn({ browser, base: application.url }, "cm-troisdorf");
    const { page } = person;
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("inhalt");
    await page.getByRole("link", { name: "Herausforderung melden" }).first().focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Titel").focus();
    await page.keyboard.type("Nur mit der Tastatur");
    expect(await page.getByLabel("Titel").inputValue()).toBe("Nur mit der Tastatur");
    await person.close();
  });

  it("takes a report without JavaScript and shows what is missing", async () => {
    const person = await Person.logIn({ browser, base: application.url }, "cm-siegburg", { javaScriptEnabled: false });
    await person.open("/meldungen/neu");
    await person.page.getByRole("button", { name: "Meldung absenden" }).click();
    await person.page
      .getByRole("alert")
      .getByRole("link", { name: /^Titel/ })
      .waitFor();
    await person.close();
  });
});
