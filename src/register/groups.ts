import { FUNCTIONS, ROLES, type Role } from "./directory.ts";
import type { Register } from "./open.ts";
import { listBodies, listOrgUnits } from "./org-units.ts";
import { getSetting } from "./settings.ts";
import { z } from "zod";

/** A group as people read it. */
export interface Group {
  readonly groupId: string;
  readonly name: string;
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  "case-manager": "Case Management",
  "cm-koordination": "CM-Koordination",
  "ki-leitung": "KI-Leitung",
  "ki-koordination": "Koordinierende Stelle",
  verwaltungsassistenz: "Verwaltungsassistenz",
  administration: "Administration",
  prozessverantwortung: "Prozessverantwortung",
};

const FUNCTION_NAMES = { leitung: "Leitung", vorsitz: "Vorsitz", geschaeftsstelle: "Geschäftsstelle" } as const;
const NAMES = z.record(z.string(), z.string());

/** All groups with the municipality's names: roles, CM-Stellen, bodies and their functions. */
export async function listGroups(register: Register): Promise<Group[]> {
  const names = NAMES.parse((await getSetting(register, "namen.rollen")) ?? {});
  const roles = ROLES.filter((role) => role !== "case-manager").map((role) => ({
    groupId: role,
    name: names[role] ?? ROLE_NAMES[role],
  }));
  const units = (await listOrgUnits(register)).filter(({ art }) => art === "cm-stelle");
  const bodies = await listBodies(register);
  return [
    ...roles,
    ...units.map(({ orgUnitId, name }) => ({ groupId: orgUnitId, name })),
    ...bodies.flatMap(({ gremiumId, name }) => [
      { groupId: gremiumId, name },
      ...FUNCTIONS.map((key) => ({ groupId: `${gremiumId}-${key}`, name: `${name}: ${FUNCTION_NAMES[key]}` })),
    ]),
  ];
}

/** The municipality's name of a group; its id when the group is unknown. */
export async function groupName(register: Register, groupId: string): Promise<string> {
  return (await listGroups(register)).find((group) => group.groupId === groupId)?.name ?? groupId;
}
