import { z } from "zod";
import { detailsOf } from "./details.ts";
import { defineStep, protocol } from "./step.ts";

const input = z.object({
  herausforderungId: z.string(),
  sitzungId: z.string().optional(),
  beschlussAm: z.string().optional(),
  abstimmung: z.string().optional(),
  wirksamkeit: z.string().optional(),
  einstieg: z.string().optional(),
});

/** After the third round only the Lenkungsgruppe can decide on another one. */
export const rundeEntscheiden = defineStep({ schritt: "runde-entscheiden", input }, async (job, given) => {
  const { herausforderungId, sitzungId, beschlussAm, abstimmung, ...rest } = given;
  await protocol(job, {
    herausforderungId,
    sitzungId,
    beschlussAm,
    abstimmung,
    gremiumId: "lenkungsgruppe",
    details: detailsOf(rest),
  });
  return {};
});
