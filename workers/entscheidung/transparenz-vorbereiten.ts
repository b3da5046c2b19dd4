import { z } from "zod";
import { draftPublication } from "../../src/register/index.ts";
import { defineStep, protocol } from "./step.ts";

const input = z.object({ herausforderungId: z.string(), oeffentlichkeit: z.string().default("nur_cm_stellen") });

/** The CM-Koordination has written the solution sheet; it is kept as a draft until it may be published. */
export const transparenzVorbereiten = defineStep(
  { schritt: "transparenz-vorbereiten", input },
  async (job, { herausforderungId, oeffentlichkeit }) => {
    await protocol(job, { herausforderungId });
    const merkblatt = job.texts["merkblattText"];
    if (merkblatt !== undefined)
      await draftPublication(job.tx, { herausforderungId, oeffentlichkeit, merkblatt, actor: job.actor });
    return {};
  },
);
