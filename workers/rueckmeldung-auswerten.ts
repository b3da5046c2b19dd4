import { z } from "zod";
import { countFeedback, type Register } from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

/** Counts the answers of a feedback round for the decision table; who did not answer is no obstacle. */
export const rueckmeldungAuswerten = defineWorker(
  {
    type: "rueckmeldung-auswerten",
    input: z.object({ ...present, rueckmeldeRundeId: z.string() }),
    output: z.object({
      anzahlWirksam: z.number(),
      anzahlTeilweise: z.number(),
      anzahlNichtWirksam: z.number(),
      anzahlGewertet: z.number(),
      anzahlOffen: z.number(),
    }),
  },
  ({ register }: { register: Register }) =>
    async ({ input }) =>
      complete({ ...(await countFeedback(registerAt(register, input.jetzt), input.rueckmeldeRundeId)) }),
);
