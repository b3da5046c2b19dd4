import { groupsOf, type Person } from "./directory.ts";
import { listGroups, type Group } from "./groups.ts";
import { listOrgUnits } from "./org-units.ts";
import type { Register } from "./open.ts";

/** A group, and whether its people report challenges. */
export interface StaffGroup extends Group {
  readonly reports: boolean;
}

/** Who works where, now: the whole directory at once, for systems that keep a copy of it. */
export interface Staff {
  /** Active people who are in a group, by id. */
  readonly people: readonly (Pick<Person, "personId" | "name" | "email"> & { readonly groups: readonly string[] })[];
  /** Every group a task can be offered to, those nobody is in as well. */
  readonly groups: readonly StaffGroup[];
}

/** The directory as it is now; people without a group have no tasks and are left out. */
export async function staffOf(register: Register): Promise<Staff> {
  const rows = await register.db
    .selectFrom("person")
    .select(["personId", "name", "email"])
    .where("aktiv", "=", 1)
    .orderBy("personId")
    .execute();
  const people = [];
  for (const row of rows) people.push({ ...row, groups: await groupsOf(register, row.personId) });
  const working = people.filter(({ groups }) => groups.length > 0);
  return { people: working, groups: await groupsFor(register, working) };
}

/** The groups by name, and the authorities of Module 3 whose people report although they are no CM-Stelle. */
async function groupsFor(register: Register, people: Staff["people"]): Promise<StaffGroup[]> {
  const groups = await listGroups(register);
  const units = await listOrgUnits(register);
  const known = new Set(groups.map(({ groupId }) => groupId));
  const used = new Set(people.flatMap((person) => person.groups));
  const others = units
    .filter(({ orgUnitId }) => used.has(orgUnitId) && !known.has(orgUnitId))
    .map(({ orgUnitId, name }) => ({ groupId: orgUnitId, name }));
  const unitIds = new Set(units.map(({ orgUnitId }) => orgUnitId));
  return [...groups, ...others].map((group) => ({ ...group, reports: unitIds.has(group.groupId) }));
}
