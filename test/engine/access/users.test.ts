import { describe, expect, it } from "vitest";
import { createAuthenticator } from "../../../src/engine/access/authenticator.ts";
import { NO_USERS } from "../../../src/engine/access/no-users.ts";
import { parseUsers } from "../../../src/engine/access/users.ts";
import { hashPassword } from "../../../src/platform/password.ts";

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

describe("the users of the engine", () => {
  it("are read from YAML or JSON, with the groups that they name", () => {
    const yaml = "users:\n  - username: anna\n    password: geheim\n    groups: [kim]\n";
    const json = '{"users":[{"username":"anna","password":"geheim","groups":["kim"]}]}';
    expect(parseUsers(yaml)).toEqual(parseUsers(json));
    expect(parseUsers(yaml).groups).toEqual([{ groupId: "kim", name: "kim", description: null }]);
  });

  it.each([
    ["users: []", "users"],
    ["users: [{username: anna}]", "either password or passwordHash"],
    ["users: [{username: anna, password: a, passwordHash: b}]", "passwordHash"],
    ["users: [{username: anna, passwort: a}]", "passwort"],
    ["users: [{username: a, password: a}, {username: a, password: b}]", "'a' is there twice"],
    ["users: [", "could not be read"],
    ["anna: geheim", "users"],
  ])("are refused with the reason: %s", (text, reason) => {
    expect(() => parseUsers(text)).toThrow(reason);
  });
});

describe("basic authentication", () => {
  it("knows a user by password or by hash, again and again", async () => {
    const passwordHash = await hashPassword("geheim");
    const users = parseUsers(
      JSON.stringify({
        users: [
          { username: "anna", passwordHash },
          { username: "bo", password: "mit:Doppelpunkt und Ö" },
        ],
      }),
    );
    const { authenticate } = createAuthenticator(users);
    for (let round = 0; round < 2; round += 1) {
      expect(await authenticate(basic("anna", "geheim"))).toMatchObject({ kind: "user", user: { username: "anna" } });
      expect(await authenticate(basic("bo", "mit:Doppelpunkt und Ö"))).toMatchObject({ user: { username: "bo" } });
    }
  });

  it.each([
    undefined,
    "",
    "Basic",
    "Basic %%%",
    `Basic ${Buffer.from("anna").toString("base64")}`,
    `Bearer ${Buffer.from("anna:geheim").toString("base64")}`,
    basic("anna", "falsch"),
    basic("anna", ""),
    basic("ANNA", "geheim"),
    basic("niemand", "geheim"),
  ])("knows nobody by %j", async (header) => {
    const { authenticate } = createAuthenticator(parseUsers("users: [{username: anna, password: geheim}]"));
    expect(await authenticate(header)).toBeUndefined();
  });

  it("lets everybody ask where there are no users, whatever they send", async () => {
    const { authenticate } = createAuthenticator(NO_USERS);
    expect(await authenticate(undefined)).toEqual({ kind: "anonymous" });
    expect(await authenticate(basic("anna", "geheim"))).toEqual({ kind: "anonymous" });
  });
});
