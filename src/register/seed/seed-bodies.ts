import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";
import { writeList } from "../store/values.ts";

/** Writes units and bodies in the order of the profile, parents before children. */
export async function seedBodies(tx: Register, { file }: Profile): Promise<void> {
  for (const [rang, unit] of inOrder(file.einheiten).entries()) {
    const row = {
      parentId: unit.uebergeordnet ?? null,
      name: unit.name,
      art: unit.art,
      traeger: unit.traeger ?? null,
      modul: unit.modul ?? null,
      kommuneId: unit.kommune ?? null,
      rang,
    };
    await tx.db
      .insertInto("orgUnit")
      .values({ ...row, orgUnitId: unit.id, nachfolgerId: null, aktiv: 1 })
      .onConflict((conflict) => conflict.column("orgUnitId").doUpdateSet(row))
      .execute();
  }
  for (const [rang, body] of file.gremien.entries()) {
    const row = {
      name: body.name,
      art: body.art,
      bezug: body.bezug ?? null,
      themen: writeList(body.themen),
      kommunen: writeList(body.kommunen),
      laufzeitMonate: body.laufzeitMonate ?? null,
      rang,
    };
    await tx.db
      .insertInto("gremium")
      .values({ ...row, gremiumId: body.id, aktiv: 1 })
      .onConflict((conflict) => conflict.column("gremiumId").doUpdateSet(row))
      .execute();
  }
}

type Unit = Profile["file"]["einheiten"][number];

/** A unit whose parent has not come yet waits for it; units in a circle come last and the database refuses them. */
function inOrder(units: readonly Unit[]): Unit[] {
  const done: Unit[] = [];
  let waiting = [...units];
  while (waiting.length > 0) {
    const ready = waiting.filter(
      ({ uebergeordnet }) => uebergeordnet === undefined || done.some(({ id }) => id === uebergeordnet),
    );
    if (ready.length === 0) return [...done, ...waiting];
    done.push(...ready);
    waiting = waiting.filter((unit) => !ready.includes(unit));
  }
  return done;
}
