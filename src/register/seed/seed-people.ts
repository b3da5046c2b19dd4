import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";

/** Roles and seats of the profile's people hold from before any clock of a demo. */
const ALWAYS = "2000-01-01T00:00:00.000Z";

/** Writes the profile's people, their roles and seats; a person who is there keeps language and mail settings. */
export async function seedPeople(tx: Register, { file }: Profile): Promise<void> {
  for (const person of file.personen) {
    await tx.db
      .insertInto("person")
      .values({
        personId: person.id,
        name: person.name,
        email: person.email,
        sprache: person.sprache,
        digest: person.digest,
        aktiv: 1,
      })
      .onConflict((conflict) => conflict.column("personId").doUpdateSet({ name: person.name, email: person.email }))
      .execute();
    await seedRoles(tx, person);
    await seedSeats(tx, person);
  }
}

type SeededPerson = Profile["file"]["personen"][number];

async function seedRoles(tx: Register, person: SeededPerson): Promise<void> {
  for (const { rolle, stelle, vertretung } of person.rollen)
    await tx.db
      .insertInto("roleAssignment")
      .values({
        personId: person.id,
        role: rolle,
        orgUnitId: stelle ?? "",
        istVertretung: vertretung ? 1 : 0,
        von: ALWAYS,
        bis: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function seedSeats(tx: Register, person: SeededPerson): Promise<void> {
  for (const { gremium, funktion, stimmrecht, vertretung } of person.gremien)
    await tx.db
      .insertInto("membership")
      .values({
        gremiumId: gremium,
        personId: person.id,
        funktion,
        stimmrecht,
        istVertretung: vertretung ? 1 : 0,
        von: ALWAYS,
        bis: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
