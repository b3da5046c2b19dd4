import { z } from "zod";
import { mandateById, measuresOf, proposeMeasures, submitSolution } from "../../src/register/index.ts";
import { defineStep, protocol, type StepJob } from "./step.ts";

const input = z.object({ herausforderungId: z.string().optional(), auftragId: z.string() });
const outcome = z.enum(["vorgelegt", "keine_loesung", "frist_abgelaufen"]);
const LONGEST_TITLE = 120;

/** A project group hands in its solution, says that there is none, or its term is over. */
export const loesungVorlegen = defineStep(
  { schritt: "loesung-vorlegen", input },
  async (job, { herausforderungId, auftragId }) => {
    const ergebnis = outcome.parse(job.ergebnis);
    await protocol(job, { herausforderungId, auftragId });
    if (ergebnis === "vorgelegt") await keepAsMeasure(job, auftragId);
    await submitSolution(job.tx, { auftragId, ergebnis, actor: job.actor });
    return {};
  },
);

/** Who writes the solution as one text instead of listing measures has proposed one measure. */
async function keepAsMeasure({ tx, texts, actor }: StepJob, auftragId: string): Promise<void> {
  const text = texts["loesungText"];
  if (text === undefined) return;
  const { herausforderungId } = await mandateById(tx, auftragId);
  const isListed = (await measuresOf(tx, herausforderungId)).some((measure) => measure.auftragId === auftragId);
  if (isListed) return;
  const [line = text] = text.split("\n");
  const massnahmen = [{ titel: line.slice(0, LONGEST_TITLE), beschreibung: text }];
  await proposeMeasures(tx, { herausforderungId, auftragId, massnahmen, actor });
}
