/** Everybody who is logged in. */
export const EVERYBODY = "portal";

/** What a person may do in the portal. */
export type Permission =
  | typeof EVERYBODY
  | "meldung:erstellen"
  | "meldung:pruefen"
  | "herausforderung:zusammenfuehren"
  | "betrieb"
  | "prozesse";

/** Where a person stands in the org directory. */
interface Standing {
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly cmStellen: readonly string[];
}

/** Group or role that gives a permission. */
const BY_GROUP: readonly (readonly [group: string, permissions: readonly Permission[]])[] = [
  ["cm-koordination", ["meldung:erstellen", "meldung:pruefen", "herausforderung:zusammenfuehren"]],
  ["ki-koordination", ["meldung:erstellen"]],
  ["administration", ["betrieb"]],
  ["prozessverantwortung", ["prozesse"]],
];

/** The permissions that follow from groups, roles and offices. */
export function permissionsOf({ groups, roles, cmStellen }: Standing): ReadonlySet<Permission> {
  const names = new Set([...groups, ...roles]);
  const byGroup = BY_GROUP.filter(([group]) => names.has(group)).flatMap(([, permissions]) => permissions);
  const byOffice: readonly Permission[] = cmStellen.length > 0 ? ["meldung:erstellen"] : [];
  return new Set<Permission>([EVERYBODY, ...byGroup, ...byOffice]);
}
