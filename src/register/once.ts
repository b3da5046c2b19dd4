import { z } from "zod";
import type { Register } from "./open.ts";
import { nowOf, type JsonValue } from "./store/values.ts";

/**
 * Runs work once per key and keeps its result: a job that is delivered again gets the same answer and changes nothing.
 * The key is taken first, so of two that run at the same time one waits and then reads the other's result.
 */
export function once<T extends JsonValue>(
  register: Register,
  { schluessel, ergebnis }: { readonly schluessel: string; readonly ergebnis: z.ZodType<T> },
  work: (tx: Register) => Promise<T>,
): Promise<T> {
  return register.transaction(async (tx) => {
    const taken = await tx.db
      .insertInto("once")
      .values({ schluessel, ergebnis: "null", am: nowOf(tx) })
      .onConflict((conflict) => conflict.column("schluessel").doNothing())
      .returning("schluessel")
      .executeTakeFirst();
    if (taken === undefined) return ergebnis.parse(JSON.parse(await stored(tx, schluessel)));
    const result = await work(tx);
    await tx.db
      .updateTable("once")
      .set({ ergebnis: JSON.stringify(result) })
      .where("schluessel", "=", schluessel)
      .execute();
    return result;
  });
}

async function stored(tx: Register, schluessel: string): Promise<string> {
  const row = await tx.db
    .selectFrom("once")
    .select("ergebnis")
    .where("schluessel", "=", schluessel)
    .executeTakeFirstOrThrow();
  return row.ergebnis;
}
