import { appendAudit } from "./audit.ts";
import { NotFound, StoredDataInvalid } from "./errors.ts";
import type { Register } from "./open.ts";
import { nowOf, readList } from "./store/values.ts";

/** A systematic challenge: what several reports have in common. */
export interface Challenge {
  readonly herausforderungId: string;
  readonly status: string;
  /** How it ended: wirksam, teilweise, unbekannt, nicht_wirksam; null before. */
  readonly ergebnis: string | null;
  readonly runde: number;
  readonly vorgaengerId: string | null;
  readonly titel: string;
  readonly zusammenfassung: string;
  readonly themen: readonly string[];
  readonly kommunen: readonly string[];
  readonly rechtskreise: readonly string[];
  readonly projektgruppenArt: string | null;
  readonly schwelleUebersteuertAm: string | null;
  readonly oeffentlichkeit: string | null;
  readonly wiedervorlageAm: string | null;
  readonly vertagungen: number;
  /** Where a merged one went. */
  readonly zielId: string | null;
  readonly eroeffnetAm: string;
  readonly geaendertAm: string;
  readonly beendetAm: string | null;
  readonly processInstanceKey: string | null;
}

/** Which challenges to list; newest first. `thema` and `kommune` are single keys. */
export interface ChallengeFilter {
  readonly status?: readonly string[];
  readonly thema?: string;
  readonly kommune?: string;
  /** Part of the title or the reference number. */
  readonly suche?: string;
  readonly limit?: number;
  readonly offset?: number;
}

const PAGE = 50;

/** A challenge by id; undefined when there is none. */
export async function findChallenge(register: Register, herausforderungId: string): Promise<Challenge | undefined> {
  const row = await register.db
    .selectFrom("herausforderung")
    .selectAll()
    .where("herausforderungId", "=", herausforderungId)
    .executeTakeFirst();
  return row === undefined ? undefined : toChallenge(row);
}

/** A challenge by id. Throws NotFound. */
export async function challengeById(register: Register, herausforderungId: string): Promise<Challenge> {
  const challenge = await findChallenge(register, herausforderungId);
  if (challenge === undefined) throw new NotFound("challenge", herausforderungId);
  return challenge;
}

/** Challenges by state, theme, municipality or words, newest first, 50 a page. */
export async function listChallenges(register: Register, filter: ChallengeFilter = {}): Promise<Challenge[]> {
  const { status, thema, kommune, suche } = filter;
  let query = register.db.selectFrom("herausforderung").selectAll();
  if (status !== undefined) query = query.where("status", "in", status);
  if (thema !== undefined) query = query.where("themen", "like", `%${JSON.stringify(thema)}%`);
  if (kommune !== undefined) query = query.where("kommunen", "like", `%${JSON.stringify(kommune)}%`);
  if (suche !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb(eb.fn<string>("lower", ["titel"]), "like", `%${suche.toLowerCase()}%`),
        eb("herausforderungId", "like", `%${suche.toUpperCase()}%`),
      ]),
    );
  const rows = await query
    .orderBy("eroeffnetAm", "desc")
    .orderBy("herausforderungId", "desc")
    .limit(filter.limit ?? PAGE)
    .offset(filter.offset ?? 0)
    .execute();
  return rows.map(toChallenge);
}

/** The end of the chain of merges that begins here: itself when it was not merged. Throws NotFound. */
export async function resolveMerged(register: Register, herausforderungId: string): Promise<string> {
  const seen = new Set<string>();
  let current = await challengeById(register, herausforderungId);
  while (current.zielId !== null) {
    if (seen.has(current.herausforderungId))
      throw new StoredDataInvalid(
        `Expected the merges of ${herausforderungId} to end somewhere, but they run in a circle`,
      );
    seen.add(current.herausforderungId);
    current = await challengeById(register, current.zielId);
  }
  return current.herausforderungId;
}

/** This round and the rounds before it, newest first: reports and decisions of all of them belong to the matter. */
export async function lineageOf(register: Register, herausforderungId: string): Promise<string[]> {
  const ids: string[] = [];
  let next: string | null = herausforderungId;
  while (next !== null && !ids.includes(next)) {
    ids.push(next);
    next = (await challengeById(register, next)).vorgaengerId;
  }
  return ids;
}

/** What coordination or KI-Leitung may change of a challenge at any time; undefined leaves a value as it is. */
export interface ChallengeChange {
  readonly herausforderungId: string;
  readonly titel?: string | undefined;
  readonly zusammenfassung?: string | undefined;
  readonly projektgruppenArt?: string | undefined;
  readonly wiedervorlageAm?: string | null | undefined;
  readonly vertagungen?: number | undefined;
  readonly oeffentlichkeit?: string | undefined;
  readonly processInstanceKey?: string | undefined;
  readonly actor: string;
}

/** Changes a challenge; the log names the fields, never their text. Throws NotFound. */
export async function updateChallenge(register: Register, change: ChallengeChange): Promise<Challenge> {
  return register.transaction(async (tx) => {
    const { herausforderungId, actor, ...fields } = change;
    await challengeById(tx, herausforderungId);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    await tx.db
      .updateTable("herausforderung")
      .set({ ...given, geaendertAm: nowOf(tx) })
      .where("herausforderungId", "=", herausforderungId)
      .execute();
    await appendAudit(tx, {
      actor,
      aktion: "herausforderung.geaendert",
      gegenstand: "herausforderung",
      gegenstandId: herausforderungId,
      details: { felder: Object.keys(given) },
    });
    return challengeById(tx, herausforderungId);
  });
}

/** Challenges this one is linked with, also through those merged into it: rounds, reworked measures, resubmissions. */
export async function linksOf(
  register: Register,
  herausforderungId: string,
): Promise<{ herausforderungId: string; art: string; richtung: "von" | "nach" }[]> {
  const own = [herausforderungId, ...(await mergedInto(register, herausforderungId))];
  const rows = await register.db
    .selectFrom("verknuepfung")
    .selectAll()
    .where((eb) => eb.or([eb("vonId", "in", own), eb("nachId", "in", own)]))
    .orderBy("am")
    .execute();
  const links = rows.map(({ vonId, nachId, art }) =>
    own.includes(vonId)
      ? { herausforderungId: nachId, art, richtung: "nach" as const }
      : { herausforderungId: vonId, art, richtung: "von" as const },
  );
  const distinct = new Map(links.map((link) => [`${link.herausforderungId} ${link.art} ${link.richtung}`, link]));
  return [...distinct.values()].filter((link) => !own.includes(link.herausforderungId));
}

/** All challenges merged into this one, directly or through others. */
export async function mergedInto(register: Register, herausforderungId: string): Promise<string[]> {
  const rows = await register.db
    .selectFrom("herausforderung")
    .select("herausforderungId")
    .where("zielId", "=", herausforderungId)
    .orderBy("herausforderungId")
    .execute();
  const found = rows.map((row) => row.herausforderungId);
  const deeper = await Promise.all(found.map((id) => mergedInto(register, id)));
  return [...found, ...deeper.flat()];
}

interface ListColumns {
  readonly themen: string;
  readonly kommunen: string;
  readonly rechtskreise: string;
}

function toChallenge<R extends ListColumns>(row: R) {
  return {
    ...row,
    themen: readList(row.themen),
    kommunen: readList(row.kommunen),
    rechtskreise: readList(row.rechtskreise),
  };
}
