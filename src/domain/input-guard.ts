import { IDENTIFIERS, type Detector, type Verdict } from "./input-guard-identifiers.ts";
import { findCombination, HINTS, wordsDetector } from "./input-guard-hints.ts";
import { foldText } from "./input-guard-text.ts";

/** What a municipality adds to the guard. */
export interface GuardConfig {
  /** Regular expressions of its own case numbers; an invalid one is refused when the profile is read. */
  readonly aktenzeichenMuster: readonly string[];
  /** First or family names that are no German words: a capitalised occurrence is warned of. */
  readonly namen: readonly string[];
  /** Places so small that together with nationality and age they point to somebody. */
  readonly orte: readonly string[];
}

/** One place in a text that must not stay (`sperre`) or has to be confirmed (`warnung`). Never holds the text itself. */
export interface Finding extends Verdict {
  readonly feld: string;
  /** Index of the first character, and of the one after the last. */
  readonly von: number;
  readonly bis: number;
}

/** Looks for data that identifies clients: identifiers block, likely names and telling combinations warn (domain notes 3.2). */
export function inspectText(feld: string, text: string, config: GuardConfig): Finding[] {
  const folded = foldText(text);
  const found: Finding[] = [];
  for (const detector of detectorsFor(config)) {
    for (const match of folded.text.matchAll(detector.pattern)) {
      if (detector.accepts?.(match[0]) === false) continue;
      const [von, bis] = [folded.origin(match.index), folded.origin(match.index + match[0].length)];
      if (!found.some((other) => von < other.bis && other.von < bis))
        found.push({ feld, ...detector.verdict, von, bis });
    }
  }
  const combination = findCombination(folded.text, config.orte);
  if (combination !== undefined)
    found.push({
      feld,
      ...combination.verdict,
      von: folded.origin(combination.von),
      bis: folded.origin(combination.bis),
    });
  return found.toSorted((a, b) => a.von - b.von);
}

/** Tells whether a text may not be stored as it is; a warning can be confirmed, a block cannot. */
export function isBlocked(findings: readonly Finding[]): boolean {
  return findings.some(({ schwere }) => schwere === "sperre");
}

/** Identifiers come first: what one of them has taken is not reported a second time as something weaker. */
function detectorsFor(config: GuardConfig): readonly Detector[] {
  const own = config.aktenzeichenMuster.map((source) => ({
    pattern: new RegExp(source, "gu"),
    verdict: OWN_CASE_NUMBER,
  }));
  return [...own, ...IDENTIFIERS, ...HINTS, ...wordsDetector(config.namen)];
}

const OWN_CASE_NUMBER: Verdict = {
  art: "aktenzeichen",
  schwere: "sperre",
  meldung: "Hier steht ein Aktenzeichen.",
  vorschlag: "Beschreiben Sie den Vorgang ohne Nummer, zum Beispiel „in mehreren Verfahren der Ausländerbehörde“.",
};
