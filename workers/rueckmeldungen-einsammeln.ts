import { z } from "zod";
import { closeFeedbackRound, openFeedbackRound, type Register } from "../src/register/index.ts";
import { complete, defineWorker, VariablesInvalid } from "./define-worker.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const input = z.object({
  ...present,
  herausforderungId: z.string(),
  rueckmeldeRunde: z.literal([1, 2]),
  aktion: z.enum(["oeffnen", "schliessen"]),
  rueckmeldeRundeId: z.string().optional(),
});

const round = z.object({ rueckmeldeRundeId: z.string() });

/** Opens a feedback round for every CM-Stelle in scope, or closes it; whoever has not answered then counts as `unbekannt`. */
export const rueckmeldungenEinsammeln = defineWorker(
  {
    type: "rueckmeldungen-einsammeln",
    input,
    output: z.object({
      rueckmeldeRundeId: z.string(),
      cmStellen: z.array(z.object({ cmStelleId: z.string(), gruppe: z.string() })).optional(),
    }),
  },
  ({ register }: { register: Register }) =>
    async ({ input: job }) => {
      const at = registerAt(register, job.jetzt);
      if (job.aktion === "oeffnen") {
        const { rueckmeldeRundeId, cmStellen } = await openFeedbackRound(at, {
          herausforderungId: job.herausforderungId,
          nummer: job.rueckmeldeRunde,
        });
        return complete({
          rueckmeldeRundeId,
          cmStellen: cmStellen.map(({ cmStelleId, gruppe }) => ({ cmStelleId, gruppe })),
        });
      }
      const { rueckmeldeRundeId } = roundOf(job);
      await closeFeedbackRound(at, { rueckmeldeRundeId });
      return complete({ rueckmeldeRundeId });
    },
);

/** A round can only be closed by its id. */
function roundOf(job: z.output<typeof input>): z.output<typeof round> {
  const parsed = round.safeParse(job);
  if (!parsed.success) throw new VariablesInvalid(parsed.error);
  return parsed.data;
}
