import { isBeforeAgenda, parseChallengeState } from "../../src/domain/challenge-state.ts";
import { findChallenge, mandatesOf, type Register } from "../../src/register/index.ts";
import type { Condition } from "./matrix.ts";

/** Whether a challenge has come as far as a cell of the matrix asks. */
export async function isMet(
  register: Register,
  condition: Condition | undefined,
  herausforderungId: string | undefined,
): Promise<boolean> {
  if (condition === undefined) return true;
  if (herausforderungId === undefined) return false;
  if (condition === "beauftragt") return (await mandatesOf(register, herausforderungId)).length > 0;
  const state = parseChallengeState((await findChallenge(register, herausforderungId))?.status ?? "");
  if (state === undefined) return false;
  return condition === "auf_tagesordnung"
    ? !isBeforeAgenda(state)
    : state === "bei_ki_leitung" || !isBeforeAgenda(state);
}
