/** A refusal of Camunda's identity. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An authorization as the API shows it. */
export interface StoredAuthorization {
  readonly authorizationKey: string;
  readonly ownerId: string;
  readonly ownerType: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
  readonly resourcePropertyName: string | null;
  readonly permissionTypes: readonly string[];
}

/** Users, groups, memberships, role members and authorizations in memory. */
export interface IdentityState {
  readonly users: Map<string, { username: string; name: string | null; email: string | null }>;
  readonly passwords: Map<string, string>;
  readonly groups: Map<string, { groupId: string; name: string; description: string | null }>;
  readonly members: Map<string, Set<string>>;
  readonly roles: Map<string, Set<string>>;
  readonly authorizations: Map<string, StoredAuthorization>;
}

/** An identity as a new 8.9 has it: one user, the default roles, nothing else. */
export function newIdentity(): IdentityState {
  return {
    users: new Map([["kim", { username: "kim", name: "KIM-Regelkreis", email: "kim@example.org" }]]),
    passwords: new Map([["kim", "geheim"]]),
    groups: new Map(),
    members: new Map(),
    roles: new Map([
      ["admin", new Set()],
      ["task-worker", new Set()],
    ]),
    authorizations: new Map(),
  };
}

/** The entry under an id; refuses with 404 where there is none. */
export function existing<T>(entries: ReadonlyMap<string, T>, id: string): T {
  const found = entries.get(id);
  if (found === undefined) throw new Refusal(404, `Expected ${id} to exist, but it does not`);
  return found;
}

/** Refuses with 409 what is there already. */
export function assertNew(isThere: boolean, what: string): void {
  if (isThere) throw new Refusal(409, `Expected ${what} to be new, but it exists already`);
}
