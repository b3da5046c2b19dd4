import { z } from "zod";
import { acceptMandate, declineMandate } from "../../src/register/index.ts";
import { defineStep, protocol } from "./step.ts";

/** A project group's lead takes the mandate, refuses it, or has not answered in time. */
export const auftragAnnehmen = defineStep(
  { schritt: "auftrag-annehmen", input: z.object({ herausforderungId: z.string().optional(), auftragId: z.string() }) },
  async (job, { herausforderungId, auftragId }) => {
    const { tx, actor } = job;
    await protocol(job, { herausforderungId, auftragId });
    if (job.ergebnis === "angenommen") await acceptMandate(tx, { auftragId, actor });
    else await declineMandate(tx, { auftragId, actor });
    return {};
  },
);
