import type { Register } from "./open.ts";
import { listChallenges, type Challenge } from "./challenges.ts";

const CANDIDATES = 2000;
const RESULTS = 8;
const WORD = /[\p{L}\p{N}]{4,}/gu;
const WORD_WEIGHT = 2;

/** Open challenges that resemble what somebody is about to report: shared words of the title, themes and legal areas; best first, at most 8. */
export async function similarChallenges(
  register: Register,
  input: { readonly text: string; readonly themen: readonly string[]; readonly rechtskreise: readonly string[] },
): Promise<Challenge[]> {
  const wanted = wordsOf(input.text);
  const score = (challenge: Challenge): number =>
    WORD_WEIGHT * overlap([...wordsOf(challenge.titel)], wanted) +
    overlap(challenge.themen, new Set(input.themen)) +
    overlap(challenge.rechtskreise, new Set(input.rechtskreise));
  const candidates = (await listChallenges(register, { limit: CANDIDATES })).filter(({ zielId }) => zielId === null);
  return candidates
    .map((challenge) => ({ challenge, points: score(challenge) }))
    .filter(({ points }) => points > 1)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, RESULTS)
    .map(({ challenge }) => challenge);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(WORD) ?? []);
}

function overlap(values: readonly string[], wanted: ReadonlySet<string>): number {
  return values.filter((value) => wanted.has(value)).length;
}
