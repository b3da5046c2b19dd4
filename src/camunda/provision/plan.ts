import type { Authorization } from "./authorization.ts";
import { everybodysRights, rightsOfGroup } from "./rights.ts";

/** The org directory, as far as Camunda needs it. */
export interface Directory {
  readonly people: readonly {
    readonly personId: string;
    readonly name: string;
    readonly email: string;
    readonly groups: readonly string[];
  }[];
  readonly groups: readonly { readonly groupId: string; readonly name: string; readonly reports: boolean }[];
}

/** A user of Camunda's identity; the name is the person's id in the directory. */
export interface PlannedUser {
  readonly username: string;
  readonly name: string;
  readonly email: string;
}

/** A group of Camunda's identity; its id is what `candidateGroups` in the models names. */
export interface PlannedGroup {
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  readonly members: readonly string[];
}

/** What Camunda's identity is to hold of the directory. */
export interface IdentityPlan {
  readonly users: readonly PlannedUser[];
  readonly groups: readonly PlannedGroup[];
  /** Groups that get the role {@link TASK_WORKER}. */
  readonly taskWorkers: readonly string[];
  readonly authorizations: readonly Authorization[];
}

/** Camunda's own role (8.9) that lets people see, claim and complete the tasks that are offered to them or their groups, and no others. */
export const TASK_WORKER = "task-worker";

/** The group of everybody; whoever is in it was put there by us. */
export const EVERYBODY = "kim-regelkreis";

/** Description of the groups that we keep; others are left alone. */
export const OURS = "KIM-Regelkreis";

/** Works out users, groups, memberships, roles and rights; the same directory always gives the same plan. */
export function identityPlan(directory: Directory): IdentityPlan {
  const people = directory.people.toSorted(by(({ personId }) => personId));
  const groups = directory.groups.toSorted(by(({ groupId }) => groupId));
  const everybody: PlannedGroup = {
    groupId: EVERYBODY,
    name: "KIM-Regelkreis: alle Beteiligten",
    description: OURS,
    members: people.map(({ personId }) => personId),
  };
  const others = groups.map(({ groupId, name }) => ({
    groupId,
    name,
    description: OURS,
    members: people.filter((person) => person.groups.includes(groupId)).map(({ personId }) => personId),
  }));
  return {
    users: people.map(({ personId, name, email }) => ({ username: personId, name, email })),
    groups: [everybody, ...others],
    taskWorkers: groups.map(({ groupId }) => groupId),
    authorizations: [...everybodysRights(EVERYBODY), ...groups.flatMap(rightsOfGroup)],
  };
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : 1);
}
