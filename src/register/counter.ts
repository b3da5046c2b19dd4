import { inBerlin } from "../domain/working-days.ts";
import { formatReference, type ReferenceKind } from "../domain/reference-number.ts";
import type { Register } from "./open.ts";
import { nowOf } from "./store/values.ts";

/** The next number of a counter, from 1 without gaps; holds the row until the transaction ends, so two writers never share one. */
export async function nextNumber(tx: Register, name: string): Promise<number> {
  const { wert } = await tx.db
    .insertInto("counter")
    .values({ name, wert: 1 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet((eb) => ({ wert: eb("counter.wert", "+", 1) })))
    .returning("wert")
    .executeTakeFirstOrThrow();
  return wert;
}

/** The next reference of this year: HF-2026-014, M-2026-0007, A-2026-003. */
export async function nextReference(tx: Register, kind: ReferenceKind): Promise<string> {
  const { year } = inBerlin(nowOf(tx));
  return formatReference(kind, year, await nextNumber(tx, `${kind}-${year}`));
}
