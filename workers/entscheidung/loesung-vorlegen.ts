import { z } from "zod";
import { mandateById, measuresOf, proposeMeasures, submitSolution } from "../../src/register/index.ts";
import { defineStep, protocol, type StepJob } from "./step.ts";

const input = z.object({ herausforderungId: z.string().optional(), auftragId: z.string() });
const outcome = z.enum(["vorgelegt", "keine_loesung", "frist_abgelaufen"]);
const LONGEST_TITLE = 120;

/** A project group hands in its solution, says that there is none, or its term is over; gives the ids of its measures. */
export const loesungVorlegen = defineStep(
  { schritt: "loesung-vorlegen", input },
  async (job, { herausforderungId, auftragId }) => {
    const ergebnis = outcome.parse(job.ergebnis);
    await protocol(job, { herausforderungId, auftragId });
    if (ergebnis === "vorgelegt") await keepAsMeasures(job, auftragId);
    await submitSolution(job.tx, { auftragId, ergebnis, actor: job.actor });
    return { massnahmen: await proposedBy(job.tx, auftragId) };
  },
);

/** Who writes the solution as text proposes a measure with each line. */
async function keepAsMeasures({ tx, texts, actor }: StepJob, auftragId: string): Promise<void> {
  const lines = (texts["loesungText"] ?? "").split("\n").map((line) => line.trim());
  const massnahmen = lines
    .filter((line) => line !== "")
    .map((line) => ({ titel: line.slice(0, LONGEST_TITLE), beschreibung: line }));
  if (massnahmen.length === 0) return;
  const { herausforderungId } = await mandateById(tx, auftragId);
  await proposeMeasures(tx, { herausforderungId, auftragId, massnahmen, actor });
}

async function proposedBy(tx: StepJob["tx"], auftragId: string): Promise<string[]> {
  const { herausforderungId } = await mandateById(tx, auftragId);
  const measures = await measuresOf(tx, herausforderungId);
  const own = measures.filter((measure) => measure.auftragId === auftragId && measure.status === "vorgeschlagen");
  return own.map(({ massnahmeId }) => massnahmeId);
}
