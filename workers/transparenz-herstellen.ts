import { z } from "zod";
import { publishSolution, textsOf, type Register } from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { takeTexts } from "./job-texts.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const input = z.object({
  ...present,
  herausforderungId: z.string(),
  oeffentlichkeit: z.string(),
  textReferenz: z.string().optional(),
  merkblattText: z.string().optional(),
  bearbeitetVon: z.string().optional(),
});

/** Puts the solution sheet into the register for all CM-Stellen, and further if the Lenkungsgruppe decided so. */
export const transparenzHerstellen = defineWorker(
  {
    type: "transparenz-herstellen",
    input,
    output: z.looseObject({ veroeffentlichtAm: z.string() }),
  },
  ({ register }: { register: Register }) =>
    async ({ input: job }) => {
      const at = registerAt(register, job.jetzt);
      const { herausforderungId, oeffentlichkeit } = job;
      const merkblattText = job.merkblattText ?? (await sheetOf(at, job));
      const { veroeffentlichtAm } = await publishSolution(at, {
        herausforderungId,
        oeffentlichkeit,
        merkblattText,
        actor: job.bearbeitetVon ?? "system",
      });
      return complete({ veroeffentlichtAm, ...takeTexts(job).cleared });
    },
);

/** A sheet that is not handed over now was drafted before, and the register has it. */
async function sheetOf(register: Register, { textReferenz }: z.output<typeof input>): Promise<string | undefined> {
  if (textReferenz === undefined) return undefined;
  return (await textsOf(register, textReferenz)).find(({ feld }) => feld === "merkblattText")?.text;
}
