import { z } from "zod";
import { rewriteReport } from "./report-content.ts";
import { defineStep, protocol } from "./step.ts";

/** The author has rewritten a report that held client data, or takes it back. */
export const meldungUeberarbeiten = defineStep(
  { schritt: "meldung-ueberarbeiten", input: z.object({ meldungId: z.string() }) },
  async (job, { meldungId }) => {
    if (job.ergebnis === "eingereicht") await rewriteReport(job.tx, { meldungId, texts: job.texts, actor: job.actor });
    await protocol(job, { meldungId });
    return {};
  },
);
