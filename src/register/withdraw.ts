import { isBeforeAgenda } from "../domain/challenge-state.ts";
import { challengeOfReport, refreshLists, reportsOfChallenge } from "./attach-report.ts";
import type { Register } from "./open.ts";
import { reportById } from "./reports.ts";
import { advanceReport, stateOf } from "./status.ts";
import { nowOf } from "./store/values.ts";
import { recordTexts } from "./texts.ts";

/** What a withdrawal did; `vermerkt`: the mandate's question is already with the Lenkungsgruppe, so it goes on. */
export interface Withdrawal {
  readonly herausforderungId: string | null;
  readonly wirkung: "zurueckgezogen" | "vermerkt";
  /** Accepted reports that are left. */
  readonly aktiveMeldungen: number;
}

/** Takes a report back; it is counted no longer. Throws NotFound, TransitionNotAllowed for one that is refused already. */
export async function withdrawReport(
  register: Register,
  input: { readonly meldungId: string; readonly actor: string; readonly grundText?: string | undefined },
): Promise<Withdrawal> {
  return register.transaction(async (tx) => {
    const { meldungId, actor, grundText = "" } = input;
    await reportById(tx, meldungId);
    await advanceReport(tx, { meldungId, status: "zurueckgezogen", actor });
    await tx.db
      .updateTable("meldung")
      .set({ zurueckgezogenAm: nowOf(tx) })
      .where("meldungId", "=", meldungId)
      .execute();
    const herausforderungId = (await challengeOfReport(tx, meldungId)) ?? null;
    await recordTexts(tx, {
      meldungId,
      herausforderungId: herausforderungId ?? undefined,
      author: actor,
      schritt: "rueckzug",
      texts: { begruendungText: grundText },
    });
    if (herausforderungId === null) return { herausforderungId, wirkung: "zurueckgezogen", aktiveMeldungen: 0 };
    await refreshLists(tx, herausforderungId);
    const left = (await reportsOfChallenge(tx, herausforderungId)).filter(({ status }) => status === "angenommen");
    const early = isBeforeAgenda(await stateOf(tx, herausforderungId));
    return { herausforderungId, wirkung: early ? "zurueckgezogen" : "vermerkt", aktiveMeldungen: left.length };
  });
}
