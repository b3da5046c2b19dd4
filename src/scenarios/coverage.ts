import type { Model, ModelElement } from "./models.ts";

/** How much of a model the cases have walked. */
export interface ModelCoverage {
  readonly processId: string;
  readonly covered: number;
  readonly total: number;
  /** Ids nobody reached, in the order of the model. */
  readonly missing: readonly string[];
}

/** Which ids were reached, by process. */
export type Covered = ReadonlyMap<string, ReadonlySet<string>>;

/** Puts the coverage of several cases together. */
export function mergeCovered(parts: readonly Covered[]): Covered {
  const all = new Map<string, Set<string>>();
  for (const part of parts)
    for (const [processId, ids] of part) all.set(processId, (all.get(processId) ?? new Set()).union(ids));
  return all;
}

/** Compares what was reached with what each model has. */
export function coverageOf(models: readonly Model[], covered: Covered): ModelCoverage[] {
  return models
    .map(({ processId, elements }) => {
      const reached = covered.get(processId) ?? new Set();
      const isReached = ({ id, impliedBy }: ModelElement) => reached.has(impliedBy ?? id);
      const missing = elements.filter((element) => !isReached(element)).map(({ id }) => id);
      return { processId, total: elements.length, covered: elements.length - missing.length, missing };
    })
    .toSorted((a, b) => a.processId.localeCompare(b.processId));
}
