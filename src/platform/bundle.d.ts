/** The folder of this installation. */
export const HOME: string;
/** The folder that bundles are kept in; it goes with the installation. */
export const BUNDLES: string;
/** What a file of the installation says about itself without being read. */
export function stampOf(path: string): string;
/** URL of the engine's bundle; undefined where there is none, or it was made from other sources or for another Node. */
export function findBundle(): string | undefined;
