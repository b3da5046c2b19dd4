import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createCamundaClient } from "../../../src/camunda/client.ts";
import { openPasswordBook } from "../../../src/camunda/provision/passwords.ts";
import type { Directory } from "../../../src/camunda/provision/plan.ts";
import { provision, type Provisioned, type ProvisionOptions } from "../../../src/camunda/provision/provision.ts";
import { planOfProfile } from "../../../tools/compose/identity.ts";
import { basicIdentity } from "../../../tools/compose/spring-identity.ts";
import { startEngine } from "../served-engine.ts";
import { faultOf, operation } from "./api-schemas.ts";
import { startIdentity, type IdentityServer } from "./identity-server.ts";

// The client checks each of its requests and each answer too, missing and unknown fields included.
vi.stubEnv("CAMUNDA_SDK_VALIDATION", "req:fanatical,res:fanatical");

const MIRA = {
  personId: "mira-muster",
  name: "Mira Muster",
  email: "mira@beispiel.example",
  groups: ["cm-stelle-troisdorf"],
};
const ADA = { personId: "ada-admin", name: "Ada Admin", email: "ada@beispiel.example", groups: ["administration"] };
const DIRECTORY: Directory = {
  people: [MIRA, ADA],
  groups: [
    { groupId: "cm-stelle-troisdorf", name: "CM-Stelle Troisdorf", reports: true },
    { groupId: "administration", name: "Administration", reports: false },
    { groupId: "ki-leitung", name: "KI-Leitung", reports: false },
  ],
};

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "kim-provision-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return join(folder, "passwords.yaml");
}

function clientOf(url: string, password = "geheim") {
  return createCamundaClient({
    address: url,
    CAMUNDA_AUTH_STRATEGY: "BASIC",
    CAMUNDA_BASIC_AUTH_USERNAME: "kim",
    CAMUNDA_BASIC_AUTH_PASSWORD: password,
  });
}

function run(
  { url }: { url: string },
  directory: Directory = DIRECTORY,
  options: Partial<ProvisionOptions> = {},
): Promise<Provisioned> {
  const passwords = openPasswordBook(newFile());
  return provision(clientOf(url), directory, { prune: false, dryRun: false, ownName: "kim", passwords, ...options });
}

function troubleOf(server: { url: string }, options: Partial<ProvisionOptions> = {}): Promise<unknown> {
  return run(server, DIRECTORY, options).catch((error: unknown) => (error instanceof Error ? error.message : error));
}

const membersOf = ({ state }: IdentityServer, groupId: string) => [...(state.members.get(groupId) ?? [])].toSorted();

test("people, groups, memberships, role and rights of the directory are written as the API asks", async () => {
  // given
  const server = await startIdentity();
  // when
  await run(server);
  // then
  expect(server.faults).toEqual([]);
  expect([...server.state.users.keys()]).toEqual(["kim", "ada-admin", "mira-muster"]);
  expect(server.state.groups.get("ki-leitung")).toEqual({
    groupId: "ki-leitung",
    name: "KI-Leitung",
    description: "KIM-Regelkreis",
  });
  expect(membersOf(server, "kim-regelkreis")).toEqual(["ada-admin", "mira-muster"]);
  expect(membersOf(server, "cm-stelle-troisdorf")).toEqual(["mira-muster"]);
  expect([...(server.state.roles.get("task-worker") ?? [])].toSorted()).toEqual([
    "administration",
    "cm-stelle-troisdorf",
    "ki-leitung",
  ]);
  const rights = [...server.state.authorizations.values()];
  expect(rights.filter(({ ownerId }) => ownerId === "cm-stelle-troisdorf")).toMatchObject([
    { resourceType: "PROCESS_DEFINITION", resourceId: "meldung", ownerType: "GROUP" },
  ]);
  expect(rights.filter(({ ownerId }) => ownerId === "ki-leitung")).toEqual([]);
});

