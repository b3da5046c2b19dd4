import { NotFound } from "../errors.ts";
import type { Register } from "../open.ts";
import { toProfile, type Profile } from "./profile.ts";
import { PROFILE_FILE } from "./schema.ts";

const READ = new WeakMap<Register, { readonly stamp: string; readonly profile: Profile }>();

/** The profile that was seeded last. Throws NotFound before any was. Read again only after it changed: pages ask for it all the time. */
export async function profileOf(register: Register): Promise<Profile> {
  const latest = await register.db
    .selectFrom("municipality")
    .select(["municipalityId", "seededAt"])
    .orderBy("seededAt", "desc")
    .executeTakeFirst();
  if (latest === undefined) throw new NotFound("profile", "of this register");
  const stamp = `${latest.municipalityId} ${latest.seededAt}`;
  const known = READ.get(register);
  if (known?.stamp === stamp) return known.profile;
  const row = await register.db
    .selectFrom("municipality")
    .select("profile")
    .where("municipalityId", "=", latest.municipalityId)
    .executeTakeFirstOrThrow();
  const profile = toProfile(PROFILE_FILE.parse(JSON.parse(row.profile)));
  READ.set(register, { stamp, profile });
  return profile;
}
