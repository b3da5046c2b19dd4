/** Seeds at which our engine still writes other records than the real one, and in which way. */
export const KNOWN_DIFFERENCES: ReadonlyMap<number, string> = new Map();
