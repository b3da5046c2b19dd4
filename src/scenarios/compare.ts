import type { CaseResult } from "./run-case.ts";

/** What two engines did differently in one case, as a failure of that case; undefined when they did the same. */
export function differenceBetween(ours: CaseResult, reference: CaseResult): string | undefined {
  if (reference.failure !== undefined) {
    const { instruction, type, message } = reference.failure;
    return `Expected the case to hold on the reference engine, but instruction ${instruction} ${type}: ${message}`;
  }
  if (ours.outcome.join() !== reference.outcome.join())
    return `Expected the end states ${reference.outcome.join(", ")}, but they are ${ours.outcome.join(", ")}`;
  const [mine, theirs] = [walked(ours), walked(reference)];
  const [more, less] = [[...mine.difference(theirs)], [...theirs.difference(mine)]];
  if (more.length + less.length === 0) return undefined;
  return `Expected the same way through the models, but only here: ${more.join(", ") || "nothing"}; only on the reference: ${less.join(", ") || "nothing"}`;
}

function walked({ covered }: CaseResult): Set<string> {
  return new Set([...covered].flatMap(([processId, ids]) => [...ids].map((id) => `${processId}/${id}`)));
}