test("requests and answers that are not as the API describes them would be found, by the server and by the client", async () => {
  const { request, response } = operation("createUser");
  expect(faultOf(request, { body: { username: "a", password: "b", name: "c", email: "d" } })).toBeUndefined();
  expect(faultOf(request, { body: { username: "a", name: "c", email: "d" } })).toContain("password");
  expect(faultOf(request, { body: { username: "a", password: "b", role: "c" } })).toContain("nothing beyond");
  expect(faultOf(response, { username: "a b", name: null, email: null })).toContain("username");
  const server = await startIdentity();
  const client = clientOf(server.url);
  const once = { consistency: { waitUpToMs: 0 } };
  await expect(client.searchUsers({ page: { limit: 0 } }, once)).rejects.toThrow(/searchUsers/);
  server.state.users.set("a b", { username: "a b", name: null, email: null });
  await expect(client.searchUsers({ page: { limit: 5 } }, once)).rejects.toThrow(/searchUsers/);
});

test("a second run changes nothing", async () => {
  const server = await startIdentity();
  await run(server);
  const before = server.written.length;
  expect(await run(server)).toEqual({ changes: [], surplus: [] });
  expect(server.written.length).toBe(before);
  expect(server.faults).toEqual([]);
});

test("a second run changes nothing either when searches do not show yet what the first one wrote", async () => {
  // given searches that stay behind
  const server = await startIdentity();
  const file = newFile();
  server.freeze();
  await run(server, DIRECTORY, { passwords: openPasswordBook(file) });
  const [users, passwords] = [structuredClone(server.state.users), new Map(server.state.passwords)];
  const written = readFileSync(file, "utf8");
  // when
  const { changes } = await run(server, DIRECTORY, { passwords: openPasswordBook(file) });
  // then the passwords that hold are still in the book
  expect(changes).toEqual([]);
  expect(server.state.users).toEqual(users);
  expect(server.state.passwords).toEqual(passwords);
  expect(readFileSync(file, "utf8")).toBe(written);
});

test("a dry run says the same changes and makes none", async () => {
  // given
  const server = await startIdentity();
  const file = newFile();
  // when
  const planned = await run(server, DIRECTORY, { dryRun: true, passwords: openPasswordBook(file) });
  // then
  expect(server.written).toEqual([]);
  expect(existsSync(file)).toBe(false);
  expect((await run(server)).changes).toEqual(planned.changes);
});

test("new names, a new group and more rights are brought in, and nothing else is touched", async () => {
  // given
  const server = await startIdentity();
  await run(server);
  const right = [...server.state.authorizations.values()].find(({ resourceId }) => resourceId === "meldung");
  if (right === undefined) throw new Error("Expected a right to report");
  server.state.authorizations.set(right.authorizationKey, { ...right, permissionTypes: ["READ_PROCESS_DEFINITION"] });
  // when
  const married = { ...MIRA, name: "Mira Muster-Probe", groups: ["cm-stelle-troisdorf", "ki-leitung"] };
  const groups = DIRECTORY.groups.map((group) =>
    group.groupId === "ki-leitung" ? { ...group, name: "Leitung des KI" } : group,
  );
  const { changes } = await run(server, { people: [married, ADA], groups });
  // then
  expect(changes.map(({ kind }) => kind)).toEqual([
    "updateUser",
    "updateGroup",
    "assignUserToGroup",
    "updateAuthorization",
  ]);
  expect(server.state.users.get("mira-muster")).toMatchObject({ name: "Mira Muster-Probe" });
  expect(server.state.authorizations.get(right.authorizationKey)?.permissionTypes).toContain("CREATE_PROCESS_INSTANCE");
  expect(server.faults).toEqual([]);
});

