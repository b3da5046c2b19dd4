/** States of a challenge (systematische Herausforderung) in the order of the loop. */
export const CHALLENGE_STATES = [
  "beobachtung",
  "ruhend",
  "schwelle_erreicht",
  "bei_ki_leitung",
  "auftrag_offen",
  "auftrag_erteilt",
  "in_bearbeitung",
  "loesung_vorgelegt",
  "beschlossen",
  "in_anwendung",
  "rueckmeldung",
  "abgeschlossen",
  "nicht_weiter_verfolgt",
  "verneint",
  "weitergeleitet_extern",
  "ohne_loesung",
  "zusammengefuehrt",
  "zurueckgezogen",
] as const;

/** State of a challenge. */
export type ChallengeState = (typeof CHALLENGE_STATES)[number];

/** How a closed challenge ended. */
export type Outcome = "wirksam" | "teilweise" | "unbekannt" | "nicht_wirksam";

/** After two returns a new mandate leads back to `bei_ki_leitung`. A new linked round begins in `in_bearbeitung` or `bei_ki_leitung`; reopened ones go back to `beobachtung`. */
const NEXT: Readonly<Record<ChallengeState, readonly ChallengeState[]>> = {
  beobachtung: ["schwelle_erreicht", "ruhend", "nicht_weiter_verfolgt", "zusammengefuehrt", "zurueckgezogen"],
  ruhend: ["beobachtung", "schwelle_erreicht", "nicht_weiter_verfolgt", "zusammengefuehrt", "zurueckgezogen"],
  schwelle_erreicht: [
    "beobachtung",
    "ruhend",
    "nicht_weiter_verfolgt",
    "bei_ki_leitung",
    "zusammengefuehrt",
    "zurueckgezogen",
  ],
  bei_ki_leitung: ["schwelle_erreicht", "auftrag_offen", "zusammengefuehrt", "zurueckgezogen"],
  auftrag_offen: ["auftrag_erteilt", "verneint", "schwelle_erreicht", "weitergeleitet_extern", "zusammengefuehrt"],
  auftrag_erteilt: ["in_bearbeitung", "loesung_vorgelegt", "zusammengefuehrt"],
  in_bearbeitung: ["auftrag_erteilt", "loesung_vorgelegt", "zusammengefuehrt"],
  loesung_vorgelegt: [
    "in_bearbeitung",
    "bei_ki_leitung",
    "ohne_loesung",
    "beschlossen",
    "weitergeleitet_extern",
    "zusammengefuehrt",
  ],
  beschlossen: ["in_anwendung"],
  in_anwendung: ["rueckmeldung"],
  rueckmeldung: ["in_anwendung", "abgeschlossen"],
  abgeschlossen: [],
  nicht_weiter_verfolgt: ["beobachtung"],
  verneint: [],
  weitergeleitet_extern: [],
  ohne_loesung: [],
  zusammengefuehrt: [],
  zurueckgezogen: [],
};

/** States before the mandate is decided: a merge can be undone, a report withdrawn for good. */
const BEFORE_MANDATE: readonly ChallengeState[] = ["beobachtung", "ruhend", "schwelle_erreicht", "bei_ki_leitung"];

/** Tells whether a challenge may go from one state to another; staying is no transition. */
export function canAdvanceChallenge(from: ChallengeState, to: ChallengeState): boolean {
  return NEXT[from].includes(to);
}

/** Tells whether the loop has ended here (`nicht_weiter_verfolgt` can be opened again by new reports). */
export function isEndState(state: ChallengeState): boolean {
  return NEXT[state].length === 0 || state === "nicht_weiter_verfolgt";
}

/** Tells whether the challenge has not yet reached the Lenkungsgruppe (`auftrag_offen`). */
export function isBeforeAgenda(state: ChallengeState): boolean {
  return BEFORE_MANDATE.includes(state);
}

/** Tells whether the mandate is still undecided: merges can be undone until then. */
export function isMandateOpen(state: ChallengeState): boolean {
  return isBeforeAgenda(state) || state === "auftrag_offen";
}

/** Tells whether a challenge in this state may be merged into another one (any before `beschlossen`). */
export function canMerge(state: ChallengeState): boolean {
  return NEXT[state].includes("zusammengefuehrt");
}

/** Reads a state name; undefined when it is none. */
export function parseChallengeState(text: string): ChallengeState | undefined {
  return CHALLENGE_STATES.find((state) => state === text);
}
