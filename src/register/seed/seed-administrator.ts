import { createAccount } from "../accounts.ts";
import type { Register } from "../open.ts";
import { nowOf } from "../store/values.ts";

/** Login and id of the first person of an installation without demo. */
const FIRST_ADMINISTRATOR = "admin";

/** Gives an installation without any account its first one, an administrator; does nothing when there are accounts. Returns whether it was made. */
export async function seedAdministrator(register: Register, password: string): Promise<boolean> {
  if (await hasAccounts(register)) return false;
  await register.transaction(async (tx) => {
    await tx.db
      .insertInto("person")
      .values({
        personId: FIRST_ADMINISTRATOR,
        name: "Administration",
        email: "",
        sprache: "de",
        digest: "aus",
        aktiv: 1,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const role = { role: "administration", orgUnitId: "", istVertretung: 0, von: nowOf(tx), bis: null } as const;
    await tx.db
      .insertInto("roleAssignment")
      .values({ personId: FIRST_ADMINISTRATOR, ...role })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  await createAccount(register, { login: FIRST_ADMINISTRATOR, personId: FIRST_ADMINISTRATOR, password });
  return true;
}

/** Whether anybody can log in. */
export async function hasAccounts(register: Register): Promise<boolean> {
  return (await register.db.selectFrom("account").select("login").limit(1).execute()).length > 0;
}
