import { challengeOfReport, linksOf, type Register } from "../../register/index.ts";

/** What belongs to this loop: its reports, their challenges, and the rounds that follow from them. */
export interface LoopSubjects {
  readonly meldungIds: readonly string[];
  readonly herausforderungIds: readonly string[];
}

/** Looks up which challenges the reports have led to by now. */
export async function subjectsOf(register: Register, meldungIds: readonly string[]): Promise<LoopSubjects> {
  const found = new Set<string>();
  for (const meldungId of meldungIds) {
    const id = await challengeOfReport(register, meldungId);
    if (id !== undefined) await addWithSuccessors(register, id, found);
  }
  return { meldungIds, herausforderungIds: [...found] };
}

async function addWithSuccessors(register: Register, id: string, found: Set<string>): Promise<void> {
  if (found.has(id)) return;
  found.add(id);
  for (const { herausforderungId, richtung } of await linksOf(register, id)) {
    if (richtung === "nach") await addWithSuccessors(register, herausforderungId, found);
  }
}
