import { sql } from "kysely";
import { appendAudit } from "./audit.ts";
import { nextReference } from "./counter.ts";
import { AlreadyClosed, NotFound } from "./errors.ts";
import type { Register } from "./open.ts";
import { logChange } from "./status.ts";
import { nowOf, readList, writeList } from "./store/values.ts";

/** The part of a report that its author fills in. Texts are checked by the input guard before; lists hold keys of the code lists. */
export interface ReportContent {
  readonly titel: string;
  readonly beschreibung: string;
  readonly bisherUnternommen?: string | undefined;
  readonly loesungsvorschlag?: string | undefined;
  readonly themen: readonly string[];
  readonly kommunen: readonly string[];
  readonly rechtskreise: readonly string[];
  readonly stellenarten?: readonly string[] | undefined;
  readonly uebergangVon?: string | undefined;
  readonly uebergangNach?: string | undefined;
  /** A band of known cases: 1-2 … >25. */
  readonly haeufigkeit?: string | undefined;
  /** Weight of the consequence, 1 to 4. */
  readonly folge?: number | undefined;
  /** 2026-Q1. */
  readonly seitQuartal?: string | undefined;
  /** eigene_faelle, fallkonferenz, planungskonferenz, cm_treffen, modul_3. */
  readonly quelle?: string | undefined;
  readonly eilt?: boolean | undefined;
  readonly eiltGrund?: string | undefined;
}

/** A report to store; `schluessel` makes a repeated call harmless, `entwurf` keeps it with its author. */
export interface NewReport extends ReportContent {
  readonly cmStelleId: string;
  readonly personId: string;
  readonly schluessel?: string | undefined;
  readonly entwurf?: boolean | undefined;
}

/** A report as stored. */
export interface Report {
  readonly titel: string;
  readonly beschreibung: string;
  readonly bisherUnternommen: string;
  readonly loesungsvorschlag: string;
  readonly eilt: boolean;
  readonly eiltGrund: string;
  readonly themen: readonly string[];
  readonly kommunen: readonly string[];
  readonly rechtskreise: readonly string[];
  readonly stellenarten: readonly string[];
  readonly quelle: string;
  readonly meldungId: string;
  readonly status: string;
  readonly cmStelleId: string;
  readonly personId: string | null;
  readonly uebergangVon: string | null;
  readonly uebergangNach: string | null;
  readonly haeufigkeit: string | null;
  readonly folge: number | null;
  readonly seitQuartal: string | null;
  /** keiner, verdacht, gesperrt; null before the check. */
  readonly personenbezug: string | null;
  readonly erstelltAm: string;
  readonly geaendertAm: string;
  readonly eingereichtAm: string | null;
  readonly processInstanceKey: string | null;
}

