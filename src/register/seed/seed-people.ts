import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";

/** Roles and seats of the profile's people hold from before any clock of a demo. */
const ALWAYS = { von: "2000-01-01T00:00:00.000Z", bis: null } as const;

type SeededPerson = Profile["file"]["personen"][number];

/** Writes the profile's people, their roles and seats; a person who is there keeps language and mail settings. */
export async function seedPeople(tx: Register, { file }: Profile): Promise<void> {
  if (file.personen.length === 0) return;
  await tx.db
    .insertInto("person")
    .values(
      file.personen.map(({ id, name, email, sprache, digest }) => ({
        personId: id,
        name,
        email,
        sprache,
        digest,
        aktiv: 1,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column("personId")
        .doUpdateSet((eb) => ({ name: eb.ref("excluded.name"), email: eb.ref("excluded.email") })),
    )
    .execute();
  await seedRoles(tx, file.personen);
  await seedSeats(tx, file.personen);
}

async function seedRoles(tx: Register, people: readonly SeededPerson[]): Promise<void> {
  const rows = people.flatMap(({ id, rollen }) =>
    rollen.map(({ rolle, stelle, vertretung }) => ({
      personId: id,
      role: rolle,
      orgUnitId: stelle ?? "",
      istVertretung: vertretung ? 1 : 0,
      ...ALWAYS,
    })),
  );
  if (rows.length === 0) return;
  await tx.db
    .insertInto("roleAssignment")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function seedSeats(tx: Register, people: readonly SeededPerson[]): Promise<void> {
  const rows = people.flatMap(({ id, gremien }) =>
    gremien.map(({ gremium, funktion, stimmrecht, vertretung }) => ({
      gremiumId: gremium,
      personId: id,
      funktion,
      stimmrecht,
      istVertretung: vertretung ? 1 : 0,
      ...ALWAYS,
    })),
  );
  if (rows.length === 0) return;
  await tx.db
    .insertInto("membership")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
