import { z } from "zod";
import { detailsOf } from "./details.ts";
import { defineStep, protocol, type DecisionStep } from "./step.ts";

const input = z.object({
  herausforderungId: z.string().optional(),
  auftragId: z.string().optional(),
  sitzungId: z.string().optional(),
  projektgruppen: z.array(z.string()).optional(),
});

/** A step that changes nothing beyond the record of what was decided. */
export function recordedOnly(schritt: string): DecisionStep {
  return defineStep({ schritt, input }, async (job, { projektgruppen, ...subject }) => {
    await protocol(job, { ...subject, details: detailsOf({ projektgruppen }) });
    return {};
  });
}
