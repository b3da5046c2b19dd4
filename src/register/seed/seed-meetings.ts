import { Temporal } from "temporal-polyfill";
import { TIME_ZONE } from "../../domain/working-days.ts";
import { scheduleMeeting } from "../meetings.ts";
import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";

/** Puts the profile's calendar into the register; a meeting that is there under its id stays, even when it was moved since. */
export async function seedMeetings(tx: Register, { file }: Profile): Promise<void> {
  const rows = await tx.db.selectFrom("sitzung").select("sitzungId").execute();
  const known = new Set(rows.map(({ sitzungId }) => sitzungId));
  for (const { id, ort, sitzungen } of file.gremien) {
    for (const local of sitzungen) {
      const sitzungId = `${id}-${local.slice(0, "2026-05-20".length)}`;
      if (known.has(sitzungId)) continue;
      const sitzungAm = Temporal.PlainDateTime.from(local).toZonedDateTime(TIME_ZONE).toInstant().toString();
      await scheduleMeeting(tx, { gremiumId: id, sitzungAm, ort, sitzungId, actor: "system" });
    }
  }
}
