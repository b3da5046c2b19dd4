/** Seeds at which our engine still writes other records than the real one, and in which way. */
export const KNOWN_DIFFERENCES: ReadonlyMap<number, string> = new Map([
  [828, "order of terminations after an escalation that ends the scope of its own thrower"],
  [950, "order of a refused completion among later activations"],
  [1078, "a refused termination shows the way to the element"],
  [1717, "a refused termination shows the way to the element"],
  [1827, "what an end listener of a sub-process sets is not kept at times"],
  [1833, "a refused activation has no key of its own"],
]);
