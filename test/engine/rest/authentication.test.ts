import { describe, expect, it } from "vitest";
import { parseUsers } from "../../../src/engine/access/users.ts";
import { NOW, request, startTestEngine } from "./support.ts";

const USERS = parseUsers(`
users:
  - { username: anna, password: geheim, name: Anna Beispiel, email: anna@example.org, groups: [lenkungsgruppe] }
  - { username: bo, password: anders, groups: [lenkungsgruppe, ki-leitung] }
groups:
  - { groupId: lenkungsgruppe, name: Lenkungsgruppe, description: Entscheidet }
`);
const ANNA = { username: "anna", password: "geheim" };

describe("an engine with users", () => {
  it("tells whom it knows, and refuses others with 401 and a challenge", async () => {
    // given
    const { client, url } = await startTestEngine({ users: USERS, as: ANNA });
    // when
    const me = await client.getAuthentication();
    const stranger = await fetch(`${url}/topology`);
    const wrong = await fetch(`${url}/topology`, { headers: { authorization: `Basic ${btoa("anna:falsch")}` } });
    // then
    expect(me).toMatchObject({ username: "anna", displayName: "Anna Beispiel", groups: ["lenkungsgruppe"] });
    expect(stranger.headers.get("www-authenticate")).toMatch(/^Basic /);
    expect(await stranger.json()).toEqual({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      detail: "Full authentication is required to access this resource",
      instance: "/v2/topology",
    });
    expect(await wrong.json()).toMatchObject({ status: 401, detail: "Bad credentials" });
  });

  it("leaves status, licence and what a monitor probes open", async () => {
    const { served, url } = await startTestEngine({ users: USERS });
    expect((await fetch(`${url}/status`)).status).toBe(204);
    expect((await fetch(`${url}/license`)).status).toBe(200);
    expect((await fetch(`${served.address.url}/readyz`)).status).toBe(200);
  });

  it("refuses before it reads the body, whatever the route", async () => {
    const { url } = await startTestEngine({ users: USERS });
    expect(await request(`${url}/jobs/activation`, "POST", "no json")).toMatchObject({ status: 401 });
    expect(await request(`${url}/roles/search`, "POST", {})).toMatchObject({ status: 401 });
  });

  it("lists users and groups and who belongs to them", async () => {
    // given
    const { client } = await startTestEngine({ users: USERS, as: ANNA });
    // when
    const users = await client.searchUsers({ filter: { name: { $like: "Anna*" } } }, NOW);
    const groups = await client.searchGroups({ sort: [{ field: "groupId", order: "DESC" }] }, NOW);
    const members = await client.searchUsersForGroup({ groupId: "lenkungsgruppe" }, NOW);
    // then
    expect(users.items).toEqual([{ username: "anna", name: "Anna Beispiel", email: "anna@example.org" }]);
    expect(groups.items).toEqual([
      { groupId: "lenkungsgruppe", name: "Lenkungsgruppe", description: "Entscheidet" },
      { groupId: "ki-leitung", name: "ki-leitung", description: null },
    ]);
    expect(members.items).toEqual([{ username: "anna" }, { username: "bo" }]);
    expect(await client.getGroup({ groupId: "ki-leitung" }, NOW)).toMatchObject({ name: "ki-leitung" });
    expect(await client.getUser({ username: "bo" }, NOW)).toEqual({ username: "bo", name: null, email: null });
  });

  it("says who is not there", async () => {
    const { url } = await startTestEngine();
    expect(await request(`${url}/users/niemand`, "GET")).toMatchObject({ status: 404, body: { title: "NOT_FOUND" } });
    expect(await request(`${url}/groups/keine`, "GET")).toMatchObject({ status: 404 });
    expect(await request(`${url}/groups/keine/users/search`, "POST", {})).toMatchObject({ status: 404 });
  });

  it("describes nobody where nobody logs in", async () => {
    const { url } = await startTestEngine();
    expect(await request(`${url}/authentication/me`, "GET")).toMatchObject({ status: 401 });
  });
});
