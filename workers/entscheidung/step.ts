import type { z } from "zod";
import { recordDecision, type JsonValue, type Register } from "../../src/register/index.ts";
import { VariablesInvalid } from "../define-worker.ts";

/** What every step knows of the decision it records. */
export interface StepJob {
  /** The register inside the one transaction of the job, with the job's present. */
  readonly tx: Register;
  readonly schritt: string;
  readonly ergebnis: string;
  readonly actor: string;
  /** Under this key the decision exists once. */
  readonly schluessel: string;
  /** What was written with the decision, by field, wherever it came from. */
  readonly texts: Readonly<Record<string, string>>;
  readonly textReferenz: string | undefined;
}

/** Variables that a step gives back to the process. */
export type StepOutput = Readonly<Record<string, JsonValue>>;

/** One kind of decision: what it needs beside its outcome, and what it changes in the register. */
export interface DecisionStep {
  readonly schritt: string;
  record(job: StepJob, variables: unknown): Promise<StepOutput>;
}

/** Ties a step to its checked variables and its work. */
export function defineStep<Input extends z.ZodObject>(
  { schritt, input }: { readonly schritt: string; readonly input: Input },
  work: (job: StepJob, input: z.output<Input>) => Promise<StepOutput>,
): DecisionStep {
  return {
    schritt,
    record: async (job, variables) => {
      const parsed = input.safeParse(variables);
      if (!parsed.success) throw new VariablesInvalid(parsed.error);
      return work(job, parsed.data);
    },
  };
}

type Subject = Pick<
  Parameters<typeof recordDecision>[1],
  "herausforderungId" | "meldungId" | "auftragId" | "sitzungId" | "gremiumId" | "beschlussAm" | "abstimmung" | "details"
>;

/** Writes the decision itself: outcome, who, when, about what, with the reference to its reason. */
export async function protocol(job: StepJob, subject: Subject): Promise<void> {
  const { tx, schritt, ergebnis, actor, schluessel, textReferenz } = job;
  await recordDecision(tx, { ...subject, schritt, ergebnis, actor, schluessel, textReferenz });
}
