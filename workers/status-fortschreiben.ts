import { z } from "zod";
import { parseChallengeState } from "../src/domain/challenge-state.ts";
import { AppError } from "../src/platform/errors.ts";
import { advanceChallenge, advanceReport, type Register } from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const ACTOR = "system";

/** Thrown when a job names neither a report nor a challenge: a mistake in the model. */
class NoSubject extends AppError {
  override readonly code = "NO_SUBJECT";
}

/** Brings a report (a state only reports have, or no challenge named) or a challenge to a state; the state it already has is no change. */
export const statusFortschreiben = defineWorker(
  {
    type: "status-fortschreiben",
    input: z.object({
      ...present,
      meldungId: z.string().optional(),
      herausforderungId: z.string().optional(),
      status: z.string(),
      wirksamkeit: z.string().optional(),
      grund: z.string().optional(),
    }),
    output: z.object({ status: z.string() }),
  },
  ({ register }: { register: Register }) =>
    async ({ input }) =>
      complete({ status: await advance(registerAt(register, input.jetzt), input) }),
);

type Target = {
  readonly meldungId?: string | undefined;
  readonly herausforderungId?: string | undefined;
  readonly status: string;
  readonly wirksamkeit?: string | undefined;
  readonly grund?: string | undefined;
};

async function advance(
  register: Register,
  { meldungId, herausforderungId, status, wirksamkeit, grund }: Target,
): Promise<string> {
  const isOfReport = herausforderungId === undefined || parseChallengeState(status) === undefined;
  if (isOfReport && meldungId !== undefined) return advanceReport(register, { meldungId, status, grund, actor: ACTOR });
  if (herausforderungId === undefined)
    throw new NoSubject("Expected a meldungId or a herausforderungId, but there is neither");
  const ergebnis = status === "abgeschlossen" ? wirksamkeit : undefined;
  return advanceChallenge(register, { herausforderungId, status, ergebnis, grund, actor: ACTOR });
}
