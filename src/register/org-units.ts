import type { Register } from "./open.ts";
import { readList } from "./store/values.ts";

/** An organisational unit of the municipality: Kreis, Kommune, CM-Stelle, authority, provider. */
export interface OrgUnit {
  readonly orgUnitId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly art: string;
  readonly traeger: string | null;
  readonly modul: number | null;
  readonly kommuneId: string | null;
  readonly aktiv: boolean;
}

/** A body: Lenkungsgruppe, meeting of the CM-Stellen, project group. */
export interface Body {
  readonly gremiumId: string;
  readonly name: string;
  /** lenkungsgruppe, cm-treffen, projektgruppe. */
  readonly art: string;
  /** lokal, thema, or null for bodies that are no project group. */
  readonly bezug: string | null;
  readonly themen: readonly string[];
  readonly kommunen: readonly string[];
  readonly laufzeitMonate: number | null;
}

/** All units in the order of the profile, dissolved ones too. */
export async function listOrgUnits(register: Register): Promise<OrgUnit[]> {
  const rows = await register.db.selectFrom("orgUnit").selectAll().orderBy("rang").execute();
  return rows.map((row) => ({ ...row, aktiv: row.aktiv === 1 }));
}

/** A unit by id; undefined when there is none. */
export async function findOrgUnit(register: Register, orgUnitId: string): Promise<OrgUnit | undefined> {
  const row = await register.db.selectFrom("orgUnit").selectAll().where("orgUnitId", "=", orgUnitId).executeTakeFirst();
  return row === undefined ? undefined : { ...row, aktiv: row.aktiv === 1 };
}

/** The active CM-Stellen: who is told of solutions and asked for feedback. */
export async function listCmStellen(register: Register): Promise<OrgUnit[]> {
  return (await listOrgUnits(register)).filter(({ art, aktiv }) => art === "cm-stelle" && aktiv);
}

/** The units a person reports for: CM-Stellen, and authorities of Module 3 where the profile lets them report. */
export async function cmStellenOf(register: Register, personId: string): Promise<OrgUnit[]> {
  const rows = await register.db
    .selectFrom("roleAssignment")
    .select("orgUnitId")
    .where("personId", "=", personId)
    .where("role", "=", "case-manager")
    .where((eb) => eb.or([eb("bis", "is", null), eb("bis", ">", new Date(register.clock.now()).toISOString())]))
    .execute();
  const ids = new Set(rows.map(({ orgUnitId }) => orgUnitId));
  return (await listOrgUnits(register)).filter(({ orgUnitId, aktiv }) => aktiv && ids.has(orgUnitId));
}

/** All active bodies in the order of the profile. */
export async function listBodies(register: Register): Promise<Body[]> {
  const rows = await register.db.selectFrom("gremium").selectAll().where("aktiv", "=", 1).orderBy("rang").execute();
  return rows.map((row) => ({ ...row, themen: readList(row.themen), kommunen: readList(row.kommunen) }));
}

/** A body by id, a dissolved one too; undefined when there is none. */
export async function findBody(register: Register, gremiumId: string): Promise<Body | undefined> {
  const row = await register.db.selectFrom("gremium").selectAll().where("gremiumId", "=", gremiumId).executeTakeFirst();
  return row === undefined ? undefined : { ...row, themen: readList(row.themen), kommunen: readList(row.kommunen) };
}
