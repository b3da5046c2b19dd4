import { z } from "zod";
import { updateChallenge } from "../../src/register/index.ts";
import { defineStep, protocol } from "./step.ts";

/** The CM-Koordination reports a challenge that several CM-Stellen reported: with her own summary, not the raw reports. */
export const weiterleitungPruefen = defineStep(
  {
    schritt: "weiterleitung-pruefen",
    input: z.object({ herausforderungId: z.string(), wiedervorlageAm: z.string().optional() }),
  },
  async (job, { herausforderungId, wiedervorlageAm }) => {
    const { tx, actor, texts } = job;
    await protocol(job, { herausforderungId });
    await updateChallenge(tx, {
      herausforderungId,
      titel: texts["titelText"],
      zusammenfassung: texts["zusammenfassungText"],
      wiedervorlageAm: job.ergebnis === "ruhend" ? wiedervorlageAm : undefined,
      actor,
    });
    return {};
  },
);
