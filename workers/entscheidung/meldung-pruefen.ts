import { z } from "zod";
import {
  advanceReport,
  attachReport,
  openChallenge,
  redactReport,
  setPersonalDataState,
} from "../../src/register/index.ts";
import { VariablesInvalid } from "../define-worker.ts";
import { defineStep, protocol, type StepJob, type StepOutput } from "./step.ts";

const input = z.object({ meldungId: z.string(), herausforderungId: z.string().optional() });
const withTarget = input.required();

/** First check of a report by the CM-Koordination: accept (new or into a challenge), ask back, refuse, redact. */
export const meldungPruefen = defineStep(
  { schritt: "meldung-pruefen", input },
  async (job, { meldungId, herausforderungId }) => {
    const attachment = await accept(job, { meldungId, herausforderungId });
    if (job.ergebnis === "geschwaerzt") await redact(job, meldungId);
    await protocol(job, { meldungId, herausforderungId: attachment?.herausforderungId });
    await moveReport(job, meldungId);
    return attachment ?? {};
  },
);

interface Accepted extends StepOutput {
  readonly herausforderungId: string;
  readonly istErste: boolean;
}

async function accept(
  { tx, ergebnis, actor, texts }: StepJob,
  report: z.output<typeof input>,
): Promise<Accepted | undefined> {
  const { meldungId } = report;
  if (ergebnis === "zuordnen") {
    const target = withTarget.safeParse(report);
    if (!target.success) throw new VariablesInvalid(target.error);
    const { herausforderungId, istErste } = await attachReport(tx, { ...target.data, actor });
    return { herausforderungId, istErste };
  }
  if (ergebnis !== "neu") return undefined;
  const { herausforderungId, istErste } = await openChallenge(tx, {
    meldungId,
    actor,
    titel: texts["titelText"],
    zusammenfassung: texts["zusammenfassungText"],
  });
  return { herausforderungId, istErste };
}

/** From Tasklist the cleaned version comes as text; the portal has redacted the report itself by then. */
async function redact({ tx, texts, actor }: StepJob, meldungId: string): Promise<void> {
  const fields = [
    ["titel", texts["titelText"]],
    ["beschreibung", texts["beschreibungText"]],
  ] as const;
  for (const [feld, text] of fields) {
    if (text !== undefined) await redactReport(tx, { meldungId, feld, text, grundKlasse: "personenbezug", actor });
  }
}

async function moveReport({ tx, ergebnis, actor }: StepJob, meldungId: string): Promise<void> {
  if (ergebnis === "rueckfrage") await advanceReport(tx, { meldungId, status: "rueckfrage", actor });
  if (ergebnis !== "zurueckgewiesen") return;
  await setPersonalDataState(tx, { meldungId, personenbezug: "gesperrt" });
  await advanceReport(tx, { meldungId, status: "eingereicht", actor });
}
