import { hashOfNobody, hashPassword, isPassword } from "../platform/password.ts";
import { appendAudit } from "./audit.ts";
import { findPerson, type Person } from "./directory.ts";
import type { Register } from "./open.ts";
import { nowOf } from "./store/values.ts";

const MAX_FAILURES = 10;
const LOCK_MS = 15 * 60_000;

/** Gives a person a local account, or a new password. Logins are compared without case. */
export async function createAccount(
  register: Register,
  input: { readonly login: string; readonly personId: string; readonly password: string; readonly demo?: boolean },
): Promise<void> {
  const login = input.login.trim().toLowerCase();
  const passwordHash = await hashPassword(input.password);
  const fresh = { passwordHash, fehlversuche: 0, gesperrtBis: null, demo: input.demo === true ? 1 : 0 };
  await register.transaction(async (tx) => {
    await tx.db
      .insertInto("account")
      .values({ login, personId: input.personId, ...fresh })
      .onConflict((conflict) => conflict.column("login").doUpdateSet(fresh))
      .execute();
    await appendAudit(tx, {
      actor: "system",
      aktion: "konto.gesetzt",
      gegenstand: "person",
      gegenstandId: input.personId,
    });
  });
}

/** The person behind login and password; undefined for a wrong one, an inactive person, or an account locked by ten failures (15 minutes). */
export async function authenticate(
  register: Register,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<Person | undefined> {
  const account = await register.db
    .selectFrom("account")
    .selectAll()
    .where("login", "=", login.trim().toLowerCase())
    .executeTakeFirst();
  const matches = await isPassword(password, account?.passwordHash ?? (await hashOfNobody));
  if (account === undefined || (account.gesperrtBis ?? "") > nowOf(register)) return undefined;
  if (!matches) {
    await noteFailure(register, account);
    return undefined;
  }
  await register.db
    .updateTable("account")
    .set({ fehlversuche: 0, gesperrtBis: null })
    .where("login", "=", account.login)
    .execute();
  const person = await findPerson(register, account.personId);
  return person?.aktiv === true ? person : undefined;
}

/** Accounts of the demo profile, shown on the log-in page. */
export async function listDemoAccounts(
  register: Register,
): Promise<{ login: string; personId: string; name: string }[]> {
  return register.db
    .selectFrom("account")
    .innerJoin("person", "person.personId", "account.personId")
    .select(["login", "account.personId", "name"])
    .where("demo", "=", 1)
    .orderBy("login")
    .execute();
}

async function noteFailure(
  register: Register,
  account: { login: string; personId: string; fehlversuche: number },
): Promise<void> {
  const locks = account.fehlversuche + 1 >= MAX_FAILURES;
  await register.db
    .updateTable("account")
    .set({
      fehlversuche: locks ? 0 : account.fehlversuche + 1,
      gesperrtBis: locks ? new Date(register.clock.now() + LOCK_MS).toISOString() : null,
    })
    .where("login", "=", account.login)
    .execute();
  if (!locks) return;
  await appendAudit(register, {
    actor: "system",
    aktion: "konto.gesperrt",
    gegenstand: "person",
    gegenstandId: account.personId,
  });
}
