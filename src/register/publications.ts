import { appendAudit } from "./audit.ts";
import { NotFound } from "./errors.ts";
import { listCmStellen, type OrgUnit } from "./org-units.ts";
import type { Register } from "./open.ts";
import { newId, nowOf } from "./store/values.ts";

/** How far a solution is made known. */
export const PUBLICITY_LEVELS = ["nur_cm_stellen", "netzwerk", "ausschuss", "oeffentlichkeit"] as const;

/** The solution sheet of a challenge. */
export interface Publication {
  readonly veroeffentlichungId: string;
  readonly herausforderungId: string;
  readonly oeffentlichkeit: string;
  readonly merkblatt: string;
  /** entwurf, veroeffentlicht. */
  readonly status: string;
  readonly veroeffentlichtAm: string | null;
  readonly freigegebenVon: string | null;
}

/** Keeps the text of the solution sheet before it is released. */
export async function draftPublication(
  register: Register,
  input: {
    readonly herausforderungId: string;
    readonly oeffentlichkeit: string;
    readonly merkblatt: string;
    readonly actor: string;
  },
): Promise<Publication> {
  return register.transaction(async (tx) => {
    const { herausforderungId, oeffentlichkeit, merkblatt, actor } = input;
    const row = { veroeffentlichungId: newId(), herausforderungId, oeffentlichkeit, merkblatt };
    await tx.db
      .insertInto("veroeffentlichung")
      .values({ ...row, status: "entwurf", veroeffentlichtAm: null, freigegebenVon: null })
      .onConflict((conflict) => conflict.column("herausforderungId").doUpdateSet({ oeffentlichkeit, merkblatt }))
      .execute();
    await log(tx, { actor, aktion: "veroeffentlichung.entwurf", herausforderungId });
    return publicationById(tx, herausforderungId);
  });
}

/** Releases the solution sheet to all CM-Stellen (and further, as decided); a second call changes the sheet, not the date. */
export async function publishSolution(
  register: Register,
  input: {
    readonly herausforderungId: string;
    readonly oeffentlichkeit: string;
    readonly merkblattText?: string | undefined;
    readonly actor: string;
  },
): Promise<{ veroeffentlichtAm: string; veroeffentlichungId: string }> {
  return register.transaction(async (tx) => {
    const { herausforderungId, oeffentlichkeit, actor } = input;
    const before = await publicationOf(tx, herausforderungId);
    const merkblatt = input.merkblattText ?? before?.merkblatt ?? "";
    const { veroeffentlichungId } = await draftPublication(tx, {
      herausforderungId,
      oeffentlichkeit,
      merkblatt,
      actor,
    });
    const veroeffentlichtAm = before?.veroeffentlichtAm ?? nowOf(tx);
    await tx.db
      .updateTable("veroeffentlichung")
      .set({ status: "veroeffentlicht", veroeffentlichtAm, freigegebenVon: actor })
      .where("veroeffentlichungId", "=", veroeffentlichungId)
      .execute();
    await tx.db
      .updateTable("herausforderung")
      .set({ oeffentlichkeit })
      .where("herausforderungId", "=", herausforderungId)
      .execute();
    await log(tx, { actor, aktion: "veroeffentlicht", herausforderungId });
    return { veroeffentlichtAm, veroeffentlichungId };
  });
}

/** The solution sheet of a challenge, a draft too; undefined when there is none. */
export async function publicationOf(register: Register, herausforderungId: string): Promise<Publication | undefined> {
  return register.db
    .selectFrom("veroeffentlichung")
    .selectAll()
    .where("herausforderungId", "=", herausforderungId)
    .executeTakeFirst();
}

async function publicationById(tx: Register, herausforderungId: string): Promise<Publication> {
  const publication = await publicationOf(tx, herausforderungId);
  if (publication === undefined) throw new NotFound("publication of challenge", herausforderungId);
  return publication;
}

/** An office has read the sheet, or has questions; the latest answer counts. Nobody is asked who. */
export async function acknowledge(
  register: Register,
  input: { readonly herausforderungId: string; readonly cmStelleId: string; readonly art: "gelesen" | "fragen" },
): Promise<void> {
  await register.transaction(async (tx) => {
    const { veroeffentlichungId } = await publicationById(tx, input.herausforderungId);
    const change = { art: input.art, am: nowOf(tx) };
    await tx.db
      .insertInto("kenntnisnahme")
      .values({ ...change, veroeffentlichungId, cmStelleId: input.cmStelleId })
      .onConflict((conflict) => conflict.columns(["veroeffentlichungId", "cmStelleId"]).doUpdateSet(change))
      .execute();
  });
}

/** Acknowledgements of a challenge's sheet, one an office. */
export async function acknowledgementsOf(
  register: Register,
  herausforderungId: string,
): Promise<{ cmStelleId: string; art: string; am: string }[]> {
  return register.db
    .selectFrom("kenntnisnahme")
    .innerJoin("veroeffentlichung", "veroeffentlichung.veroeffentlichungId", "kenntnisnahme.veroeffentlichungId")
    .select(["cmStelleId", "art", "am"])
    .where("herausforderungId", "=", herausforderungId)
    .orderBy("cmStelleId")
    .execute();
}

/** Offices (never persons) that have not acknowledged the sheet. */
export async function missingAcknowledgements(register: Register, herausforderungId: string): Promise<OrgUnit[]> {
  const done = new Set((await acknowledgementsOf(register, herausforderungId)).map(({ cmStelleId }) => cmStelleId));
  return (await listCmStellen(register)).filter(({ orgUnitId }) => !done.has(orgUnitId));
}

async function log(tx: Register, entry: { actor: string; aktion: string; herausforderungId: string }): Promise<void> {
  const { actor, aktion, herausforderungId } = entry;
  await appendAudit(tx, { actor, aktion, gegenstand: "herausforderung", gegenstandId: herausforderungId });
}
