import { createAccount } from "../accounts.ts";
import { appendAudit } from "../audit.ts";
import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";
import { nowOf } from "../store/values.ts";
import { seedBodies } from "./seed-bodies.ts";
import { seedMeetings } from "./seed-meetings.ts";
import { seedPeople } from "./seed-people.ts";
import { seedSettings } from "./seed-settings.ts";

/**
 * Brings a profile into the register: new things are added, known ones take the profile's names, nothing is deleted; what was changed in
 * the settings stays. Demo people and accounts come with `demo` only. Running it again changes nothing.
 */
export async function seedRegister(
  register: Register,
  profile: Profile,
  { demo }: { readonly demo: boolean },
): Promise<void> {
  await register.transaction(async (tx) => {
    const stored = { name: profile.name, profile: JSON.stringify(profile.file), demo: demo ? 1 : 0 };
    if (await isUnchanged(tx, profile.id, stored)) return;
    await tx.db
      .insertInto("municipality")
      .values({ ...stored, municipalityId: profile.id, seededAt: nowOf(tx) })
      .onConflict((conflict) => conflict.column("municipalityId").doUpdateSet({ ...stored, seededAt: nowOf(tx) }))
      .execute();
    await seedSettings(tx, profile);
    await seedBodies(tx, profile);
    await seedMeetings(tx, profile);
    if (demo) await seedPeople(tx, profile);
    await appendAudit(tx, {
      actor: "system",
      aktion: "profil.eingespielt",
      gegenstand: "profil",
      gegenstandId: profile.id,
    });
  });
  if (demo) await seedAccounts(register, profile);
}

async function isUnchanged(
  tx: Register,
  municipalityId: string,
  wanted: { profile: string; demo: number },
): Promise<boolean> {
  const row = await tx.db
    .selectFrom("municipality")
    .selectAll()
    .where("municipalityId", "=", municipalityId)
    .executeTakeFirst();
  return row?.profile === wanted.profile && row.demo === wanted.demo;
}

/** Outside the transaction: hashing passwords takes its time, and an account that is there keeps its password. */
async function seedAccounts(register: Register, profile: Profile): Promise<void> {
  const rows = await register.db.selectFrom("account").select("login").execute();
  const known = new Set(rows.map(({ login }) => login));
  const missing = profile.demoAccounts.filter(({ login }) => !known.has(login));
  await Promise.all(missing.map((account) => createAccount(register, { ...account, demo: true })));
}
