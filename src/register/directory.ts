import { sql, type RawBuilder, type SqlBool } from "kysely";
import { NotFound } from "./errors.ts";
import type { Register } from "./open.ts";
import { nowOf } from "./store/values.ts";

/** Roles that a person holds for the whole municipality or, as case manager, for a CM-Stelle. */
export const ROLES = [
  "case-manager",
  "cm-koordination",
  "ki-leitung",
  "ki-koordination",
  "verwaltungsassistenz",
  "administration",
  "prozessverantwortung",
] as const;

/** A role; its id is also the id of its group (but `case-manager`, whose groups are the CM-Stellen). */
export type Role = (typeof ROLES)[number];

/** Functions inside a body; `<gremiumId>-<funktion>` is their group, plain members are the group `<gremiumId>`. */
export const FUNCTIONS = ["leitung", "vorsitz", "geschaeftsstelle"] as const;

/** Languages of the user interface and of mails. */
export type Language = "de" | "en";

/** A person as a member of a group. */
export interface GroupMember {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly sprache: Language;
  /** sofort, taeglich, woechentlich, aus. */
  readonly digest: string;
  readonly istVertretung: boolean;
}

/** A person of the directory. */
export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly sprache: Language;
  readonly digest: string;
  readonly aktiv: boolean;
}

/** Where a group's people come from. */
type GroupSource =
  | { readonly kind: "role"; readonly role: string; readonly orgUnitId: string }
  | { readonly kind: "body"; readonly gremiumId: string; readonly funktion: string | undefined };

/** Groups a person belongs to now, as holder or deputy. Never frozen into an instance: asked anew each time. */
export async function groupsOf(register: Register, personId: string): Promise<string[]> {
  const person = await findPerson(register, personId);
  if (person?.aktiv !== true) return [];
  const [roles, memberships] = await Promise.all([
    rolesWithUnits(register, personId),
    membershipsOf(register, personId),
  ]);
  const ofRoles = roles.map(({ role, orgUnitId }) => (role === "case-manager" ? orgUnitId : role));
  const ofBodies = memberships.flatMap(({ gremiumId, funktion }) =>
    funktion === "mitglied" ? [gremiumId] : [gremiumId, `${gremiumId}-${funktion}`],
  );
  return [...new Set([...ofRoles, ...ofBodies])].toSorted();
}

/** Active people of a group, holders before deputies; empty for a group nobody is in and for one that does not exist. */
export async function peopleOfGroup(register: Register, groupId: string): Promise<GroupMember[]> {
  const source = await sourceOf(register, groupId);
  if (source === undefined) return [];
  const rows = source.kind === "role" ? await holders(register, source) : await members(register, source);
  return distinct(
    rows.map((row) => ({ ...row, sprache: languageOf(row.sprache), istVertretung: row.istVertretung === 1 })),
  );
}

/** Who is to act: the holders; deputies as well when asked for, or when the group has no active holder. */
export async function responsiblePeople(
  register: Register,
  groupId: string,
  { withDeputies }: { readonly withDeputies: boolean },
): Promise<GroupMember[]> {
  const all = await peopleOfGroup(register, groupId);
  const holding = all.filter(({ istVertretung }) => !istVertretung);
  return withDeputies || holding.length === 0 ? all : holding;
}

/** The people who may lead a project group; empty means that it has no lead. */
export function leaderOf(register: Register, gremiumId: string): Promise<GroupMember[]> {
  return peopleOfGroup(register, `${gremiumId}-leitung`);
}

/** A person by id; undefined when there is none. */
export async function findPerson(register: Register, personId: string): Promise<Person | undefined> {
  const row = await register.db.selectFrom("person").selectAll().where("personId", "=", personId).executeTakeFirst();
  return row === undefined ? undefined : { ...row, sprache: languageOf(row.sprache), aktiv: row.aktiv === 1 };
}

/** A person by id. Throws NotFound. */
export async function personById(register: Register, personId: string): Promise<Person> {
  const person = await findPerson(register, personId);
  if (person === undefined) throw new NotFound("person", personId);
  return person;
}

/** The roles a person holds now, as holder or deputy. */
export async function rolesOf(register: Register, personId: string): Promise<Role[]> {
  const rows = await rolesWithUnits(register, personId);
  return ROLES.filter((role) => rows.some((row) => row.role === role));
}