/** Which reports to list; all conditions hold together, newest first. */
export interface ReportFilter {
  readonly status?: readonly string[];
  readonly cmStelleIds?: readonly string[];
  readonly personId?: string;
  readonly herausforderungId?: string;
  readonly ohneProzess?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

const PAGE = 50;

/** Stores a report and gives it its reference number; as a draft, it stays with its author until submitted. */
export async function reportChallenge(register: Register, input: NewReport): Promise<Report> {
  return register.transaction(async (tx) => {
    const known = input.schluessel === undefined ? undefined : await findByKey(tx, input.schluessel);
    if (known !== undefined) return known;
    const meldungId = await nextReference(tx, "meldung");
    const status = input.entwurf === true ? "entwurf" : "eingereicht";
    const now = nowOf(tx);
    await tx.db
      .insertInto("meldung")
      .values({
        ...columnsOf(input),
        meldungId,
        status,
        cmStelleId: input.cmStelleId,
        personId: input.personId,
        personenbezug: null,
        erstelltAm: now,
        geaendertAm: now,
        eingereichtAm: status === "entwurf" ? null : now,
        zurueckgezogenAm: null,
        processInstanceKey: null,
        schluessel: input.schluessel ?? null,
      })
      .execute();
    await logChange(tx, { meldungId, von: null, nach: status, actor: input.personId });
    return reportById(tx, meldungId);
  });
}

/** Hands a draft in. Throws NotFound; a report already handed in stays as it is. */
export async function submitDraft(
  register: Register,
  { meldungId, actor }: { readonly meldungId: string; readonly actor: string },
): Promise<Report> {
  return register.transaction(async (tx) => {
    const report = await reportById(tx, meldungId);
    if (report.status !== "entwurf") return report;
    const change = { status: "eingereicht", eingereichtAm: nowOf(tx), geaendertAm: nowOf(tx) };
    await tx.db.updateTable("meldung").set(change).where("meldungId", "=", meldungId).execute();
    await logChange(tx, { meldungId, von: "entwurf", nach: "eingereicht", actor });
    return reportById(tx, meldungId);
  });
}

/** Changes a report that is not yet accepted. Throws AlreadyClosed afterwards: only addenda (texts) are possible then. */
export async function updateReport(
  register: Register,
  { meldungId, inhalt, actor }: { readonly meldungId: string; readonly inhalt: ReportContent; readonly actor: string },
): Promise<Report> {
  return register.transaction(async (tx) => {
    const report = await reportById(tx, meldungId);
    if (["angenommen", "nicht_systematisch", "zurueckgezogen"].includes(report.status))
      throw new AlreadyClosed(`Expected report ${meldungId} not to be decided yet, but it is "${report.status}"`);
    await tx.db
      .updateTable("meldung")
      .set({ ...columnsOf(inhalt), geaendertAm: nowOf(tx) })
      .where("meldungId", "=", meldungId)
      .execute();
    await appendAudit(tx, { actor, aktion: "meldung.geaendert", gegenstand: "meldung", gegenstandId: meldungId });
    return reportById(tx, meldungId);
  });
}

/** Replaces a text of a report for good; the log keeps field and class of reason, never the text. */
export async function redactReport(
  register: Register,
  input: {
    readonly meldungId: string;
    readonly feld: "titel" | "beschreibung" | "bisherUnternommen" | "loesungsvorschlag" | "eiltGrund";
    readonly text: string;
    readonly grundKlasse: string;
    readonly actor: string;
  },
): Promise<void> {
  await register.transaction(async (tx) => {
    const { meldungId, feld, text, grundKlasse, actor } = input;
    await reportById(tx, meldungId);
    const change = { [feld]: text, geaendertAm: nowOf(tx) };
    await tx.db.updateTable("meldung").set(change).where("meldungId", "=", meldungId).execute();
    const details = { feld, grundKlasse };
    await appendAudit(tx, {
      actor,
      aktion: "meldung.geschwaerzt",
      gegenstand: "meldung",
      gegenstandId: meldungId,
      details,
    });
  });
}

/** Notes what the input guard found: keiner, verdacht, gesperrt. */
export async function setPersonalDataState(
  register: Register,
  {
    meldungId,
    personenbezug,
  }: { readonly meldungId: string; readonly personenbezug: "keiner" | "verdacht" | "gesperrt" },
): Promise<void> {
  await register.db.updateTable("meldung").set({ personenbezug }).where("meldungId", "=", meldungId).execute();
}

/** A report by id; undefined when there is none. */
export async function findReport(register: Register, meldungId: string): Promise<Report | undefined> {
  const row = await register.db.selectFrom("meldung").selectAll().where("meldungId", "=", meldungId).executeTakeFirst();
  return row === undefined ? undefined : toReport(row);
}

/** A report by id. Throws NotFound. */
export async function reportById(register: Register, meldungId: string): Promise<Report> {
  const report = await findReport(register, meldungId);
  if (report === undefined) throw new NotFound("report", meldungId);
  return report;
}

async function findByKey(register: Register, schluessel: string): Promise<Report | undefined> {
  const row = await register.db
    .selectFrom("meldung")
    .selectAll()
    .where("schluessel", "=", schluessel)
    .executeTakeFirst();
  return row === undefined ? undefined : toReport(row);
}

/** Reports by state, office, author or challenge, newest first, 50 a page. */
export async function listReports(register: Register, filter: ReportFilter): Promise<Report[]> {
  let query = register.db.selectFrom("meldung").selectAll();
  if (filter.status !== undefined) query = query.where("status", "in", filter.status);
  if (filter.cmStelleIds !== undefined) query = query.where("cmStelleId", "in", filter.cmStelleIds);
  if (filter.personId !== undefined) query = query.where("personId", "=", filter.personId);
  if (filter.ohneProzess === true) query = query.where("processInstanceKey", "is", null);
  const { herausforderungId } = filter;
  if (herausforderungId !== undefined)
    query = query.where("meldungId", "in", (eb) =>
      eb
        .selectFrom("zuordnung")
        .select("zuordnung.meldungId")
        .where("zuordnung.herausforderungId", "=", herausforderungId)
        .where("zuordnung.bis", "is", null),
    );
  const rows = await query
    .orderBy("erstelltAm", "desc")
    .orderBy("meldungId", "desc")
    .limit(filter.limit ?? PAGE)
    .offset(filter.offset ?? 0)
    .execute();
  return rows.map(toReport);
}

/** Reports handed in whose process has not been started: "in Zustellung" while the engine is unreachable. */
export function undeliveredReports(register: Register): Promise<Report[]> {
  return listReports(register, { status: ["eingereicht"], ohneProzess: true });
}

/** Remembers the process instance of a report; the first one stays. */
export async function linkReportProcess(
  register: Register,
  { meldungId, processInstanceKey }: { readonly meldungId: string; readonly processInstanceKey: string },
): Promise<void> {
  await register.db
    .updateTable("meldung")
    .set({ processInstanceKey })
    .where("meldungId", "=", meldungId)
    .where("processInstanceKey", "is", null)
    .execute();
}

/** The report that a process instance runs for; undefined when none is recorded (yet). */
export async function reportOfProcess(register: Register, processInstanceKey: string): Promise<string | undefined> {
  const row = await register.db
    .selectFrom("meldung")
    .select("meldungId")
    .where("processInstanceKey", "=", processInstanceKey)
    .executeTakeFirst();
  return row?.meldungId;
}

/** How many reports there are by state. */
export async function countReportsByStatus(register: Register): Promise<ReadonlyMap<string, number>> {
  const rows = await register.db
    .selectFrom("meldung")
    .select(["status", sql<number | string>`count(*)`.as("anzahl")])
    .groupBy("status")
    .execute();
  return new Map(rows.map(({ status, anzahl }) => [status, Number(anzahl)]));
}

function columnsOf(content: ReportContent) {
  return {
    titel: content.titel,
    beschreibung: content.beschreibung,
    bisherUnternommen: content.bisherUnternommen ?? "",
    loesungsvorschlag: content.loesungsvorschlag ?? "",
    eiltGrund: content.eiltGrund ?? "",
    eilt: content.eilt === true ? 1 : 0,
    themen: writeList(content.themen),
    kommunen: writeList(content.kommunen),
    rechtskreise: writeList(content.rechtskreise),
    stellenarten: writeList(content.stellenarten),
    uebergangVon: content.uebergangVon ?? null,
    uebergangNach: content.uebergangNach ?? null,
    haeufigkeit: content.haeufigkeit ?? null,
    folge: content.folge ?? null,
    seitQuartal: content.seitQuartal ?? null,
    quelle: content.quelle ?? "eigene_faelle",
  };
}

interface ListColumns {
  readonly themen: string;
  readonly kommunen: string;
  readonly rechtskreise: string;
  readonly stellenarten: string;
  readonly eilt: number;
}

function toReport<R extends ListColumns>(row: R) {
  return {
    ...row,
    eilt: row.eilt === 1,
    themen: readList(row.themen),
    kommunen: readList(row.kommunen),
    rechtskreise: readList(row.rechtskreise),
    stellenarten: readList(row.stellenarten),
  };
}
