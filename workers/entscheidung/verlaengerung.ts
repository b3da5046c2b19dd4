import { z } from "zod";
import { extendMandate } from "../../src/register/index.ts";
import { defineStep, protocol } from "./step.ts";

/** What the KI-Leitung may add to a mandate's term, once. */
const EXTENSION_MONTHS = 3;

/** The KI-Leitung extends a project group's term, or lets it end. */
export const verlaengerung = defineStep(
  { schritt: "verlaengerung", input: z.object({ herausforderungId: z.string().optional(), auftragId: z.string() }) },
  async (job, { herausforderungId, auftragId }) => {
    await protocol(job, { herausforderungId, auftragId });
    if (job.ergebnis !== "verlaengern") return {};
    const { endetAm } = await extendMandate(job.tx, { auftragId, monate: EXTENSION_MONTHS, actor: job.actor });
    return { endetAm, zwischenberichtAm: halfway(job.tx.clock.now(), Date.parse(endetAm)) };
  },
);

function halfway(fromMs: number, untilMs: number): string {
  return new Date((fromMs + untilMs) / 2).toISOString();
}
