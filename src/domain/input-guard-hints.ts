import type { Detector, Verdict } from "./input-guard-identifiers.ts";

const NAME: Verdict = {
  art: "name",
  schwere: "warnung",
  meldung: "Hier könnte ein Name stehen.",
  vorschlag:
    "Schreiben Sie statt eines Namens die Gruppe: „eine Familie mit fünf Kindern aus X“ → „kinderreiche Familien“.",
};

const DATE: Verdict = {
  art: "datum",
  schwere: "warnung",
  meldung: "Hier steht ein genaues Datum.",
  vorschlag: "Reicht das Quartal? „im Frühjahr 2026“ statt eines Tages.",
};

const COMBINATION: Verdict = {
  art: "kombination",
  schwere: "warnung",
  meldung: "Staatsangehörigkeit, Alter oder Kinderzahl und Ort zusammen können auf eine Person zeigen.",
  vorschlag:
    "Lassen Sie eines davon weg, am besten den Ort: „eine Familie mit fünf Kindern aus X“ → „kinderreiche Familien“.",
};

/** What may be a person but need not be: the reporter confirms or rewrites. */
export const HINTS: readonly Detector[] = [
  {
    pattern:
      /(?<![\p{L}\d])(?:Herrn?|Frau|Fr\.|Hr\.|Familie|Fam\.|Eheleute|Ehepaar)\s+(?:Dr\.\s+)?\p{Lu}[\p{L}.'-]{0,40}/gu,
    verdict: NAME,
  },
  { pattern: /\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|\b\d{4}-\d{2}-\d{2}\b/gu, verdict: DATE },
];

/** Warns of the municipality's list of names wherever one stands as a whole word with a capital. */
export function wordsDetector(words: readonly string[]): Detector[] {
  if (words.length === 0) return [];
  const names = words.map((word) => escape(word.charAt(0).toUpperCase() + word.slice(1)));
  return [{ pattern: new RegExp(`(?<![\\p{L}\\d])(?:${names.join("|")})(?![\\p{L}\\d])`, "gu"), verdict: NAME }];
}

const NATIONALITY =
  /(?:syr|afghan|irak|iran|türk|ukrain|russ|eritre|somal|nigeri|guine|ghana|marokk|alger|tunes|libanes|pakistan|ind|bangladesch|kosov|alban|serb|mazedon|bulgar|rumän|pol|georg|armen|aserbaidsch|tschetschen|kurd|vietnames|chines)(?:isch|er|erin|e|n|en|in)?\p{Ll}{0,4}(?!\p{L})|Staatsangehörigkeit|Nationalität/giu;
const AGE_OR_CHILDREN =
  /\b\d{1,3}[\s-]?(?:jährig|Jahre alt|J\.)|\b(?:\d{1,2}|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\s+Kinder/iu;
const SMALL_PLACE = /(?<!\p{L})(?:Dorf|Weiler|Ortsteil|Ortschaft)(?!\p{L})/u;

/** The first nationality in a text that also holds an age or number of children and a small place; undefined when there is none. */
export function findCombination(
  text: string,
  places: readonly string[],
): { readonly verdict: Verdict; readonly von: number; readonly bis: number } | undefined {
  const nationality = [...text.matchAll(NATIONALITY)].find((match) => startsWord(text, match.index));
  if (nationality === undefined || !AGE_OR_CHILDREN.test(text) || !namesPlace(text, places)) return undefined;
  return { verdict: COMBINATION, von: nationality.index, bis: nationality.index + nationality[0].length };
}

function startsWord(text: string, index: number): boolean {
  return index === 0 || !/\p{L}/u.test(text.charAt(index - 1));
}

function namesPlace(text: string, places: readonly string[]): boolean {
  const [found] = wordsDetector(places);
  return SMALL_PLACE.test(text) || (found !== undefined && text.search(found.pattern) >= 0);
}

function escape(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
