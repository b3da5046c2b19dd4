import { isEndState, parseChallengeState } from "../domain/challenge-state.ts";
import { appendAudit } from "./audit.ts";
import { challengeById, lineageOf, resolveMerged, type Challenge } from "./challenges.ts";
import { nextReference } from "./counter.ts";
import { AlreadyClosed } from "./errors.ts";
import type { Register } from "./open.ts";
import { listOrgUnits, type OrgUnit } from "./org-units.ts";
import { listReports, reportById, type Report } from "./reports.ts";
import { advanceReport, logChange, moveChallenge } from "./status.ts";
import { newId, nowOf, writeList } from "./store/values.ts";

/** Where a report went; `istErste` means that a process of the loop has to begin for this challenge. */
export interface Attachment {
  readonly herausforderungId: string;
  readonly istErste: boolean;
}

const MANY = 100_000;

/** Accepts a report and opens a new challenge for it. A report that already has one keeps it. Throws NotFound. */
export async function openChallenge(
  register: Register,
  input: {
    readonly meldungId: string;
    readonly actor: string;
    readonly titel?: string | undefined;
    readonly zusammenfassung?: string | undefined;
    /** A decided challenge that this one takes up again. */
    readonly wiedervorlageVon?: string | undefined;
  },
): Promise<Attachment> {
  return register.transaction(async (tx) => {
    const report = await reportById(tx, input.meldungId);
    const known = await openLink(tx, report.meldungId);
    if (known !== undefined) return { herausforderungId: known, istErste: false };
    const herausforderungId = await insertChallenge(tx, {
      actor: input.actor,
      status: "beobachtung",
      runde: 1,
      vorgaengerId: null,
      titel: input.titel ?? report.titel,
      zusammenfassung: input.zusammenfassung ?? "",
      lists: report,
    });
    if (input.wiedervorlageVon !== undefined)
      await linkChallenges(tx, { vonId: input.wiedervorlageVon, nachId: herausforderungId, art: "wiedervorlage" });
    await link(tx, { meldungId: report.meldungId, herausforderungId, actor: input.actor });
    return { herausforderungId, istErste: true };
  });
}

/**
 * Accepts a report into a challenge. A merged one leads to the end of its chain; one that coordination had given up is taken up
 * again; a decided one gets a linked successor (resubmission). Throws NotFound, AlreadyClosed for a report that is decided otherwise.
 */
export async function attachReport(
  register: Register,
  input: { readonly meldungId: string; readonly herausforderungId: string; readonly actor: string },
): Promise<Attachment> {
  return register.transaction(async (tx) => {
    const { meldungId, actor } = input;
    const known = await openLink(tx, meldungId);
    if (known !== undefined) return { herausforderungId: known, istErste: false };
    const target = await challengeById(tx, await currentOf(tx, input.herausforderungId));
    const state = parseChallengeState(target.status);
    if (state === "nicht_weiter_verfolgt") {
      await moveChallenge(tx, { herausforderungId: target.herausforderungId, von: state, nach: "beobachtung", actor });
      await link(tx, { meldungId, herausforderungId: target.herausforderungId, actor });
      return { herausforderungId: target.herausforderungId, istErste: true };
    }
    if (state !== undefined && isEndState(state)) return openSuccessor(tx, target, { meldungId, actor });
    await link(tx, { meldungId, herausforderungId: target.herausforderungId, actor });
    return { herausforderungId: target.herausforderungId, istErste: false };
  });
}

function openSuccessor(tx: Register, target: Challenge, by: { meldungId: string; actor: string }): Promise<Attachment> {
  const wiedervorlageVon = target.herausforderungId;
  return openChallenge(tx, { ...by, titel: target.titel, zusammenfassung: target.zusammenfassung, wiedervorlageVon });
}

/** Follows merges, later rounds and resubmissions to the challenge that is alive, or the last one. */
async function currentOf(tx: Register, herausforderungId: string): Promise<string> {
  const id = await resolveMerged(tx, herausforderungId);
  const next = await tx.db
    .selectFrom("verknuepfung")
    .select("nachId")
    .where("vonId", "=", id)
    .where("art", "in", ["wiedervorlage", "folgerunde"])
    .orderBy("am", "desc")
    .executeTakeFirst();
  return next === undefined ? id : currentOf(tx, next.nachId);
}

/** Accepted and other reports of a challenge and its earlier rounds, newest first. */
export async function reportsOfChallenge(register: Register, herausforderungId: string): Promise<Report[]> {
  const ids = await lineageOf(register, herausforderungId);
  const lists = await Promise.all(ids.map((id) => listReports(register, { herausforderungId: id, limit: MANY })));
  return lists.flat();
}

