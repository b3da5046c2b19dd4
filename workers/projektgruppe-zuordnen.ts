import { z } from "zod";
import { grantMandates, NoLead, once, reassignMandate, type MandateRef, type Register } from "../src/register/index.ts";
import { bpmnError, complete, defineWorker } from "./define-worker.ts";
import { identityOf } from "./job-identity.ts";
import { momentOrDay, present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const input = z.object({
  ...present,
  herausforderungId: z.string(),
  /** Proposal of the decision table. */
  zuordnung: z.object({ art: z.string().nullish(), gruppen: z.array(z.string()).nullish() }).optional(),
  /** What a person decided; goes before the proposal. */
  projektgruppen: z.array(z.string()).optional(),
  auftragEndetAm: momentOrDay.optional(),
  /** A mandate that gets another group. */
  auftragId: z.string().optional(),
  bearbeitetVon: z.string().optional(),
});

type Input = z.output<typeof input>;

const mandate = z.object({
  auftragId: z.string(),
  projektgruppeId: z.string(),
  leitungsgruppe: z.string(),
  endetAm: z.string(),
  zwischenberichtAm: z.string(),
});

/** Gives each project group its mandate: lead, members and term come from the org directory; a group nobody can lead goes back to the CM-Koordination. */
export const projektgruppeZuordnen = defineWorker(
  {
    type: "projektgruppe-zuordnen",
    input,
    output: z.object({ auftraege: z.array(mandate) }),
    bpmnErrors: ["KEINE_LEITUNG"],
  },
  ({ register }: { register: Register }) =>
    async (job) => {
      try {
        const key = { schluessel: identityOf(job), ergebnis: z.array(mandate) };
        return complete({
          auftraege: await once(registerAt(register, job.input.jetzt), key, (tx) => assign(tx, job.input)),
        });
      } catch (error) {
        if (error instanceof NoLead) return bpmnError("KEINE_LEITUNG", error.message);
        throw error;
      }
    },
);

async function assign(tx: Register, job: Input): Promise<z.output<typeof mandate>[]> {
  const { herausforderungId, auftragId, auftragEndetAm, bearbeitetVon: actor = "system" } = job;
  const [first, ...others] = groupsOf(job);
  if (first === undefined)
    throw new NoLead(`Expected a project group for ${herausforderungId}, but none was named or proposed`);
  const mandates =
    auftragId === undefined
      ? await grantMandates(tx, { herausforderungId, gruppen: [first, ...others], endetAm: auftragEndetAm, actor })
      : [await reassignMandate(tx, { auftragId, projektgruppeId: first, actor })];
  return mandates.map(toVariable);
}

function groupsOf({ projektgruppen = [], zuordnung }: Input): readonly string[] {
  return projektgruppen.length > 0 ? projektgruppen : (zuordnung?.gruppen ?? []);
}

function toVariable({
  auftragId,
  projektgruppeId,
  leitungsgruppe,
  endetAm,
  zwischenberichtAm,
}: MandateRef): z.output<typeof mandate> {
  return { auftragId, projektgruppeId, leitungsgruppe, endetAm, zwischenberichtAm };
}
