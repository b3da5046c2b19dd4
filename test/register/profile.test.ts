import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  listBodies,
  listGroups,
  listMeetings,
  listOrgUnits,
  loadProfile,
  openRegister,
  profileOf,
  readProfile,
  seedRegister,
  setSetting,
  countThreshold,
} from "../../src/register/index.ts";
import { profileJsonSchema } from "../../src/register/profile/json-schema.ts";
import { challenge, seedDemo } from "./demo.ts";

const directoryOf = (id: string) => new URL(`../../municipalities/${id}`, import.meta.url).pathname;
const rsk = await readFile(`${directoryOf("rsk-2021")}/profile.yaml`, "utf8");
const clock = { now: () => Date.parse("2026-01-05T08:00:00Z") };

it("publishes the schema that editors use, as the program checks it", async () => {
  const published = await readFile(new URL("../../municipalities/profile.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(published)).toEqual(JSON.parse(profileJsonSchema()));
});

describe("a profile with a fault is refused with its place and the way out", () => {
  it.each([
    [
      "a body that is not there",
      "{ gremium: pg-wohnen, funktion: leitung }",
      "{ gremium: pg-wohnung, funktion: leitung }",
      'personen.wanda-wohnfall.gremien: Expected an id that exists, but "pg-wohnung" names nothing; did you mean',
    ],
    [
      "an office that is not there",
      "stelle: cm-stelle-hennef",
      "stelle: cm-stelle-honnef",
      'personen.hanna-probe.rollen.stelle: Expected an id that exists, but "cm-stelle-honnef" names nothing; did you mean',
    ],
    [
      "a theme that is not there",
      "themen: [wohnen]",
      "themen: [wonen]",
      'gremien.pg-wohnen.themen: Expected an id that exists, but "wonen" names nothing',
    ],
    [
      "an id given twice",
      "id: mira-muster",
      "id: sami-beispiel",
      'personen: Expected each id once, but "sami-beispiel" is given twice',
    ],
    ["an unknown word", "stand:", "standt:", "standt"],
    ["a wrong number", "anzahl: 2", "anzahl: 0", "schwelle.anzahl"],
    [
      "a pattern that is none",
      "'RSK-\\d{2}",
      "'RSK-(\\d{2}",
      "eingabepruefung.aktenzeichenMuster: Expected a regular expression",
    ],
    ["no steering group", "art: lenkungsgruppe", "art: cm-treffen", "Expected exactly one body of art lenkungsgruppe"],
    ["no YAML", "id: rsk-2021", "id: [", "to be YAML"],
  ])("%s", (...[, right, wrong, sentence]) => {
    expect(rsk).toContain(right);
    expect(() => readProfile("profile.yaml", rsk.replace(right, wrong))).toThrow(sentence);
  });

  it("a folder without a profile", async () => {
    await expect(loadProfile("/nowhere")).rejects.toMatchObject({ code: "PROFILE_INVALID" });
  });
});

describe("acceptance 26: guetersloh needs no code", () => {
  it("brings its own names, half-yearly calendar, source and threshold, and no Module 3", async () => {
    const register = await openRegister({ file: ":memory:", clock });
    const profile = await loadProfile(directoryOf("guetersloh"));
    await seedRegister(register, { ...profile, demoAccounts: [] }, { demo: true });
    expect((await listOrgUnits(register)).filter(({ modul }) => modul === 3)).toEqual([]);
    const groups = new Map((await listGroups(register)).map(({ groupId, name }) => [groupId, name]));
    expect([groups.get("cm-koordination"), groups.get("lenkungsgruppe")]).toEqual([
      "KIM-Koordination",
      "Lenkungsgruppe KIM",
    ]);
    expect(
      (await listMeetings(register, { gremiumId: "lenkungsgruppe" })).slice(0, 2).map(({ sitzungId }) => sitzungId),
    ).toEqual(["lenkungsgruppe-2026-04-22", "lenkungsgruppe-2026-10-28"]);
    const { codeLists, begriffe } = await profileOf(register);
    expect(codeLists.quellen.map(({ id }) => id)).toContain("planungskonferenz");
    expect(begriffe["herausforderung"]).toBe("generatives Thema");
    const herausforderungId = await challenge(register, "cm-verl", "cm-rietberg");
    expect(await countThreshold(register, herausforderungId)).toMatchObject({ anzahlCmStellen: 2, schwelleAnzahl: 3 });
    await register.close();
  });
});

describe("seeding", () => {
  it("changes nothing the second time and leaves what people have set", async () => {
    const register = await openRegister({ file: ":memory:", clock });
    await seedDemo(register);
    await setSetting(register, { schluessel: "schwelle.anzahl", wert: 5, actor: "ada-admin" });
    const count = () =>
      register.db.selectFrom("auditEntry").select("sequenz").orderBy("sequenz", "desc").executeTakeFirstOrThrow();
    const before = await count();
    await seedDemo(register);
    expect(await count()).toEqual(before);
    const changed = readProfile("profile.yaml", rsk.replace("name: Projektgruppe Wohnen", "name: Wohnrunde"));
    await seedRegister(register, { ...changed, demoAccounts: [] }, { demo: true });
    expect((await listBodies(register)).find(({ gremiumId }) => gremiumId === "pg-wohnen")?.name).toBe("Wohnrunde");
    const herausforderungId = await challenge(register, "cm-stelle-hennef");
    expect(await countThreshold(register, herausforderungId)).toMatchObject({ schwelleAnzahl: 5 });
    await register.close();
  });

  it("gives every demo role an account whose person exists", async () => {
    for (const id of ["rsk-2021", "guetersloh"]) {
      const profile = await loadProfile(directoryOf(id));
      expect(profile.demoAccounts.length).toBeGreaterThan(6);
      for (const { personId } of profile.demoAccounts)
        expect(profile.file.personen.map((person) => person.id)).toContain(personId);
    }
  });
});
