import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectText, isBlocked, type GuardConfig } from "../../src/domain/input-guard.ts";

const CONFIG: GuardConfig = { aktenzeichenMuster: ["ABH-\\d{4}/\\d{2}"], namen: ["Alrashid"], orte: ["Seelscheid"] };

const inspect = (text: string) => inspectText("beschreibung", text, CONFIG);
const kindsOf = (text: string) => inspect(text).map(({ art }) => art);

describe("acceptance 30: identifiers are refused", () => {
  it.each([
    ["email", "Schreiben Sie an max.muster@beispiel.de bitte"],
    ["email", "max.muster (at) beispiel.de"],
    ["telefon", "erreichbar unter 02241 123456"],
    ["telefon", "mobil +49 (0) 171-2345678"],
    ["iban", "Konto DE89 3704 0044 0532 0130 00"],
    ["iban", "Konto DE00370400440532013000"],
    ["iban", "GB82 WEST 1234 5698 7654 32"],
    ["azr_nummer", "AZR-Nummer: 123456789"],
    ["azr_nummer", "die Nummer 123456789012 steht im Bescheid"],
    ["geburtsdatum", "geb. 3.5.21"],
    ["geburtsdatum", "geboren am 3. Mai 2014"],
    ["geburtsdatum", "Kind vom 04.11.2003"],
    ["steuernummer", "Steuernummer 12 345 678 901"],
    ["steuernummer", "222/5123/0456"],
    ["versicherungsnummer", "12 150780 J 009"],
    ["versicherungsnummer", "A123456789"],
    ["aktenzeichen", "Az. 33-12/2021 liegt noch"],
    ["aktenzeichen", "32402//0012345"],
    ["aktenzeichen", "siehe ABH-2024/17"],
    ["ausweisnummer", "Passnummer: C01X00T47"],
    ["anschrift", "wohnt Musterstraße 12a"],
    ["anschrift", "in der Bonner Str. 5"],
  ])("a text with %s is blocked: %s", (kind, text) => {
    const findings = inspect(text);
    expect(findings.filter(({ schwere }) => schwere === "sperre").map(({ art }) => art)).toEqual([kind]);
    expect(isBlocked(findings)).toBe(true);
  });

  it("finds an identifier that hides behind invisible and wide characters, at its place in the original", () => {
    const text = "Konto DE89\u200B3704 0044 0532 0130 00";
    const [finding] = inspect(text);
    expect(finding).toMatchObject({ art: "iban", von: 6, bis: text.length });
    expect(kindsOf("Nummer １２３４５６７８９０１２")).toEqual(["azr_nummer"]);
  });
});

describe("acceptance 31: what may be a person is warned of", () => {
  it.each([
    ["name", "Herr M. aus dem Dorf"],
    ["name", "Frau Musterfrau wartet"],
    ["name", "bei Alrashid war es so"],
    ["datum", "Termin am 12.03.2026"],
    ["kombination", "eine syrische Mutter mit 7 Kinder in Seelscheid"],
  ])("%s: %s", (kind, text) => {
    const findings = inspect(text);
    expect(findings.map(({ art, schwere }) => [art, schwere])).toEqual([[kind, "warnung"]]);
    expect(isBlocked(findings)).toBe(false);
  });

  it("says nothing where only two of nationality, age and place come together", () => {
    expect(kindsOf("syrische Familien in Seelscheid")).toEqual([]);
    expect(kindsOf("Familien mit fünf Kindern in Seelscheid")).toEqual([]);
  });
});

describe("what belongs into a report passes", () => {
  it.each([
    "Beim Wechsel vom AsylbLG ins SGB II entsteht eine Lücke von sechs bis acht Wochen.",
    "Seit dem 2. Quartal 2026 fehlen in 53721 Siegburg und 53840 Troisdorf Kursplätze für 25 Personen.",
    "Frauen und Familien mit Kindern warten 12 Monate auf einen Termin bei der Ausländerbehörde.",
    "Nach § 104c AufenthG; Frist 31 Tage, 3 Anträge, Modul 2.",
    "Der Vermieter verlangt 3 Monatsmieten; die Industrie- und Handelskammer prüft 4 bis 6 Monate.",
  ])("%s", (text) => {
    expect(inspect(text)).toEqual([]);
  });
});

it("never repeats the text it found", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{6,12}@[a-z]{6,12}\.(de|com)$/), (secret) => {
      const findings = inspect(`Kontakt ${secret} Ende`);
      expect(findings).not.toHaveLength(0);
      expect(JSON.stringify(findings)).not.toContain(secret.split("@")[0]);
    }),
  );
});

it("answers quickly and without an exception on any text of full length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 4000 }), (text) => {
      for (const { von, bis } of inspect(text)) expect(von < bis && bis <= text.length).toBe(true);
    }),
    { numRuns: 50 },
  );
  expect(inspect("a".repeat(4000) + "@".repeat(100) + "1".repeat(4000))).toBeInstanceOf(Array);
});
