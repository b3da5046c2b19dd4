import type { Register } from "./open.ts";
import { nowOf, toUtc } from "./store/values.ts";

/** The stored text of a session that has not expired; undefined otherwise. */
export async function loadSession(register: Register, sid: string): Promise<string | undefined> {
  const row = await register.db
    .selectFrom("session")
    .select("daten")
    .where("sid", "=", sid)
    .where("laeuftAbAm", ">", nowOf(register))
    .executeTakeFirst();
  return row?.daten;
}

/** Stores a session's text until it expires. */
export async function saveSession(
  register: Register,
  { sid, daten, laeuftAbAm }: { readonly sid: string; readonly daten: string; readonly laeuftAbAm: string },
): Promise<void> {
  const change = { daten, laeuftAbAm: toUtc(laeuftAbAm) };
  await register.db
    .insertInto("session")
    .values({ sid, ...change })
    .onConflict((conflict) => conflict.column("sid").doUpdateSet(change))
    .execute();
}

/** Ends a session. */
export async function destroySession(register: Register, sid: string): Promise<void> {
  await register.db.deleteFrom("session").where("sid", "=", sid).execute();
}

/** Removes sessions that have expired. */
export async function purgeSessions(register: Register): Promise<void> {
  await register.db.deleteFrom("session").where("laeuftAbAm", "<=", nowOf(register)).execute();
}
