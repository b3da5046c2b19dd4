import type { Authorization } from "./authorization.ts";
import type { CurrentAuthorization, CurrentIdentity } from "./current.ts";
import { EVERYBODY, TASK_WORKER, type IdentityPlan, type PlannedGroup } from "./plan.ts";
import type { Step } from "./step.ts";

/** What a plan wants changed. */
export interface Difference {
  /** What is missing or differs, in an order in which it can be done. */
  readonly needed: readonly Step[];
  /** What was ours and is not in the plan any more, in an order in which it can go. */
  readonly surplus: readonly Step[];
}

/** Compares a plan with what is there. `ownName` is the user that works for us: it is never surplus. */
export function difference(plan: IdentityPlan, current: CurrentIdentity, ownName: string | undefined): Difference {
  return {
    needed: [
      ...neededUsers(plan, current),
      ...plan.groups.flatMap((group) => neededForGroup(group, current)),
      ...plan.taskWorkers
        .filter((groupId) => !current.taskWorkers.includes(groupId))
        .map((groupId) => ({ kind: "assignRoleToGroup", roleId: TASK_WORKER, groupId }) as const),
      ...plan.authorizations.flatMap((authorization) => neededAuthorization(authorization, current)),
    ],
    surplus: surplusOf(plan, current, ownName),
  };
}

function neededUsers({ users }: IdentityPlan, current: CurrentIdentity): Step[] {
  return users.flatMap((user): Step[] => {
    const found = current.users.get(user.username);
    if (found === undefined) return [{ kind: "createUser", user }];
    return found.name === user.name && found.email === user.email ? [] : [{ kind: "updateUser", user }];
  });
}

function neededForGroup({ members, ...group }: PlannedGroup, current: CurrentIdentity): Step[] {
  const { groupId, name, description } = group;
  const found = current.groups.get(groupId);
  const missing = members.filter((username) => found?.members.includes(username) !== true);
  const isSame = found?.name === name && found.description === description;
  const kind = found === undefined ? "createGroup" : "updateGroup";
  return [
    ...(isSame ? [] : [{ kind, group } as const]),
    ...missing.map((username) => ({ kind: "assignUserToGroup", username, groupId }) as const),
  ];
}

function neededAuthorization(authorization: Authorization, { authorizations }: CurrentIdentity): Step[] {
  const found = authorizations.find((other) => isForSame(authorization, other));
  if (found === undefined) return [{ kind: "createAuthorization", authorization }];
  const { authorizationKey, permissionTypes } = found;
  const isEqual = permissionTypes.toSorted().join() === authorization.permissionTypes.toSorted().join();
  return isEqual ? [] : [{ kind: "updateAuthorization", authorizationKey, authorization }];
}

function isForSame(planned: Authorization, { ownerId, resourceType, resourceId }: CurrentAuthorization): boolean {
  return planned.ownerId === ownerId && planned.resourceType === resourceType && planned.resourceId === resourceId;
}

function surplusOf(plan: IdentityPlan, current: CurrentIdentity, ownName: string | undefined): Step[] {
  const planned = new Map(plan.groups.map((group) => [group.groupId, group]));
  const groups = [...current.groups.values()];
  const gone = groups.filter(({ groupId }) => !planned.has(groupId)).map(({ groupId }) => groupId);
  const leaving = leavingUsers(plan, current).filter((username) => username !== ownName);
  return [
    ...current.authorizations
      .filter((other) => !plan.authorizations.some((authorization) => isForSame(authorization, other)))
      .map((authorization) => ({ kind: "deleteAuthorization", authorization }) as const),
    ...current.taskWorkers
      .filter((groupId) => gone.includes(groupId))
      .map((groupId) => ({ kind: "unassignRoleFromGroup", roleId: TASK_WORKER, groupId }) as const),
    ...groups.flatMap(({ groupId, members }) =>
      members
        .filter((username) => planned.get(groupId)?.members.includes(username) !== true)
        .map((username) => ({ kind: "unassignUserFromGroup", username, groupId }) as const),
    ),
    ...gone.map((groupId) => ({ kind: "deleteGroup", groupId }) as const),
    ...leaving.map((username) => ({ kind: "deleteUser", username }) as const),
  ];
}

/** Only whom we put into the group of everybody: users of others are not ours to delete. */
function leavingUsers({ users }: IdentityPlan, { groups }: CurrentIdentity): string[] {
  const planned = new Set(users.map(({ username }) => username));
  return (groups.get(EVERYBODY)?.members ?? []).filter((username) => !planned.has(username));
}
