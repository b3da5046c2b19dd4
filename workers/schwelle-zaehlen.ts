import { z } from "zod";
import { challengeById, countThreshold, type Register } from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

/** Counts the distinct CM-Stellen whose reports stand behind a challenge at the moment of the job. */
export const schwelleZaehlen = defineWorker(
  {
    type: "schwelle-zaehlen",
    input: z.object({ ...present, herausforderungId: z.string() }),
    output: z.object({
      anzahlCmStellen: z.number(),
      anzahlKommunen: z.number(),
      anzahlMeldungen: z.number(),
      /** How many different CM-Stellen the municipality wants. */
      schwelleAnzahl: z.number(),
      schwelleUebersteuert: z.boolean(),
      themen: z.array(z.string()),
      kommunen: z.array(z.string()),
    }),
  },
  ({ register }: { register: Register }) =>
    async ({ input }) => {
      const at = registerAt(register, input.jetzt);
      const count = await countThreshold(at, input.herausforderungId);
      const { themen, kommunen } = await challengeById(at, input.herausforderungId);
      return complete({ ...count, themen: [...themen], kommunen: [...kommunen] });
    },
);