/** The offices whose accepted reports stand behind a challenge, each once, in the order of the profile. */
export async function reportingOffices(register: Register, herausforderungId: string): Promise<OrgUnit[]> {
  const reports = await reportsOfChallenge(register, herausforderungId);
  const ids = new Set(reports.filter(({ status }) => status === "angenommen").map(({ cmStelleId }) => cmStelleId));
  return (await listOrgUnits(register)).filter(({ orgUnitId }) => ids.has(orgUnitId));
}

/** The challenge a report belongs to now; undefined when it belongs to none. */
export async function challengeOfReport(register: Register, meldungId: string): Promise<string | undefined> {
  return openLink(register, meldungId);
}

async function openLink(tx: Register, meldungId: string): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom("zuordnung")
    .select("herausforderungId")
    .where("meldungId", "=", meldungId)
    .where("bis", "is", null)
    .executeTakeFirst();
  return row?.herausforderungId;
}

async function link(
  tx: Register,
  input: { meldungId: string; herausforderungId: string; actor: string },
): Promise<void> {
  const report = await reportById(tx, input.meldungId);
  if (report.status === "nicht_systematisch" || report.status === "zurueckgezogen")
    throw new AlreadyClosed(`Expected report ${report.meldungId} to be open, but it is "${report.status}"`);
  await tx.db
    .insertInto("zuordnung")
    .values({ ...input, zuordnungId: newId(), von: nowOf(tx), bis: null, zusammenfuehrungId: null })
    .execute();
  await advanceReport(tx, { meldungId: input.meldungId, status: "angenommen", actor: input.actor });
  await refreshLists(tx, input.herausforderungId);
  await appendAudit(tx, {
    actor: input.actor,
    aktion: "meldung.zugeordnet",
    gegenstand: "herausforderung",
    gegenstandId: input.herausforderungId,
    details: { meldungId: input.meldungId },
  });
}

/** Themes, municipalities and legal areas of a challenge are those of its reports; without reports they stay. */
export async function refreshLists(tx: Register, herausforderungId: string): Promise<void> {
  const reports = await listReports(tx, { herausforderungId, status: ["angenommen"], limit: MANY });
  if (reports.length === 0) return;
  await tx.db
    .updateTable("herausforderung")
    .set({
      themen: writeList(reports.flatMap(({ themen }) => themen).toSorted()),
      kommunen: writeList(reports.flatMap(({ kommunen }) => kommunen).toSorted()),
      rechtskreise: writeList(reports.flatMap(({ rechtskreise }) => rechtskreise).toSorted()),
    })
    .where("herausforderungId", "=", herausforderungId)
    .execute();
}

/** A challenge as it begins: the first one of a matter, a further round, or the rework of returned measures. */
export interface NewChallenge {
  readonly actor: string;
  readonly status: "beobachtung" | "in_bearbeitung" | "bei_ki_leitung";
  readonly runde: number;
  readonly vorgaengerId: string | null;
  readonly titel: string;
  readonly zusammenfassung: string;
  readonly lists: {
    readonly themen: readonly string[];
    readonly kommunen: readonly string[];
    readonly rechtskreise: readonly string[];
  };
}

/** Stores a new challenge under the next reference number and logs its first state. */
export async function insertChallenge(tx: Register, input: NewChallenge): Promise<string> {
  const herausforderungId = await nextReference(tx, "herausforderung");
  const { actor, lists, status, ...rest } = input;
  const now = nowOf(tx);
  await tx.db
    .insertInto("herausforderung")
    .values({
      ...rest,
      ...EMPTY,
      herausforderungId,
      status,
      themen: writeList(lists.themen),
      kommunen: writeList(lists.kommunen),
      rechtskreise: writeList(lists.rechtskreise),
      eroeffnetAm: now,
      geaendertAm: now,
    })
    .execute();
  await logChange(tx, { herausforderungId, von: null, nach: status, actor });
  return herausforderungId;
}

const EMPTY = {
  ergebnis: null,
  projektgruppenArt: null,
  schwelleUebersteuertAm: null,
  schwelleWert: null,
  oeffentlichkeit: null,
  wiedervorlageAm: null,
  vertagungen: 0,
  zielId: null,
  beendetAm: null,
  processInstanceKey: null,
  sperrvermerk: 0,
} as const;

/** Links two challenges for good: folgerunde, nacharbeit, wiedervorlage, verwandt. A link that is there stays. */
export async function linkChallenges(
  tx: Register,
  input: {
    readonly vonId: string;
    readonly nachId: string;
    readonly art: "folgerunde" | "nacharbeit" | "wiedervorlage" | "verwandt";
  },
): Promise<void> {
  await tx.db
    .insertInto("verknuepfung")
    .values({ ...input, am: nowOf(tx) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