/** Body memberships of a person that are valid now. */
export async function membershipsOf(
  register: Register,
  personId: string,
): Promise<{ gremiumId: string; funktion: string; istVertretung: boolean }[]> {
  const rows = await register.db
    .selectFrom("membership")
    .innerJoin("gremium", "gremium.gremiumId", "membership.gremiumId")
    .select(["membership.gremiumId", "funktion", "istVertretung"])
    .where("personId", "=", personId)
    .where("gremium.aktiv", "=", 1)
    .where(validNow("membership", nowOf(register)))
    .execute();
  return rows.map((row) => ({ ...row, istVertretung: row.istVertretung === 1 }));
}

function rolesWithUnits(register: Register, personId: string): Promise<{ role: string; orgUnitId: string }[]> {
  return register.db
    .selectFrom("roleAssignment")
    .select(["role", "orgUnitId"])
    .where("personId", "=", personId)
    .where(validNow("roleAssignment", nowOf(register)))
    .execute();
}

/** A group id is a role, a CM-Stelle, a body, or a body and a function; whole ids win over their parts. */
async function sourceOf(register: Register, groupId: string): Promise<GroupSource | undefined> {
  if (ROLES.some((role) => role === groupId)) return { kind: "role", role: groupId, orgUnitId: "" };
  const unit = await register.db
    .selectFrom("orgUnit")
    .select("orgUnitId")
    .where("orgUnitId", "=", groupId)
    .executeTakeFirst();
  if (unit !== undefined) return { kind: "role", role: "case-manager", orgUnitId: groupId };
  const body = await register.db
    .selectFrom("gremium")
    .select("gremiumId")
    .where("gremiumId", "=", groupId)
    .executeTakeFirst();
  if (body !== undefined) return { kind: "body", gremiumId: groupId, funktion: undefined };
  const funktion = FUNCTIONS.find((name) => groupId.endsWith(`-${name}`));
  return funktion === undefined
    ? undefined
    : { kind: "body", gremiumId: groupId.slice(0, -funktion.length - 1), funktion };
}

interface MemberRow {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly sprache: string;
  readonly digest: string;
  readonly istVertretung: number;
}

const PERSON_COLUMNS = ["person.personId", "person.name", "person.email", "person.sprache", "person.digest"] as const;

function holders(register: Register, source: { role: string; orgUnitId: string }): Promise<MemberRow[]> {
  return register.db
    .selectFrom("roleAssignment")
    .innerJoin("person", "person.personId", "roleAssignment.personId")
    .select([...PERSON_COLUMNS, "istVertretung"])
    .where("role", "=", source.role)
    .where("orgUnitId", "=", source.orgUnitId)
    .where("person.aktiv", "=", 1)
    .where(validNow("roleAssignment", nowOf(register)))
    .orderBy("istVertretung")
    .orderBy("person.personId")
    .execute();
}

function members(
  register: Register,
  source: { gremiumId: string; funktion: string | undefined },
): Promise<MemberRow[]> {
  let query = register.db
    .selectFrom("membership")
    .innerJoin("person", "person.personId", "membership.personId")
    .select([...PERSON_COLUMNS, "istVertretung"])
    .where("gremiumId", "=", source.gremiumId)
    .where("person.aktiv", "=", 1)
    .where(validNow("membership", nowOf(register)));
  if (source.funktion !== undefined) query = query.where("funktion", "=", source.funktion);
  return query.orderBy("istVertretung").orderBy("person.personId").execute();
}

/** Valid from its first moment, no longer at its last. */
function validNow(table: "membership" | "roleAssignment", now: string): RawBuilder<SqlBool> {
  const from = sql.ref(`${table}.von`);
  const until = sql.ref(`${table}.bis`);
  return sql<SqlBool>`(${from} <= ${now} and (${until} is null or ${until} > ${now}))`;
}

/** A person with several functions is listed once, as holder when one of them is. */
function distinct(rows: readonly GroupMember[]): GroupMember[] {
  const seen = new Map<string, GroupMember>();
  for (const row of rows) if (!seen.has(row.personId)) seen.set(row.personId, row);
  return [...seen.values()];
}

function languageOf(stored: string): Language {
  return stored === "en" ? "en" : "de";
}
