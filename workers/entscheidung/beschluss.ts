import { z } from "zod";
import { decideMeasures, decideSolution, measuresOf, updateChallenge } from "../../src/register/index.ts";
import { detailsOf } from "./details.ts";
import { mandateVariables } from "./mandate-variables.ts";
import { defineStep, protocol, type StepJob, type StepOutput } from "./step.ts";

const input = z.object({
  herausforderungId: z.string(),
  sitzungId: z.string().optional(),
  beschlussAm: z.string().optional(),
  abstimmung: z.string().optional(),
  oeffentlichkeit: z.string().optional(),
  angenommeneMassnahmen: z.array(z.string()).optional(),
  zurueckgegebeneMassnahmen: z.array(z.string()).optional(),
  rueckgabeBis: z.string().optional(),
  externAn: z.string().optional(),
  pruefdatumAm: z.string().optional(),
});

type Input = z.output<typeof input>;

/** The secretary records what the Lenkungsgruppe decided about the solutions and about publicity; returned measures go on as a linked challenge. */
export const beschluss = defineStep({ schritt: "beschluss", input }, async (job, given) => {
  const { herausforderungId, sitzungId, beschlussAm, abstimmung, oeffentlichkeit, ...rest } = given;
  const details = detailsOf({ ...rest, oeffentlichkeit });
  await protocol(job, { herausforderungId, sitzungId, beschlussAm, abstimmung, gremiumId: "lenkungsgruppe", details });
  if (oeffentlichkeit !== undefined)
    await updateChallenge(job.tx, { herausforderungId, oeffentlichkeit, actor: job.actor });
  return decide(job, given);
});

const UNDECIDED: StepOutput = { nacharbeitId: null, nacharbeitAuftraege: [] };

async function decide(job: StepJob, given: Input): Promise<StepOutput> {
  const { tx, ergebnis, actor } = job;
  const { herausforderungId, rueckgabeBis } = given;
  const proposed = await proposedIds(tx, herausforderungId);
  switch (ergebnis) {
    case "angenommen":
      await decideMeasures(tx, { herausforderungId, angenommen: proposed, zurueckgegeben: [], actor });
      return UNDECIDED;
    case "zurueck":
      await decideMeasures(tx, { herausforderungId, angenommen: [], zurueckgegeben: proposed, rueckgabeBis, actor });
      return UNDECIDED;
    case "abgelehnt":
      await decideMeasures(tx, { herausforderungId, angenommen: [], zurueckgegeben: [], abgelehnt: proposed, actor });
      return UNDECIDED;
    case "teilweise":
      return acceptSome(job, { given, proposed });
    default:
      return UNDECIDED;
  }
}

/** What is neither ticked as accepted nor as returned counts as accepted when nothing was ticked, else as returned. */
async function acceptSome(
  { tx, actor }: StepJob,
  { given, proposed }: { given: Input; proposed: readonly string[] },
): Promise<StepOutput> {
  const { herausforderungId, rueckgabeBis } = given;
  const returned = given.zurueckgegebeneMassnahmen ?? [];
  const accepted = given.angenommeneMassnahmen ?? [];
  const angenommen = accepted.length > 0 ? accepted : proposed.filter((id) => !returned.includes(id));
  const zurueckgegeben = returned.length > 0 ? returned : proposed.filter((id) => !angenommen.includes(id));
  const { nacharbeitId, auftraege } = await decideSolution(tx, {
    herausforderungId,
    angenommen,
    zurueckgegeben,
    rueckgabeBis,
    actor,
  });
  return { nacharbeitId, nacharbeitAuftraege: auftraege.map(mandateVariables) };
}

/** Measures that are to be decided: those proposed since the last decision, or, where a group proposed none anew, those that came back. */
async function proposedIds(tx: StepJob["tx"], herausforderungId: string): Promise<string[]> {
  const measures = await measuresOf(tx, herausforderungId);
  const proposed = measures.filter(({ status }) => status === "vorgeschlagen");
  const open = proposed.length > 0 ? proposed : measures.filter(({ status }) => status === "zurueckgegeben");
  return open.map(({ massnahmeId }) => massnahmeId);
}
