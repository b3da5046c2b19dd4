import { z } from "zod";
import { advanceReport } from "../../src/register/index.ts";
import { rewriteReport } from "./report-content.ts";
import { defineStep, protocol } from "./step.ts";

/** A question to the author was answered, or the time for it is over; either way the report goes back to the check. */
export const rueckfrageBeantworten = defineStep(
  { schritt: "rueckfrage-beantworten", input: z.object({ meldungId: z.string() }) },
  async (job, { meldungId }) => {
    await rewriteReport(job.tx, { meldungId, texts: job.texts, actor: job.actor });
    await protocol(job, { meldungId });
    await advanceReport(job.tx, { meldungId, status: "in_pruefung", actor: job.actor });
    return {};
  },
);
