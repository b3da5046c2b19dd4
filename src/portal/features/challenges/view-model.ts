import { countAsBand } from "../../../domain/bands.ts";
import { accessTo } from "../../../domain/visibility.ts";
import type { Challenge, Profile, TimelineEntry } from "../../../register/index.ts";
import { formatDate, formatDateTime } from "../../format.ts";
import type { Language, Translate } from "../../middleware/language.ts";
import { badgeOf } from "../../status.ts";
import type { CurrentUser } from "../../user.ts";
import { isVisible, readableReports } from "./access.ts";
import type { LoadedChallenge } from "./load.ts";
import { toLoopPicture, toLoopSteps } from "./steps.ts";

/** What the page of a challenge needs. */
interface ChallengeInput {
  readonly t: Translate;
  readonly language: Language;
  readonly loaded: LoadedChallenge;
  readonly profile: Profile;
  readonly user: CurrentUser;
}

type CodeList = readonly { readonly id: string; readonly name: string }[];

function labels(list: CodeList, values: readonly string[]): string {
  return values.map((value) => list.find(({ id }) => id === value)?.name ?? value).join(", ");
}

/** Label of an enumerated value, or the value itself when there is no text for it. */
function labelOf(t: Translate, group: string, value: string | null | undefined): string {
  if (value === null || value === undefined) return "";
  const key = `${group}.${value}`;
  const text = t(key);
  return text === key ? value : text;
}

function countsOf({ t, loaded }: ChallengeInput) {
  const { viewer, counts } = loaded;
  const show = (count: number): string => (accessTo("zahlen", viewer) === "exakt" ? String(count) : countAsBand(count));
  return [
    { label: t("challenges.reportCount"), value: show(counts.anzahlMeldungen) },
    { label: t("challenges.officeCount"), value: show(counts.anzahlCmStellen) },
    { label: t("challenges.municipalityCount"), value: show(counts.anzahlKommunen) },
  ];
}

function factsOf(input: ChallengeInput) {
  const { t, language, loaded, profile } = input;
  const { challenge } = loaded;
  const { codeLists } = profile;
  const facts = [
    ...countsOf(input),
    { label: t("reports.field.themen"), value: labels(codeLists.themen, challenge.themen) },
    { label: t("reports.field.rechtskreise"), value: labels(codeLists.rechtskreise, challenge.rechtskreise) },
    { label: t("reports.field.kommunen"), value: labels(codeLists.kommunen, challenge.kommunen) },
    { label: t("challenges.opened"), value: formatDate(challenge.eroeffnetAm, language) },
    { label: t("challenges.round"), value: String(challenge.runde) },
    { label: t("challenges.postponed"), value: challenge.vertagungen > 0 ? `${String(challenge.vertagungen)}×` : "" },
    { label: t("challenges.resubmission"), value: formatDate(challenge.wiedervorlageAm, language) },
    { label: t("challenges.publicity"), value: labelOf(t, "value", challenge.oeffentlichkeit) },
  ];
  return facts.filter(({ value }) => value !== "");
}

function decisionsView({ t, language, loaded }: ChallengeInput) {
  const { viewer, challenge, decisions, reasons } = loaded;
  if (!isVisible("entscheidungen", viewer, challenge.status)) return [];
  return decisions
    .filter(({ schritt }) => schritt !== "meldung-pruefen" && schritt !== "rueckmeldung-geben")
    .map((decision) => ({
      step: labelOf(t, "step", decision.schritt),
      result: labelOf(t, "value", decision.ergebnis),
      date: formatDate(decision.beschlussAm, language),
      vote: labelOf(t, "value", decision.abstimmung),
      texts: (reasons.get(decision.textReferenz ?? "") ?? []).map(({ feld, text }) => ({
        label: labelOf(t, "field", feld),
        text,
      })),
    }));
}

function solutionView({ t, language, loaded }: ChallengeInput) {
  const { viewer, challenge, measures, mandates, names } = loaded;
  if (!isVisible("loesung", viewer, challenge.status)) return { mandates: [], measures: [] };
  return {
    mandates: mandates.map((mandate) => ({
      id: mandate.auftragId,
      group: names.get(mandate.projektgruppeId) ?? mandate.projektgruppeId,
      state: labelOf(t, "value", mandate.status),
      until: formatDate(mandate.endetAm, language),
    })),
    measures: measures.map((measure) => ({
      title: measure.titel,
      text: measure.beschreibung,
      state: labelOf(t, "value", measure.status),
    })),
  };
}

function feedbackView({ t, language, loaded, user }: ChallengeInput) {
  const { viewer, rounds, names } = loaded;
  const access = accessTo("rueckmeldungen", viewer);
  if (access === "nein") return [];
  return rounds.map((round) => {
    const answered = round.answers.filter(({ antwort }) => antwort !== null);
    const shown = answered.filter(({ cmStelleId }) => access === "je_stelle" || user.cmStellen.includes(cmStelleId));
    return {
      title: t("challenges.feedbackRound", { number: round.nummer }),
      opened: formatDate(round.geoeffnetAm, language),
      closed: formatDate(round.geschlossenAm, language),
      summary: t("challenges.feedbackCount", { answered: answered.length, asked: round.answers.length }),
      answers: shown.map(({ cmStelleId, antwort }) => ({
        office: names.get(cmStelleId) ?? cmStelleId,
        answer: labelOf(t, "value", antwort),
      })),
    };
  });
}

