import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { identityPlan } from "../../src/camunda/provision/plan.ts";
import { planOfProfile, writeIdentity, type IdentityFolders } from "../../tools/compose/identity.ts";
import { makeSecrets } from "../../tools/compose/secrets.ts";
import { undocumentedKeys } from "./camunda-keys.ts";
import { compose, read, root } from "./compose-file.ts";

const RSK = `${root}/municipalities/rsk-2021`;

function newFolders(): IdentityFolders {
  const folder = mkdtempSync(join(tmpdir(), "kim-compose-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return { identity: join(folder, "identity"), secrets: join(folder, "secrets") };
}

const textIn = (...path: string[]): string => readFileSync(join(...path), "utf8");

/** Names of all values, list positions as [n]: as Spring flattens a file. */
function keysOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOf(item, `${path}[n]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => keysOf(item, path === "" ? key : `${path}.${key}`));
}

const basicSchema = z.object({
  camunda: z.object({
    security: z.object({
      initialization: z.object({
        users: z.array(z.object({ username: z.string(), password: z.string() })),
        groups: z.array(z.object({ groupId: z.string(), users: z.array(z.string()) })),
        "default-roles": z.object({ "task-worker": z.object({ groups: z.array(z.string()) }) }).loose(),
        authorizations: z.array(
          z.object({ ownerId: z.string(), resourceType: z.string(), permissions: z.array(z.string()) }),
        ),
      }),
    }),
  }),
});

const initializationIn = (folders: IdentityFolders) =>
  basicSchema.parse(parse(textIn(folders.identity, "basic.yaml"))).camunda.security.initialization;

describe("the secrets", () => {
  it("are made for every secret that docker-compose.yml names, and stay", () => {
    const folders = newFolders();
    makeSecrets(folders.secrets);
    writeIdentity(identityPlan({ people: [], groups: [] }), folders);
    const wanted = Object.values(compose.secrets).map(({ file }) => file.replace("./compose/secrets/", ""));
    expect(
      readdirSync(folders.secrets)
        .filter((name) => name !== "users")
        .toSorted(),
    ).toEqual(wanted.toSorted());
    const before = textIn(folders.secrets, "kim_admin_password");
    makeSecrets(folders.secrets);
    expect(textIn(folders.secrets, "kim_admin_password")).toBe(before);
    expect(textIn(folders.secrets, "kim_database_url")).toContain(textIn(folders.secrets, "kim_db_password"));
  });

  it("lie in a folder that is closed to others", () => {
    const folders = newFolders();
    makeSecrets(folders.secrets);
    expect(statSync(folders.secrets).mode & 0o077).toBe(0);
  });
});

describe("the identity of a profile", () => {
  it("is the same each time, first passwords included", async () => {
    const folders = newFolders();
    makeSecrets(folders.secrets);
    writeIdentity(await planOfProfile(RSK, { people: true }), folders);
    const first = [textIn(folders.identity, "basic.yaml"), textIn(folders.secrets, "keycloak_realm")];
    writeIdentity(await planOfProfile(RSK, { people: true }), folders);
    expect([textIn(folders.identity, "basic.yaml"), textIn(folders.secrets, "keycloak_realm")]).toEqual(first);
  });

  it.each(["basic.yaml", "oidc.yaml"])("uses in %s only keys that Camunda's documentation names", async (file) => {
    const folders = newFolders();
    makeSecrets(folders.secrets);
    writeIdentity(await planOfProfile(RSK, { people: true }), folders);
    expect(undocumentedKeys(keysOf(parse(textIn(folders.identity, file))))).toEqual([]);
  });

  it("knows every group that a model offers tasks to by name", async () => {
    const folders = newFolders();
    makeSecrets(folders.secrets);
    writeIdentity(await planOfProfile(RSK, { people: false }), folders);
    const { groups, "default-roles": roles } = initializationIn(folders);
    const named = readdirSync(`${root}/bpmn`)
      .filter((name) => name.endsWith(".bpmn"))
      .flatMap((name) => [...read(`bpmn/${name}`).matchAll(/candidateGroups="([a-z-]+)"/g)].map(([, group]) => group));
    expect(named).toContain("lenkungsgruppe-geschaeftsstelle");
    const known = new Set<string | undefined>(groups.map(({ groupId }) => groupId));
    expect(named.filter((group) => !known.has(group))).toEqual([]);
    expect(named.filter((group) => group === undefined || !roles["task-worker"].groups.includes(group))).toEqual([]);
  });

  it("has the profile's people on request only, with a password file for each that nobody else shares", async () => {
    const folders = newFolders();
    makeSecrets(folders.secrets);
    writeIdentity(await planOfProfile(RSK, { people: false }), folders);
    expect(initializationIn(folders).users.map(({ username }) => username)).toEqual(["kim"]);
    writeIdentity(await planOfProfile(RSK, { people: true }), folders);
    const { users, groups } = initializationIn(folders);
    expect(users.length).toBeGreaterThan(20);
    const people = users.filter(({ username }) => username !== "kim");
    expect(people.map(({ password }) => password)).toEqual(people.map(({ username }) => `\${kim_user_${username}}`));
    const files = readdirSync(join(folders.secrets, "users"));
    expect(files.toSorted()).toEqual(people.map(({ username }) => `kim_user_${username}`).toSorted());
    expect(new Set(files.map((file) => textIn(folders.secrets, "users", file))).size).toBe(files.length);
    expect(groups.find(({ groupId }) => groupId === "lenkungsgruppe-geschaeftsstelle")?.users).toEqual([
      "gesa-protokoll",
      "gustav-ersatz",
    ]);
  });

  it("gives nobody a right to the tasks of a whole process, which would undo the role task-worker", async () => {
    const plan = await planOfProfile(RSK, { people: true });
    const rights = plan.authorizations.flatMap(({ permissionTypes }) => permissionTypes);
    expect(rights.filter((right) => right.endsWith("_USER_TASK"))).toEqual([]);
    expect(
      plan.authorizations.filter(({ resourceId }) => resourceId === "meldung").map(({ ownerId }) => ownerId),
    ).toContain("cm-stelle-troisdorf");
  });

  it("gives Keycloak the same people and groups, who have to change their first password", async () => {
    const folders = newFolders();
    makeSecrets(folders.secrets);
    const plan = await planOfProfile(RSK, { people: true });
    writeIdentity(plan, folders);
    const realm = z
      .object({
        users: z.array(
          z.object({
            username: z.string(),
            groups: z.array(z.string()),
            credentials: z.array(z.object({ value: z.string().min(20), temporary: z.literal(true) })).length(1),
          }),
        ),
        groups: z.array(z.object({ name: z.string() })),
        clients: z.array(z.object({ clientId: z.string(), secret: z.string().min(20) })),
      })
      .parse(JSON.parse(textIn(folders.secrets, "keycloak_realm")));
    expect(realm.users.map(({ username }) => username)).toEqual(plan.users.map(({ username }) => username));
    expect(realm.users.find(({ username }) => username === "gesa-protokoll")?.groups).toEqual([
      "/kim-regelkreis",
      "/lenkungsgruppe",
      "/lenkungsgruppe-geschaeftsstelle",
      "/verwaltungsassistenz",
    ]);
    expect(realm.clients.map(({ clientId }) => clientId)).toEqual(["camunda", "kim"]);
  });
});
