import { z } from "zod";
import { answerFeedback } from "../../src/register/index.ts";
import { defineStep } from "./step.ts";

const input = z.object({ rueckmeldeRundeId: z.string(), cmStelleId: z.string(), antwort: z.string().optional() });

/** A CM-Stelle says how the solution works; the comment stays in the register. */
export const rueckmeldungGeben = defineStep(
  { schritt: "rueckmeldung-geben", input },
  async (job, { rueckmeldeRundeId, cmStelleId }) => {
    const { tx, actor, texts } = job;
    await answerFeedback(tx, {
      rueckmeldeRundeId,
      cmStelleId,
      antwort: job.ergebnis,
      kommentarText: texts["kommentarText"],
      actor,
    });
    return {};
  },
);
