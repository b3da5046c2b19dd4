import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";
import { nowOf, type JsonValue } from "../store/values.ts";

/** Writes the profile's numbers and names as settings; those a person has changed since stay. */
export async function seedSettings(tx: Register, profile: Profile): Promise<void> {
  for (const [schluessel, wert] of Object.entries(settingsOf(profile))) {
    const row = { wert: JSON.stringify(wert), geaendertAm: nowOf(tx), actor: "system" };
    await tx.db
      .insertInto("setting")
      .values({ schluessel, ...row })
      .onConflict((conflict) => conflict.column("schluessel").doUpdateSet(row).where("setting.actor", "=", "system"))
      .execute();
  }
}

function settingsOf({ file }: Profile): Record<string, JsonValue> {
  return {
    "schwelle.anzahl": file.schwelle.anzahl,
    "schwelle.zaehlart": file.schwelle.zaehlart,
    "schwelle.fensterMonate": file.schwelle.fensterMonate,
    "sitzung.vorlagenfristTage": file.fristen.vorlagenfristTage,
    "frist.beschlussErfassenArbeitstage": file.fristen.beschlussErfassenArbeitstage,
    "projektgruppe.laufzeitMonate": file.fristen.projektgruppeLaufzeitMonate,
    "namen.rollen": Object.fromEntries(Object.entries(file.namen.rollen).map(([role, name]) => [role, name])),
  };
}
