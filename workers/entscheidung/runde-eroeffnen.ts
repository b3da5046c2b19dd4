import { z } from "zod";
import { openNextRound } from "../../src/register/index.ts";
import { momentOrDay } from "../present.ts";
import { mandateVariables } from "./mandate-variables.ts";
import { defineStep, protocol } from "./step.ts";

const input = z.object({
  herausforderungId: z.string(),
  einstieg: z.enum(["projektgruppe", "auftrag"]),
  auftragEndetAm: momentOrDay.optional(),
});

/** Opens the linked challenge of the next round: with the same groups and a longer term, or at the KI-Leitung. */
export const rundeEroeffnen = defineStep(
  { schritt: "runde-eroeffnen", input },
  async (job, { herausforderungId, einstieg, auftragEndetAm }) => {
    await protocol(job, { herausforderungId, details: { einstieg } });
    const next = await openNextRound(job.tx, {
      herausforderungId,
      einstieg,
      endetAm: auftragEndetAm,
      actor: job.actor,
    });
    return {
      folgeHerausforderungId: next.folgeHerausforderungId,
      folgeAuftraege: next.auftraege.map(mandateVariables),
    };
  },
);
