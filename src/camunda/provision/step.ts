import type { Authorization } from "./authorization.ts";
import type { CurrentAuthorization } from "./current.ts";
import type { PlannedGroup, PlannedUser } from "./plan.ts";

/** One change of Camunda's identity, named as the operation of the API that makes it. */
export type Step =
  | { readonly kind: "createUser" | "updateUser"; readonly user: PlannedUser }
  | { readonly kind: "createGroup" | "updateGroup"; readonly group: Omit<PlannedGroup, "members"> }
  | {
      readonly kind: "assignUserToGroup" | "unassignUserFromGroup";
      readonly username: string;
      readonly groupId: string;
    }
  | { readonly kind: "assignRoleToGroup" | "unassignRoleFromGroup"; readonly roleId: string; readonly groupId: string }
  | { readonly kind: "createAuthorization"; readonly authorization: Authorization }
  | { readonly kind: "updateAuthorization"; readonly authorizationKey: string; readonly authorization: Authorization }
  | { readonly kind: "deleteAuthorization"; readonly authorization: CurrentAuthorization }
  | { readonly kind: "deleteGroup"; readonly groupId: string }
  | { readonly kind: "deleteUser"; readonly username: string };

/** The step as a line for people: what comes (+), changes (~) or goes (-). */
export function lineOf(step: Step): string {
  switch (step.kind) {
    case "createUser":
      return `+ user ${step.user.username} (${step.user.name})`;
    case "updateUser":
      return `~ user ${step.user.username} (${step.user.name}, ${step.user.email})`;
    case "createGroup":
      return `+ group ${step.group.groupId} (${step.group.name})`;
    case "updateGroup":
      return `~ group ${step.group.groupId} (${step.group.name})`;
    case "assignUserToGroup":
      return `+ ${step.username} in ${step.groupId}`;
    case "unassignUserFromGroup":
      return `- ${step.username} in ${step.groupId}`;
    case "assignRoleToGroup":
      return `+ role ${step.roleId} for ${step.groupId}`;
    case "unassignRoleFromGroup":
      return `- role ${step.roleId} for ${step.groupId}`;
    case "createAuthorization":
      return `+ ${rightOf(step.authorization)}`;
    case "updateAuthorization":
      return `~ ${rightOf(step.authorization)}`;
    case "deleteAuthorization":
      return `- ${rightOf(step.authorization)}`;
    case "deleteGroup":
      return `- group ${step.groupId}`;
    case "deleteUser":
      return `- user ${step.username}`;
  }
}

function rightOf({ ownerId, resourceType, resourceId, permissionTypes }: Authorization | CurrentAuthorization): string {
  return `right of ${ownerId} to ${resourceType} ${resourceId ?? "by property"}: ${permissionTypes.join(", ")}`;
}
