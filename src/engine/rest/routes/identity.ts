import type { EngineUser } from "../../access/users.ts";
import { GROUPS, MEMBERS, membersOf, USERS } from "../../store/user-entities.ts";
import { notFoundById, unauthorized } from "../problem.ts";
import { ok, query, type Route, type Services } from "../route.ts";
import { DEFAULT_TENANT, noBody } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";

/** Operations on who uses the engine: read only, because users and groups are settings. */
export const IDENTITY_ROUTES: readonly Route[] = [
  query({
    operation: "getAuthentication",
    body: noBody,
    query: (_services, { request: { principal } }) => {
      // Camunda answers so too where nobody has to log in: there is no one to describe.
      if (principal.kind === "anonymous") throw unauthorized(true);
      return ok(described(principal.user));
    },
  }),
  query({
    operation: "searchUsers",
    body: searchSchema(USERS),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(USERS, toSearch(USERS, body)))),
  }),
  query({
    operation: "getUser",
    body: noBody,
    query: ({ history }, { request: { path } }) => {
      const username = path["username"] ?? "";
      const user = history.get(USERS, username);
      if (user === undefined) throw notFoundById("User", "username", username);
      return ok(user);
    },
  }),
  query({
    operation: "searchGroups",
    body: searchSchema(GROUPS),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(GROUPS, toSearch(GROUPS, body)))),
  }),
  query({
    operation: "getGroup",
    body: noBody,
    query: ({ history }, { request: { path } }) => ok(groupOf(history, path["groupId"] ?? "")),
  }),
  query({
    operation: "searchUsersForGroup",
    body: searchSchema(MEMBERS),
    query: ({ history }, { body, request: { path } }) => {
      const groupId = path["groupId"] ?? "";
      groupOf(history, groupId);
      const search = toSearch(MEMBERS, body);
      const conditions = [...search.conditions, membersOf(groupId)];
      return ok(searchAnswer(history.find(MEMBERS, { ...search, conditions })));
    },
  }),
];

function groupOf(history: Services["history"], groupId: string) {
  const group = history.get(GROUPS, groupId);
  if (group === undefined) throw notFoundById("Group", "id", groupId);
  return group;
}

/** Every user may do everything: the engine checks no permissions. */
function described({ username, name, email, groups }: EngineUser) {
  return {
    username,
    displayName: name ?? null,
    email: email ?? null,
    authorizedComponents: ["*"],
    tenants: [{ tenantId: DEFAULT_TENANT, name: "Default", description: null }],
    groups,
    roles: [],
    salesPlanType: null,
    c8Links: {},
    canLogout: false,
  };
}
