import { Temporal } from "temporal-polyfill";
import { TIME_ZONE } from "../../domain/working-days.ts";
import { meetingDates } from "../meetings.ts";
import type { Register } from "../open.ts";
import type { Profile } from "../profile/profile.ts";

/** Puts the profile's calendar into the register; a meeting that is there under its id stays, even when it was moved since. */
export async function seedMeetings(tx: Register, { file }: Profile): Promise<void> {
  const planned = file.gremien.flatMap(({ id, ort, sitzungen }) =>
    sitzungen.map((local) => ({ gremiumId: id, ort, local })),
  );
  if (planned.length === 0) return;
  const toDates = await meetingDates(tx);
  const rows = planned.map(({ gremiumId, ort, local }) => ({
    sitzungId: `${gremiumId}-${local.slice(0, "2026-05-20".length)}`,
    gremiumId,
    ort,
    status: "geplant",
    ...toDates(Temporal.PlainDateTime.from(local).toZonedDateTime(TIME_ZONE).toInstant().toString()),
  }));
  await tx.db
    .insertInto("sitzung")
    .values(rows)
    .onConflict((conflict) => conflict.column("sitzungId").doNothing())
    .execute();
}
