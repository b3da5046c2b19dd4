import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { appendAudit } from "./audit.ts";
import { findPerson, type Person } from "./directory.ts";
import type { Register } from "./open.ts";
import { nowOf } from "./store/values.ts";

const COST = { N: 16384, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MAX_FAILURES = 10;
const LOCK_MS = 15 * 60_000;

/** Checked against when the login is unknown, so that its answer takes as long as a wrong password's. */
const NOBODY = hashWith("", Buffer.alloc(SALT_BYTES));

/** Gives a person a local account, or a new password. Logins are compared without case. */
export async function createAccount(
  register: Register,
  input: { readonly login: string; readonly personId: string; readonly password: string; readonly demo?: boolean },
): Promise<void> {
  const login = input.login.trim().toLowerCase();
  const passwordHash = await hashWith(input.password, randomBytes(SALT_BYTES));
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
  const matches = await verify(password, account?.passwordHash ?? (await NOBODY));
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

async function hashWith(password: string, salt: Buffer): Promise<string> {
  const key = await derive(password, salt);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64"), key.toString("base64")].join("$");
}

async function verify(password: string, stored: string): Promise<boolean> {
  const [, , , , salt = "", expected = ""] = stored.split("$");
  const key = await derive(password, Buffer.from(salt, "base64"));
  const wanted = Buffer.from(expected, "base64");
  return wanted.length === key.length && timingSafeEqual(wanted, key);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, COST, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
