/** Answers of a feedback round. */
const FEEDBACK_ANSWERS = [
  "wirksam",
  "teilweise",
  "nicht_wirksam",
  "noch_nicht",
  "nicht_anwendbar",
  "weiss_nicht",
  "unbekannt",
] as const;

/** One answer of a CM-Stelle; `unbekannt` stands for a missing one. */
export type FeedbackAnswer = (typeof FEEDBACK_ANSWERS)[number];

/** Numbers the decision table `rueckmeldung-auswertung` reads. */
export interface FeedbackCount {
  readonly anzahlWirksam: number;
  readonly anzahlTeilweise: number;
  readonly anzahlNichtWirksam: number;
  /** Answers that say something about the effect: effective, partly, not. */
  readonly anzahlGewertet: number;
  /** Not answered, not applied yet, not applicable, do not know. */
  readonly anzahlOffen: number;
}

/** Counts the answers; `weiß nicht`, `nicht anwendbar`, `noch nicht` and missing ones are not counted as an effect. */
export function countAnswers(answers: readonly FeedbackAnswer[]): FeedbackCount {
  const count = (wanted: FeedbackAnswer): number => answers.filter((answer) => answer === wanted).length;
  const anzahlWirksam = count("wirksam");
  const anzahlTeilweise = count("teilweise");
  const anzahlNichtWirksam = count("nicht_wirksam");
  const anzahlGewertet = anzahlWirksam + anzahlTeilweise + anzahlNichtWirksam;
  return {
    anzahlWirksam,
    anzahlTeilweise,
    anzahlNichtWirksam,
    anzahlGewertet,
    anzahlOffen: answers.length - anzahlGewertet,
  };
}

/** Reads an answer; undefined when it is none. */
export function parseFeedbackAnswer(text: string): FeedbackAnswer | undefined {
  return FEEDBACK_ANSWERS.find((answer) => answer === text);
}
