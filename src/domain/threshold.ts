import { addMonths, inBerlin } from "./working-days.ts";

/** What counting needs to know of a report; the person is an id, absent when the reporter link was deleted. */
export interface CountedReport {
  readonly meldungId: string;
  readonly cmStelleId: string;
  readonly personId: string | null;
  readonly kommunen: readonly string[];
  readonly eingereichtAm: string;
  readonly status: string;
}

/** The rule of the municipality: window in months, null = unlimited. */
export interface CountRule {
  readonly fensterMonate: number | null;
  readonly jetzt: string;
}

/** Result of a count; `mehrfachPersonen` reported for several offices and was counted once. */
export interface ReportCount {
  readonly anzahlCmStellen: number;
  readonly anzahlKommunen: number;
  /** All that are still valid, in the window or not: without any the challenge has ended. */
  readonly anzahlMeldungen: number;
  readonly mehrfachPersonen: readonly string[];
}

/** Counts distinct CM-Stellen inside the window; withdrawn and "nicht systematisch" do not count, one person counts for one office only. */
export function countReports(reports: readonly CountedReport[], rule: CountRule): ReportCount {
  const active = reports.filter((report) => report.status === "angenommen");
  const counted = active.filter((report) => isInWindow(report, rule));
  return {
    anzahlCmStellen: countOffices(counted),
    anzahlKommunen: new Set(counted.flatMap((report) => report.kommunen)).size,
    anzahlMeldungen: active.length,
    mehrfachPersonen: personsWithSeveralOffices(counted),
  };
}

function isInWindow(report: CountedReport, { fensterMonate, jetzt }: CountRule): boolean {
  if (fensterMonate === null) return true;
  const from = inBerlin(addMonths(jetzt, -fensterMonate)).epochMilliseconds;
  return inBerlin(report.eingereichtAm).epochMilliseconds >= from;
}

/**
 * Offices that some set of different persons stands for: the largest pairing of offices with persons. A greedy walk would depend on the
 * order of the reports. A report without a person stands for its office alone.
 */
function countOffices(reports: readonly CountedReport[]): number {
  const personsOf = Map.groupBy(reports, (report) => report.cmStelleId);
  const officeOf = new Map<string, string>();
  let count = 0;
  for (const office of personsOf.keys()) {
    if (assign(office, { personsOf, officeOf, tried: new Set() })) count += 1;
  }
  return count;
}

interface Pairing {
  readonly personsOf: ReadonlyMap<string, readonly CountedReport[]>;
  readonly officeOf: Map<string, string>;
  readonly tried: Set<string>;
}

function assign(office: string, pairing: Pairing): boolean {
  for (const { personId, meldungId } of pairing.personsOf.get(office) ?? []) {
    const person = personId ?? `meldung:${meldungId}`;
    if (pairing.tried.has(person)) continue;
    pairing.tried.add(person);
    const holder = pairing.officeOf.get(person);
    if (holder !== undefined && !assign(holder, pairing)) continue;
    pairing.officeOf.set(person, office);
    return true;
  }
  return false;
}

function personsWithSeveralOffices(reports: readonly CountedReport[]): string[] {
  const known = reports.flatMap(({ personId, cmStelleId }) => (personId === null ? [] : [{ personId, cmStelleId }]));
  const byPerson = Map.groupBy(known, ({ personId }) => personId);
  return [...byPerson]
    .filter(([, own]) => new Set(own.map(({ cmStelleId }) => cmStelleId)).size > 1)
    .map(([personId]) => personId);
}
