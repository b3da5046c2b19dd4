import { z } from "zod";
import { attachTexts, once, recordTexts, textsOf, type JsonValue, type Register } from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { findStep, STEP_KEYS } from "./entscheidung/steps.ts";
import type { StepOutput } from "./entscheidung/step.ts";
import { identityOf } from "./job-identity.ts";
import { takeTexts } from "./job-texts.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const input = z.looseObject({
  ...present,
  schritt: z.string().refine((schritt) => STEP_KEYS.includes(schritt), {
    error: `expected one of ${STEP_KEYS.join(", ")}, but it is another step`,
  }),
  ergebnis: z.string(),
  meldungId: z.string().optional(),
  herausforderungId: z.string().optional(),
  auftragId: z.string().optional(),
  /** Texts that the portal has already put into the register. */
  textReferenz: z.string().optional(),
  userTaskKey: z.string().optional(),
  /** Person who completed the task; unknown when it was completed in Tasklist. */
  bearbeitetVon: z.string().optional(),
});

type Input = z.output<typeof input>;

const json: z.ZodType<JsonValue> = z.json();
const stored = z.record(z.string(), json);

/** Records what people decided at one step of the loop and does in the register what follows from it; texts leave the engine here. */
export const entscheidungProtokollieren = defineWorker(
  { type: "entscheidung-protokollieren", input, output: z.looseObject({}) },
  ({ register }: { register: Register }) =>
    async (job) => {
      const { cleared, texts } = takeTexts(job.input);
      const schluessel = identityOf(job);
      const at = registerAt(register, job.input.jetzt);
      const output = await once(at, { schluessel, ergebnis: stored }, (tx) =>
        record(tx, { job: job.input, texts, schluessel }),
      );
      return complete({ ...output, ...cleared });
    },
);

interface Recording {
  readonly job: Input;
  readonly texts: Readonly<Record<string, string>>;
  readonly schluessel: string;
}

async function record(tx: Register, { job, texts, schluessel }: Recording): Promise<StepOutput> {
  const { schritt, ergebnis } = job;
  const submitted = await submittedTexts(tx, job, texts);
  const step = findStep(schritt);
  if (step === undefined) return {};
  return step.record({ tx, schritt, ergebnis, schluessel, ...submitted }, job);
}

interface Submitted {
  readonly actor: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly textReferenz: string | undefined;
}

/** What was written with the task: kept by the portal before, or, from Tasklist, in the job itself. */
async function submittedTexts(tx: Register, job: Input, texts: Recording["texts"]): Promise<Submitted> {
  const { schritt, meldungId, herausforderungId, auftragId, userTaskKey, bearbeitetVon } = job;
  const subject = { schritt, meldungId, herausforderungId, auftragId };
  const known = job.textReferenz === undefined ? [] : await textsOf(tx, job.textReferenz);
  if (job.textReferenz !== undefined) await attachTexts(tx, { ...subject, textReferenz: job.textReferenz });
  const actor = bearbeitetVon ?? known[0]?.author ?? "system";
  const isNew = Object.values(texts).some((text) => text.trim() !== "");
  const fresh = isNew
    ? (await recordTexts(tx, { ...subject, userTaskKey, author: actor, texts })).textReferenz
    : undefined;
  const all = { ...Object.fromEntries(known.map(({ feld, text }) => [feld, text])), ...texts };
  return { actor, texts: all, textReferenz: job.textReferenz ?? fresh };
}
