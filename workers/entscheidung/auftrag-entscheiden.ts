import { z } from "zod";
import { challengeById, updateChallenge } from "../../src/register/index.ts";
import { detailsOf } from "./details.ts";
import { defineStep, protocol } from "./step.ts";

const input = z.object({
  herausforderungId: z.string(),
  sitzungId: z.string().optional(),
  beschlussAm: z.string().optional(),
  abstimmung: z.string().optional(),
  projektgruppenArt: z.string().optional(),
  projektgruppen: z.array(z.string()).optional(),
  auftragEndetAm: z.string().optional(),
  externAn: z.string().optional(),
  pruefdatumAm: z.string().optional(),
});

/** The secretary records what the Lenkungsgruppe decided about the mandate: granted, denied, postponed, asked back, passed on. */
export const auftragEntscheiden = defineStep({ schritt: "auftrag-entscheiden", input }, async (job, given) => {
  const { herausforderungId, sitzungId, beschlussAm, abstimmung, ...rest } = given;
  await protocol(job, {
    herausforderungId,
    sitzungId,
    beschlussAm,
    abstimmung,
    gremiumId: "lenkungsgruppe",
    details: detailsOf(rest),
  });
  const { projektgruppenArt } = given;
  const vertagungen =
    job.ergebnis === "vertagt" ? (await challengeById(job.tx, herausforderungId)).vertagungen + 1 : undefined;
  await updateChallenge(job.tx, { herausforderungId, projektgruppenArt, vertagungen, actor: job.actor });
  return {};
});
