import { z } from "zod";
import { detailsOf } from "./details.ts";
import { defineStep, protocol } from "./step.ts";

const input = z.object({
  herausforderungId: z.string(),
  wirksamkeit: z.string().optional(),
  einstieg: z.string().optional(),
});

/** The CM-Koordination closes the loop, asks a second time, or begins a new round. */
export const rueckmeldungAbschliessen = defineStep(
  { schritt: "rueckmeldung-abschliessen", input },
  async (job, { herausforderungId, ...rest }) => {
    await protocol(job, { herausforderungId, details: detailsOf(rest) });
    return {};
  },
);
