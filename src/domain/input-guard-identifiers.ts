/** Kind of what was found. */
export type FindingKind =
  | "email"
  | "telefon"
  | "iban"
  | "azr_nummer"
  | "geburtsdatum"
  | "datum"
  | "steuernummer"
  | "versicherungsnummer"
  | "aktenzeichen"
  | "ausweisnummer"
  | "anschrift"
  | "name"
  | "kombination";

/** What is said of a finding: German text and a hint how to write it instead. */
export interface Verdict {
  readonly art: FindingKind;
  readonly schwere: "sperre" | "warnung";
  readonly meldung: string;
  readonly vorschlag: string;
}

/** A pattern and what it means; `accepts` looks closer where a pattern alone says too much. */
export interface Detector {
  readonly pattern: RegExp;
  readonly verdict: Verdict;
  readonly accepts?: (match: string) => boolean;
}

/** Patterns of identifiers, the surest first. A block cannot be confirmed away by the reporter. */
export const IDENTIFIERS: readonly Detector[] = [
  {
    pattern: /[\p{L}\d._%+-]{1,64}\s?(?:@|[[(]at[\])])\s?[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/giu,
    verdict: block(
      "email",
      "Hier steht eine E-Mail-Adresse.",
      "Nennen Sie die Stelle, nicht die Adresse: „das zuständige Jobcenter“.",
    ),
  },
  {
    // a German one ends after 22 characters; without that the words behind it would be taken for more of it
    pattern: /\bDE\d{2}(?:[ -]?\d){18}\b|\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}\b/giu,
    accepts: isIban,
    verdict: block(
      "iban",
      "Hier steht eine Bankverbindung (IBAN).",
      "Lassen Sie die Nummer weg: „die Kontoverbindung“.",
    ),
  },
  {
    pattern: /\bAZR\b[\s-]*(?:Nr\.?|Nummer|Zahl)?\s*:?\s*\d[\d ]{4,}\d|\b\d{12}\b/giu,
    verdict: block(
      "azr_nummer",
      "Hier steht eine AZR-Nummer.",
      "Lassen Sie die Nummer weg; es geht um den Ablauf, nicht um die Person.",
    ),
  },
  {
    pattern: /\b\d{2}[ ]?\d{6}[ ]?[A-Z][ ]?\d{3}\b|\b[A-Z]\d{9}\b/gu,
    verdict: block("versicherungsnummer", "Hier steht eine Versicherungsnummer.", "Lassen Sie die Nummer weg."),
  },
  {
    pattern: /\b\d{2} \d{3} \d{3} \d{3}\b|\b\d{11}\b|\b\d{2,3}\/\d{3,4}\/\d{4,5}\b/gu,
    verdict: block("steuernummer", "Hier steht eine Steuernummer.", "Lassen Sie die Nummer weg."),
  },
  {
    pattern:
      /\b(?:Aktenzeichen|Az\.|Gesch[äa]e?ftszeichen|Fallnummer|Kundennummer|BG-Nummer)\s*:?\s*[\p{L}\d./-]{0,20}\d[\p{L}\d./-]{0,20}|\b\d{5}\s?\/\/\s?\d{7}\b|\b\d{3}[A-Z]\d{6}\b/giu,
    verdict: block("aktenzeichen", "Hier steht ein Aktenzeichen.", "Beschreiben Sie den Vorgang ohne Nummer."),
  },
  {
    pattern: /\b(?:Pass|Ausweis|Aufenthaltstitel)[\s-]*(?:Nr\.?|Nummer)\s*:?\s*[A-Z\d]{6,12}\b/giu,
    verdict: block("ausweisnummer", "Hier steht eine Ausweisnummer.", "Lassen Sie die Nummer weg."),
  },
  {
    pattern:
      /(?:\bgeb(?:oren|\.)?|\bGeburts(?:datum|tag)|\*)\s*(?:am|:)?\s*(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s?(?:Jan|Feb|M[äa]rz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\p{L}*\.?\s?\d{4})/giu,
    verdict: birthDate(),
  },
  {
    pattern: /\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19\d{2}|200\d)\b|\b(?:19\d{2}|200\d)-\d{2}-\d{2}\b/gu,
    verdict: birthDate(),
  },
  {
    pattern: /(?:\+\d{1,3}|\b00\d{1,3}|\(0\d{1,5}\)|\b0\d{1,5})[ \d()/.-]{4,20}\d/gu,
    accepts: isPhone,
    verdict: block("telefon", "Hier steht eine Telefonnummer.", "Nennen Sie die Stelle, nicht ihre Nummer."),
  },
  {
    pattern:
      /\p{Lu}[\p{L}-]{0,40}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|ufer|damm|chaussee|steig|pfad)\s{0,2}\d{1,4}\s?[a-h]?\b|\p{Lu}[\p{L}-]{1,40}\s(?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm|Chaussee)\s{0,2}\d{1,4}\s?[a-h]?\b/gu,
    verdict: block(
      "anschrift",
      "Hier steht eine Anschrift.",
      "Nennen Sie höchstens die Kommune: „in einer Unterkunft der Stadt“.",
    ),
  },
];

function block(art: FindingKind, meldung: string, vorschlag: string): Verdict {
  return { art, schwere: "sperre", meldung, vorschlag };
}

function birthDate(): Verdict {
  return block(
    "geburtsdatum",
    "Hier steht ein Geburtsdatum.",
    "Schreiben Sie die Altersgruppe: „junge Erwachsene“, „Kinder im Grundschulalter“.",
  );
}

const IBAN_MODULUS = 97n;
const LETTER_OFFSET = 55;
const GERMAN_IBAN = /^DE\d{20}$/;

/** A German one counts even with a wrong check digit (typing errors identify as well); others only with a right one. */
function isIban(match: string): boolean {
  const compact = match.replaceAll(/[ -]/g, "").toUpperCase();
  if (GERMAN_IBAN.test(compact)) return true;
  const turned = compact.slice(4) + compact.slice(0, 4);
  const digits = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - LETTER_OFFSET));
  return BigInt(digits) % IBAN_MODULUS === 1n;
}

const DATE = /^\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}/;
const MIN_PHONE_DIGITS = 7;
const MAX_PHONE_DIGITS = 15;

function isPhone(match: string): boolean {
  const digits = match.replaceAll(/\D/g, "").length;
  return !DATE.test(match) && digits >= MIN_PHONE_DIGITS && digits <= MAX_PHONE_DIGITS;
}
