import { z } from "zod";
import { assertNew, existing, Refusal, type IdentityState } from "./identity-store.ts";

/** One operation: what it answers to a request. */
export interface ServedOperation {
  readonly id: string;
  readonly method: string;
  /** Path with parameters in braces. */
  readonly path: string;
  readonly status: number;
  readonly answer: (state: IdentityState, request: Request) => unknown;
}

/** Path parameters and body of a request, checked by the API's schema before. */
interface Request {
  readonly path: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const idsOf = z.record(z.string(), z.string());
const user = z.object({ username: z.string(), password: z.string(), name: z.string(), email: z.string() });
const group = z.object({ groupId: z.string(), name: z.string(), description: z.string() });
const authorization = z.object({
  ownerId: z.string(),
  ownerType: z.string(),
  resourceType: z.string(),
  resourceId: z.string(),
  permissionTypes: z.array(z.string()),
});

function id({ path }: Request, name: string): string {
  const value = idsOf.parse(path)[name];
  if (value === undefined) throw new Refusal(400, `Expected ${name}`);
  return value;
}

/** Small, so that every search needs several pages. */
const PAGE = 7;

/** A page by cursor; the cursor is the place in the list. */
function paged(items: readonly unknown[], { body }: Request): unknown {
  const { after } = z.object({ page: z.object({ after: z.string().default("") }) }).parse(body).page;
  const start = Number(Buffer.from(after, "base64").toString());
  const found = items.slice(start, start + PAGE);
  const cursor = (place: number) => (found.length === 0 ? null : Buffer.from(String(place)).toString("base64"));
  const [startCursor, endCursor] = [cursor(start), cursor(start + found.length)];
  return { items: found, page: { totalItems: items.length, hasMoreTotalItems: false, startCursor, endCursor } };
}

function membersOf(state: IdentityState, groupId: string): Set<string> {
  existing(state.groups, groupId);
  const members = state.members.get(groupId) ?? new Set();
  state.members.set(groupId, members);
  return members;
}

function join(set: Set<string>, member: string): void {
  assertNew(set.has(member), member);
  set.add(member);
}

function leave(set: Set<string>, member: string): void {
  if (!set.delete(member)) throw new Refusal(404, `Expected ${member} to be there, but it is not`);
}

const users: ServedOperation[] = [
  {
    id: "createUser",
    method: "POST",
    path: "/users",
    status: 201,
    answer: (state, { body }) => {
      const { password, ...created } = user.parse(body);
      assertNew(state.users.has(created.username), created.username);
      state.users.set(created.username, created);
      state.passwords.set(created.username, password);
      return created;
    },
  },
  {
    id: "updateUser",
    method: "PUT",
    path: "/users/{username}",
    status: 200,
    answer: (state, request) => {
      const username = id(request, "username");
      existing(state.users, username);
      const updated = { username, ...user.pick({ name: true, email: true }).parse(request.body) };
      state.users.set(username, updated);
      return updated;
    },
  },
  {
    id: "deleteUser",
    method: "DELETE",
    path: "/users/{username}",
    status: 204,
    answer: (state, request) => {
      const username = id(request, "username");
      existing(state.users, username);
      state.users.delete(username);
      for (const members of state.members.values()) members.delete(username);
    },
  },
  {
    id: "searchUsers",
    method: "POST",
    path: "/users/search",
    status: 200,
    answer: (state, request) => paged([...state.users.values()], request),
  },
];

const groups: ServedOperation[] = [
  {
    id: "createGroup",
    method: "POST",
    path: "/groups",
    status: 201,
    answer: (state, { body }) => {
      const created = group.parse(body);
      assertNew(state.groups.has(created.groupId), created.groupId);
      state.groups.set(created.groupId, created);
      return created;
    },
  },
  {
    id: "updateGroup",
    method: "PUT",
    path: "/groups/{groupId}",
    status: 200,
    answer: (state, request) => {
      const groupId = id(request, "groupId");
      existing(state.groups, groupId);
      const updated = { groupId, ...group.omit({ groupId: true }).parse(request.body) };
      state.groups.set(groupId, updated);
      return updated;
    },
  },
  {
    id: "deleteGroup",
    method: "DELETE",
    path: "/groups/{groupId}",
    status: 204,
    answer: (state, request) => {
      existing(state.groups, id(request, "groupId"));
      state.groups.delete(id(request, "groupId"));
      state.members.delete(id(request, "groupId"));
    },
  },
  {
    id: "searchGroups",
    method: "POST",
    path: "/groups/search",
    status: 200,
    answer: (state, request) => paged([...state.groups.values()], request),
  },
  {
    id: "searchUsersForGroup",
    method: "POST",
    path: "/groups/{groupId}/users/search",
    status: 200,
    answer: (state, request) =>
      paged(
        [...membersOf(state, id(request, "groupId"))].map((username) => ({ username })),
        request,
      ),
  },
  {
    id: "assignUserToGroup",
    method: "PUT",
    path: "/groups/{groupId}/users/{username}",
    status: 204,
    answer: (state, request) => {
      existing(state.users, id(request, "username"));
      join(membersOf(state, id(request, "groupId")), id(request, "username"));
    },
  },
  {
    id: "unassignUserFromGroup",
    method: "DELETE",
    path: "/groups/{groupId}/users/{username}",
    status: 204,
    answer: (state, request) => {
      leave(membersOf(state, id(request, "groupId")), id(request, "username"));
    },
  },
];

const roles: ServedOperation[] = [
  {
    id: "searchGroupsForRole",
    method: "POST",
    path: "/roles/{roleId}/groups/search",
    status: 200,
    answer: (state, request) =>
      paged(
        [...existing(state.roles, id(request, "roleId"))].map((groupId) => ({ groupId })),
        request,
      ),
  },
  {
    id: "assignRoleToGroup",
    method: "PUT",
    path: "/roles/{roleId}/groups/{groupId}",
    status: 204,
    answer: (state, request) => {
      existing(state.groups, id(request, "groupId"));
      join(existing(state.roles, id(request, "roleId")), id(request, "groupId"));
    },
  },
  {
    id: "unassignRoleFromGroup",
    method: "DELETE",
    path: "/roles/{roleId}/groups/{groupId}",
    status: 204,
    answer: (state, request) => {
      leave(existing(state.roles, id(request, "roleId")), id(request, "groupId"));
    },
  },
];

const authorizations: ServedOperation[] = [
  {
    id: "createAuthorization",
    method: "POST",
    path: "/authorizations",
    status: 201,
    answer: (state, { body }) => {
      const created = authorization.parse(body);
      existing(state.groups, created.ownerId);
      const isSame = (other: { ownerId: string; resourceType: string; resourceId: string | null }) =>
        other.ownerId === created.ownerId &&
        other.resourceType === created.resourceType &&
        other.resourceId === created.resourceId;
      assertNew([...state.authorizations.values()].some(isSame), "the authorization");
      const authorizationKey = String(2_251_799_813_685_249 + state.authorizations.size);
      state.authorizations.set(authorizationKey, { authorizationKey, resourcePropertyName: null, ...created });
      return { authorizationKey };
    },
  },
  {
    id: "updateAuthorization",
    method: "PUT",
    path: "/authorizations/{authorizationKey}",
    status: 204,
    answer: (state, request) => {
      const before = existing(state.authorizations, id(request, "authorizationKey"));
      state.authorizations.set(before.authorizationKey, { ...before, ...authorization.parse(request.body) });
    },
  },
  {
    id: "deleteAuthorization",
    method: "DELETE",
    path: "/authorizations/{authorizationKey}",
    status: 204,
    answer: (state, request) => {
      existing(state.authorizations, id(request, "authorizationKey"));
      state.authorizations.delete(id(request, "authorizationKey"));
    },
  },
  {
    id: "searchAuthorizations",
    method: "POST",
    path: "/authorizations/search",
    status: 200,
    answer: (state, request) => {
      const { filter } = z.object({ filter: z.object({ ownerType: z.string() }) }).parse(request.body);
      const found = [...state.authorizations.values()].filter(({ ownerType }) => ownerType === filter.ownerType);
      return paged(found, request);
    },
  },
];

/** The operations that provisioning needs, as Camunda 8.9 offers them. */
export const OPERATIONS: readonly ServedOperation[] = [...users, ...groups, ...roles, ...authorizations];