/** One sentence of the timeline. */
function describeEntry(entry: TimelineEntry, t: Translate, names: ReadonlyMap<string, string>): string {
  const values = {
    nach: labelOf(t, "state", entry.nach),
    schritt: labelOf(t, "step", entry.schritt),
    ergebnis: labelOf(t, "value", entry.ergebnis ?? entry.nach),
    gruppe: names.get(entry.projektgruppeId ?? "") ?? entry.projektgruppeId ?? "",
    sitzung: entry.sitzungId ?? "",
    ziel: entry.zielId ?? "",
    nummer: entry.nummer ?? 0,
  };
  return t(`timeline.${entry.art}`, values);
}

/** The page of a challenge, each part by the visibility matrix. */
export function toChallengeView(input: ChallengeInput) {
  const { t, language, loaded, user } = input;
  const { challenge, viewer } = loaded;
  const steps = toLoopSteps(challenge.status, t);
  const hasSummary = isVisible("zusammenfassung", viewer, challenge.status);
  const merge = loaded.merges.find(
    ({ quelleId, aufgehobenAm }) => quelleId === challenge.herausforderungId && aufgehobenAm === null,
  );
  return {
    title: challenge.titel,
    id: challenge.herausforderungId,
    state: t(`state.${challenge.status}`),
    badge: badgeOf(challenge.status),
    outcome: labelOf(t, "value", challenge.ergebnis),
    summary: hasSummary ? challenge.zusammenfassung : "",
    isRestricted: !hasSummary,
    steps,
    picture: toLoopPicture(steps),
    facts: hasSummary ? factsOf(input) : countsOf(input),
    decisions: decisionsView(input),
    ...solutionView(input),
    publication: publicationView(input),
    feedback: feedbackView(input),
    reports: readableReports(loaded.reports, viewer, user).map((report) => ({
      href: `/meldungen/${report.meldungId}`,
      id: report.meldungId,
      title: report.titel,
      office: loaded.names.get(report.cmStelleId) ?? report.cmStelleId,
      date: formatDate(report.eingereichtAm, language),
    })),
    timeline: loaded.timeline
      .filter(({ art }) => hasSummary || art === "status")
      .map((entry) => ({
        at: formatDateTime(entry.am, language),
        iso: entry.am,
        text: describeEntry(entry, t, loaded.names),
      }))
      .toReversed(),
    target: challenge.zielId ?? undefined,
    links: loaded.links.map(({ herausforderungId, art }) => ({ id: herausforderungId, kind: labelOf(t, "link", art) })),
    canMerge: user.permissions.has("herausforderung:zusammenfuehren") && MERGEABLE.has(challenge.status),
    undoableMerge: user.permissions.has("herausforderung:zusammenfuehren") ? merge?.zusammenfuehrungId : undefined,
  };
}

/** States before the solution is decided, in which a challenge may be merged into another. */
const MERGEABLE = new Set([
  "beobachtung",
  "ruhend",
  "schwelle_erreicht",
  "bei_ki_leitung",
  "auftrag_offen",
  "auftrag_erteilt",
  "in_bearbeitung",
  "loesung_vorgelegt",
]);

function publicationView({ t, language, loaded, user }: ChallengeInput) {
  const { publication, challenge, viewer } = loaded;
  if (publication === undefined || publication.veroeffentlichtAm === null) return undefined;
  if (!isVisible("loesung", viewer, challenge.status)) return undefined;
  return {
    text: publication.merkblatt,
    level: labelOf(t, "value", publication.oeffentlichkeit),
    date: formatDate(publication.veroeffentlichtAm, language),
    canAcknowledge: user.cmStellen.length > 0,
  };
}

/** What the list of challenges needs. */
interface ChallengeListInput {
  readonly t: Translate;
  readonly language: Language;
  readonly challenges: readonly Challenge[];
  readonly states: readonly string[];
  readonly filter: { readonly suche: string; readonly status: string };
  readonly page: { readonly offset: number; readonly size: number };
}

/** The list of challenges with search, filter by state and pages. */
export function toChallengeListView({ t, language, challenges, states, filter, page }: ChallengeListInput) {
  const link = (offset: number): string => {
    const query = new URLSearchParams({ suche: filter.suche, status: filter.status, ab: String(offset) });
    return `/herausforderungen?${query.toString()}`;
  };
  const rows = challenges.slice(0, page.size);
  return {
    title: t("challenges.listTitle"),
    search: filter.suche,
    states: states.map((state) => ({ value: state, label: t(`state.${state}`), isSelected: state === filter.status })),
    rows: rows.map((challenge) => ({
      href: `/herausforderungen/${challenge.herausforderungId}`,
      id: challenge.herausforderungId,
      title: challenge.titel,
      state: t(`state.${challenge.status}`),
      badge: badgeOf(challenge.status),
      changed: formatDate(challenge.geaendertAm, language),
    })),
    isFiltered: filter.suche !== "" || filter.status !== "",
    previous: page.offset > 0 ? link(Math.max(0, page.offset - page.size)) : undefined,
    next: challenges.length > page.size ? link(page.offset + page.size) : undefined,
  };
}