test("who left is named and stays, until pruning takes user, group, membership and rights away", async () => {
  // given users and groups of others beside ours
  const server = await startIdentity();
  await run(server);
  server.state.users.set("fremd", { username: "fremd", name: "Fremd", email: null });
  server.state.groups.set("andere", { groupId: "andere", name: "Andere", description: null });
  server.state.members.set("andere", new Set(["fremd"]));
  const written = server.written.length;
  const smaller: Directory = {
    people: [ADA],
    groups: DIRECTORY.groups.filter(({ groupId }) => groupId !== "cm-stelle-troisdorf"),
  };
  // when
  const { changes, surplus } = await run(server, smaller);
  // then
  expect(changes).toEqual([]);
  expect(server.written.length).toBe(written);
  expect(surplus.map(({ kind }) => kind)).toEqual([
    "deleteAuthorization",
    "unassignRoleFromGroup",
    "unassignUserFromGroup",
    "unassignUserFromGroup",
    "deleteGroup",
    "deleteUser",
  ]);
  // when
  const pruned = await run(server, smaller, { prune: true });
  // then
  expect(pruned).toEqual({ changes: surplus, surplus: [] });
  expect([...server.state.users.keys()]).toEqual(["kim", "ada-admin", "fremd"]);
  expect(server.state.groups.has("cm-stelle-troisdorf")).toBe(false);
  expect(membersOf(server, "andere")).toEqual(["fremd"]);
  expect(server.faults).toEqual([]);
  expect(await run(server, smaller, { prune: true })).toEqual({ changes: [], surplus: [] });
});

test("pruning never deletes the user that works for us, and refuses an empty directory", async () => {
  const server = await startIdentity();
  await run(server);
  server.state.members.get("kim-regelkreis")?.add("kim");
  const { changes } = await run(server, DIRECTORY, { prune: true });
  expect(changes).toMatchObject([{ kind: "unassignUserFromGroup", username: "kim" }]);
  const empty = run(server, { people: [], groups: DIRECTORY.groups }, { prune: true });
  await expect(empty).rejects.toThrow("Expected people in the directory, but there are none");
});

