import { z } from "zod";
import { updateChallenge } from "../../src/register/index.ts";
import { detailsOf } from "./details.ts";
import { defineStep, protocol } from "./step.ts";

const input = z.object({
  herausforderungId: z.string(),
  projektgruppenArt: z.string().optional(),
  projektgruppen: z.array(z.string()).optional(),
  dringlichkeit: z.string().optional(),
});

/** The KI-Leitung forwards a challenge to the Lenkungsgruppe with a proposal, or asks back; she cannot refuse it. */
export const kiLeitung = defineStep(
  { schritt: "ki-leitung", input },
  async (job, { herausforderungId, ...proposal }) => {
    await protocol(job, { herausforderungId, details: detailsOf(proposal) });
    await updateChallenge(job.tx, {
      herausforderungId,
      projektgruppenArt: proposal.projektgruppenArt,
      actor: job.actor,
    });
    return {};
  },
);
