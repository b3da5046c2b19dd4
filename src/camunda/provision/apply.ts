import type { CamundaClient } from "../client.ts";
import { problemOf } from "../problem.ts";
import type { PasswordBook } from "./passwords.ts";
import type { Step } from "./step.ts";

/** Whether a step has changed something; "unneeded" when the answer was that it is so already. */
type Outcome = "done" | "unneeded";

/**
 * Makes one change. A search may lag behind what was written a moment ago, so that something is asked for twice: what is there already
 * (409), or gone already (404), is no trouble. Throws what the client throws for everything else.
 */
export async function applyStep(camunda: CamundaClient, step: Step, passwords: PasswordBook): Promise<Outcome> {
  try {
    await send(camunda, step, passwords);
    return "done";
  } catch (error) {
    const { status } = problemOf(error);
    if (status !== statusOfUnneeded(step)) throw error;
    if (step.kind === "createUser") passwords.forget(step.user.username);
    return "unneeded";
  }
}

function statusOfUnneeded({ kind }: Step): number | undefined {
  if (/^(create|assign)/.test(kind)) return 409;
  return /^(delete|unassign)/.test(kind) ? 404 : undefined;
}

function send(camunda: CamundaClient, step: Step, passwords: PasswordBook): PromiseLike<unknown> {
  switch (step.kind) {
    case "createUser":
      return camunda.createUser({ ...step.user, password: passwords.of(step.user.username) });
    case "updateUser":
      return camunda.updateUser(step.user);
    case "createGroup":
      return camunda.createGroup(step.group);
    case "updateGroup":
      return camunda.updateGroup(step.group);
    case "deleteUser":
      return camunda.deleteUser({ username: step.username });
    case "deleteGroup":
      return camunda.deleteGroup({ groupId: step.groupId });
    case "assignUserToGroup":
    case "unassignUserFromGroup":
      return camunda[step.kind]({ username: step.username, groupId: step.groupId });
    case "assignRoleToGroup":
    case "unassignRoleFromGroup":
      return camunda[step.kind]({ roleId: step.roleId, groupId: step.groupId });
    case "createAuthorization":
      return camunda.createAuthorization(requestOf(step));
    case "updateAuthorization":
      return camunda.updateAuthorization({ authorizationKey: step.authorizationKey, ...requestOf(step) });
    case "deleteAuthorization":
      return camunda.deleteAuthorization({ authorizationKey: step.authorization.authorizationKey });
  }
}

function requestOf({ authorization }: Extract<Step, { kind: "createAuthorization" | "updateAuthorization" }>) {
  return { ...authorization, permissionTypes: [...authorization.permissionTypes] };
}
