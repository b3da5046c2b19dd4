import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { eventWording, stepWording, type MailLanguage } from "./wording.ts";

/** What a message may say: ids, a step, a date and a link. A title or free text has no place in it. */
export interface MailFacts {
  readonly ereignis: string;
  readonly stufe?: string | undefined;
  readonly schritt?: string | undefined;
  /** Reference number of report or challenge. */
  readonly aktenzeichen?: string | undefined;
  /** ISO moment. */
  readonly faelligAm?: string | undefined;
  readonly link: string;
}

/** A mail without its addresses. */
interface ComposedMail {
  readonly betreff: string;
  readonly text: string;
  readonly html?: string;
}

const TIME_ZONE = "Europe/Berlin";
const LOCALES: Readonly<Record<MailLanguage, string>> = { de: "de-DE", en: "en-GB" };

const templates = {
  text: { de: template("message.de.txt", { isText: true }), en: template("message.en.txt", { isText: true }) },
  html: { de: template("message.de.html", { isText: false }), en: template("message.en.html", { isText: false }) },
  digest: { de: template("digest.de.txt", { isText: true }), en: template("digest.en.txt", { isText: true }) },
};

/** Writes a message in the person's language. */
export function composeMail(facts: MailFacts, sprache: MailLanguage): ComposedMail {
  const view = viewOf(facts, sprache);
  return { betreff: view.betreff, text: templates.text[sprache](view), html: templates.html[sprache](view) };
}

/** Writes a message as one entry of a collected mail. */
export function composeEntry(facts: MailFacts, sprache: MailLanguage): ComposedMail {
  const { betreff, ereignis, aktenzeichen, faelligAm, link } = viewOf(facts, sprache);
  const parts = [aktenzeichen, ereignis, faelligAm].filter((part) => part !== undefined);
  return { betreff, text: `- ${parts.join(", ")}\n  ${link}` };
}

/** Puts entries together into one mail. */
export function composeDigest(entries: readonly string[], sprache: MailLanguage): ComposedMail {
  const betreff = `[KIM] ${eventWording("sammelnachricht", { sprache })} (${String(entries.length)})`;
  return { betreff, text: templates.digest[sprache]({ eintraege: entries }) };
}

function viewOf(facts: MailFacts, sprache: MailLanguage) {
  const ereignis = eventWording(facts.ereignis, { sprache, stufe: facts.stufe });
  const subject = facts.aktenzeichen === undefined ? ereignis : `${facts.aktenzeichen}: ${ereignis}`;
  return {
    betreff: `[KIM] ${subject}`,
    ereignis,
    schritt: facts.schritt === undefined ? undefined : stepWording(facts.schritt, sprache),
    aktenzeichen: facts.aktenzeichen,
    faelligAm: facts.faelligAm === undefined ? undefined : dateText(facts.faelligAm, sprache),
    link: facts.link,
  };
}

function dateText(iso: string, sprache: MailLanguage): string {
  const moment = new Date(iso.replace(/\[.*\]$/, ""));
  return new Intl.DateTimeFormat(LOCALES[sprache], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: TIME_ZONE,
  }).format(moment);
}

function template(name: string, { isText }: { isText: boolean }): Handlebars.TemplateDelegate {
  const source = readFileSync(new URL(`templates/${name}.hbs`, import.meta.url), "utf8");
  return Handlebars.compile(source, { noEscape: isText });
}
