import { z } from "zod";
import type { Register } from "./open.ts";
import { nowOf, type JsonValue } from "./store/values.ts";

/** Something an administrator has to look at; `schluessel` is one per cause. */
export interface Alert {
  readonly schluessel: string;
  readonly art: string;
  readonly details: JsonValue;
  readonly am: string;
}

/** Raises an alert; an open one with the same key stays as it is, a closed one opens again. */
export async function raiseAlert(
  register: Register,
  {
    schluessel,
    art,
    details = {},
  }: { readonly schluessel: string; readonly art: string; readonly details?: JsonValue },
): Promise<void> {
  const row = { schluessel, art, details: JSON.stringify(details), am: nowOf(register), erledigtAm: null };
  await register.db
    .insertInto("alert")
    .values(row)
    .onConflict((conflict) => conflict.column("schluessel").doUpdateSet(row).where("alert.erledigtAm", "is not", null))
    .execute();
}

/** Open alerts, newest first. */
export async function listAlerts(register: Register): Promise<Alert[]> {
  const rows = await register.db
    .selectFrom("alert")
    .selectAll()
    .where("erledigtAm", "is", null)
    .orderBy("am", "desc")
    .execute();
  return rows.map(({ schluessel, art, details, am }) => ({
    schluessel,
    art,
    details: z.json().parse(JSON.parse(details)),
    am,
  }));
}

/** Marks an alert as dealt with. */
export async function closeAlert(register: Register, { schluessel }: { readonly schluessel: string }): Promise<void> {
  await register.db
    .updateTable("alert")
    .set({ erledigtAm: nowOf(register) })
    .where("schluessel", "=", schluessel)
    .execute();
}
