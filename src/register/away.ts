import { sql } from "kysely";
import type { Register } from "./open.ts";

/** Whether the database does not answer at the moment: what failed meanwhile may work later. */
export async function isRegisterAway(register: Register): Promise<boolean> {
  try {
    await sql`select 1`.execute(register.db);
    return false;
  } catch {
    // Whatever keeps this from working keeps everything from working.
    return true;
  }
}
