import { appendAudit } from "./audit.ts";
import type { Register } from "./open.ts";
import { nowOf, type JsonValue } from "./store/values.ts";
import { z } from "zod";

/** Settings the register itself reads, with their defaults: window in months (null = unlimited), days, working days, months. */
const DEFAULTS = {
  "schwelle.anzahl": 2,
  "schwelle.fensterMonate": 12,
  "sitzung.vorlagenfristTage": 14,
  "frist.beschlussErfassenArbeitstage": 5,
  "projektgruppe.laufzeitMonate": 6,
} as const satisfies Record<string, number>;

/** Name of a number the register reads from its settings. */
export type NumberSetting = keyof typeof DEFAULTS;

const NUMBER = z.number().nullable();

/** A setting's value as JSON; undefined when it was never set. */
export async function getSetting(register: Register, schluessel: string): Promise<unknown> {
  const row = await register.db
    .selectFrom("setting")
    .select("wert")
    .where("schluessel", "=", schluessel)
    .executeTakeFirst();
  return row === undefined ? undefined : JSON.parse(row.wert);
}

/** Sets a value; it applies to what begins afterwards, never to what is running. The log keeps the old and the new one. */
export async function setSetting(
  register: Register,
  { schluessel, wert, actor }: { readonly schluessel: string; readonly wert: JsonValue; readonly actor: string },
): Promise<void> {
  await register.transaction(async (tx) => {
    const before = z
      .json()
      .optional()
      .parse(await getSetting(tx, schluessel));
    const row = { schluessel, wert: JSON.stringify(wert), geaendertAm: nowOf(tx), actor };
    await tx.db
      .insertInto("setting")
      .values(row)
      .onConflict((conflict) => conflict.column("schluessel").doUpdateSet(row))
      .execute();
    const details = { vorher: before ?? null, nachher: wert };
    await appendAudit(tx, {
      actor,
      aktion: "einstellung",
      gegenstand: "einstellung",
      gegenstandId: schluessel,
      details,
    });
  });
}

/** A number of the settings or its default; null means "unlimited" where the setting allows it. */
export async function numberSetting(register: Register, schluessel: NumberSetting): Promise<number | null> {
  const value = await getSetting(register, schluessel);
  return value === undefined ? DEFAULTS[schluessel] : NUMBER.parse(value);
}
