import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { RequestHandler } from "express";
import i18next, { type i18n } from "i18next";
import { z } from "zod";

/** Languages that are complete; the first one is the default. */
export const LANGUAGES = ["de", "en"] as const;

/** A language of the user interface. */
export type Language = (typeof LANGUAGES)[number];

/** Gives the text of a key in the reader's language; a missing key shows itself, so that nothing stays unseen. */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

const LOCALES = join(import.meta.dirname, "../locales");

/** All texts of a language; one file per feature, its name is the first part of the key. */
export function readTexts(language: Language): Record<string, unknown> {
  const folder = join(LOCALES, language);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(files.map((name) => [basename(name, ".json"), readFile(join(folder, name))]));
}

function readFile(path: string): unknown {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, "utf8")));
}

/** An i18next instance with all texts of all languages loaded. */
export async function loadTexts(): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.init({
    lng: "de",
    fallbackLng: false,
    supportedLngs: [...LANGUAGES],
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, { translation: readTexts(language) }])),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** The translation function of one language. */
function translator(texts: i18n, language: Language): Translate {
  const t = texts.getFixedT(language);
  return (key, values) => t(key, values ?? {});
}

/** Sets the language of the request: what the session says, else German. */
export function setUpLanguage(texts: i18n): RequestHandler {
  const translators = { de: translator(texts, "de"), en: translator(texts, "en") };
  return (req, _res, next) => {
    req.language = req.session.language ?? "de";
    req.t = translators[req.language];
    next();
  };
}
