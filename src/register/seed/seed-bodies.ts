import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";
import { writeList } from "../store/values.ts";

/** Writes units and bodies in the order of the profile, parents before children. */
export async function seedBodies(tx: Register, { file }: Profile): Promise<void> {
  await tx.db
    .insertInto("orgUnit")
    .values(inOrder(file.einheiten).map(toUnitRow))
    .onConflict((conflict) =>
      conflict.column("orgUnitId").doUpdateSet((eb) => ({
        parentId: eb.ref("excluded.parentId"),
        name: eb.ref("excluded.name"),
        art: eb.ref("excluded.art"),
        traeger: eb.ref("excluded.traeger"),
        modul: eb.ref("excluded.modul"),
        kommuneId: eb.ref("excluded.kommuneId"),
        rang: eb.ref("excluded.rang"),
      })),
    )
    .execute();
  await tx.db
    .insertInto("gremium")
    .values(file.gremien.map(toBodyRow))
    .onConflict((conflict) =>
      conflict.column("gremiumId").doUpdateSet((eb) => ({
        name: eb.ref("excluded.name"),
        art: eb.ref("excluded.art"),
        bezug: eb.ref("excluded.bezug"),
        themen: eb.ref("excluded.themen"),
        kommunen: eb.ref("excluded.kommunen"),
        laufzeitMonate: eb.ref("excluded.laufzeitMonate"),
        rang: eb.ref("excluded.rang"),
      })),
    )
    .execute();
}

type Unit = Profile["file"]["einheiten"][number];

function toUnitRow(unit: Unit, rang: number) {
  return {
    orgUnitId: unit.id,
    parentId: unit.uebergeordnet ?? null,
    name: unit.name,
    art: unit.art,
    traeger: unit.traeger ?? null,
    modul: unit.modul ?? null,
    kommuneId: unit.kommune ?? null,
    nachfolgerId: null,
    aktiv: 1,
    rang,
  };
}

function toBodyRow(body: Profile["file"]["gremien"][number], rang: number) {
  return {
    gremiumId: body.id,
    name: body.name,
    art: body.art,
    bezug: body.bezug ?? null,
    themen: writeList(body.themen),
    kommunen: writeList(body.kommunen),
    laufzeitMonate: body.laufzeitMonate ?? null,
    aktiv: 1,
    rang,
  };
}

/** A unit whose parent has not come yet waits for it; the profile's check has refused units in a circle. */
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