test("first passwords are made once, differ, are those of the users, and can be read by the owner only", async () => {
  // given
  const server = await startIdentity();
  const file = newFile();
  // when
  await run(server, DIRECTORY, { passwords: openPasswordBook(file) });
  await run(server, DIRECTORY, { passwords: openPasswordBook(file) });
  // then
  const book = z.record(z.string(), z.string().min(16)).parse(parse(readFileSync(file, "utf8")));
  expect(Object.keys(book)).toEqual(["ada-admin", "mira-muster"]);
  expect(new Set(Object.values(book)).size).toBe(2);
  for (const [username, password] of Object.entries(book)) expect(server.state.passwords.get(username)).toBe(password);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("what compose writes for Camunda's first start is what the directory asks for: provisioning adds nothing", async () => {
  // given an identity as Camunda has it after a start with the generated file
  const plan = await planOfProfile(fileURLToPath(new URL("../../../municipalities/rsk-2021", import.meta.url)), {
    people: true,
  });
  const server = await startIdentity();
  fillFrom(server, basicIdentity(plan));
  // when
  const directory: Directory = {
    people: plan.users.map(({ username, ...user }) => ({
      personId: username,
      ...user,
      groups: plan.groups.filter(({ members }) => members.includes(username)).map(({ groupId }) => groupId),
    })),
    groups: plan.groups
      .filter(({ groupId }) => groupId !== "kim-regelkreis")
      .map(({ groupId, name }) => ({
        groupId,
        name,
        reports: plan.authorizations.some(({ ownerId, resourceId }) => ownerId === groupId && resourceId === "meldung"),
      })),
  };
  // then
  expect(await run(server, directory)).toEqual({ changes: [], surplus: [] });
  expect(server.faults).toEqual([]);
  expect(server.state.groups.size).toBeGreaterThan(50);
});

const springFile = z.object({
  camunda: z.object({
    security: z.object({
      initialization: z.object({
        users: z.array(z.object({ username: z.string(), name: z.string(), email: z.string() })),
        groups: z.array(
          z.object({ groupId: z.string(), name: z.string(), description: z.string(), users: z.array(z.string()) }),
        ),
        "default-roles": z.object({ "task-worker": z.object({ groups: z.array(z.string()) }) }),
        authorizations: z.array(
          z.object({
            ownerType: z.string(),
            ownerId: z.string(),
            resourceType: z.string(),
            resourceId: z.string(),
            permissions: z.array(z.string()),
          }),
        ),
      }),
    }),
  }),
});

function fillFrom({ state }: IdentityServer, text: string): void {
  const { users, groups, authorizations, ...more } = springFile.parse(parse(text)).camunda.security.initialization;
  for (const user of users) state.users.set(user.username, user);
  for (const { users: members, ...group } of groups) {
    state.groups.set(group.groupId, group);
    state.members.set(group.groupId, new Set(members));
  }
  state.roles.set("task-worker", new Set(more["default-roles"]["task-worker"].groups));
  for (const [index, { permissions, ...right }] of authorizations.entries()) {
    const authorizationKey = String(index + 1);
    const stored = { authorizationKey, resourcePropertyName: null, permissionTypes: permissions, ...right };
    state.authorizations.set(authorizationKey, stored);
  }
}

test("a wrong password, a missing right and a missing API are named with the way out", async () => {
  const server = await startIdentity();
  const passwords = openPasswordBook(newFile());
  const wrong = provision(clientOf(server.url, "falsch"), DIRECTORY, {
    prune: false,
    dryRun: false,
    ownName: "kim",
    passwords,
  });
  await expect(wrong).rejects.toThrow(/user name or password is wrong.*CAMUNDA_BASIC_AUTH_PASSWORD/);
  expect(await troubleOf(await startIdentity({ refusals: { createUser: 403 } }))).toMatch(
    /does not have it\. Give it Camunda's role "admin"\. \(\+ user ada-admin/,
  );
  expect(await troubleOf(await startIdentity({ refusals: { searchUsers: 404 } }))).toContain(
    "with OIDC users and groups",
  );
  expect(await troubleOf(await startIdentity({ refusals: { createGroup: 400 } }))).toMatch(
    /Expected .* to take "\+ group kim-regelkreis \(.*\)", but it answers: createGroup is refused/,
  );
});

test.each(["8.6.0", "8.7.4", "8.8.21"])(
  "Camunda %s is named as too old, before anything is written",
  async (version) => {
    const server = await startIdentity({ gatewayVersion: version });
    expect(await troubleOf(server)).toMatch(
      new RegExp(`Expected Camunda 8\\.9 or later at .*, but it is ${version}\\..*task-worker`),
    );
    expect(server.written).toEqual([]);
  },
);

test("a group that somebody deletes in the middle of a run is named with what Camunda says", async () => {
  const server = await startIdentity({ refusals: { assignUserToGroup: 404 } });
  expect(await troubleOf(server)).toMatch(
    /to take "\+ ada-admin in kim-regelkreis", but it answers: assignUserToGroup is refused/,
  );
});

test("the embedded engine is named as such: its users are a setting", async () => {
  expect(await troubleOf(await startEngine())).toMatch(/it is the embedded engine.*KIM_ENGINE_USERS/);
});

test("an address where nobody answers is named", async () => {
  const engine = await startEngine();
  await engine.close();
  expect(await troubleOf(engine)).toContain(`Expected an engine to answer at ${engine.url}/v2, but none does`);
});

test("a run that failed halfway is gone on with by the next one", async () => {
  // given
  const refusals: Record<string, number> = { createAuthorization: 403 };
  const server = await startIdentity({ refusals });
  await expect(run(server)).rejects.toThrow("role");
  // when
  delete refusals["createAuthorization"];
  const { changes } = await run(server);
  // then
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(["createAuthorization"]));
  expect(await run(server)).toEqual({ changes: [], surplus: [] });
});
