// Plain JavaScript on purpose: what looks for the bundle must not load the compiler that the bundle spares.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of this installation. */
export const HOME = fileURLToPath(new URL("../..", import.meta.url));

/** The folder that bundles are kept in; it goes with the installation. */
export const BUNDLES = join(HOME, "node_modules", ".cache", "kim-regelkreis");

/** What a file says about itself without being read. */
export function stampOf(/** @type {string} */ path) {
  const { size, mtimeMs } = statSync(join(HOME, path));
  return `${size} ${mtimeMs}`;
}

/** URL of the engine's bundle; undefined where there is none, or it was made from other sources or for another Node. */
export function findBundle() {
  try {
    const { node, entry, inputs } = JSON.parse(readFileSync(join(BUNDLES, "bundle.json"), "utf8"));
    if (node !== process.version || typeof entry !== "string") return undefined;
    for (const [path, stamp] of inputs) if (stampOf(path) !== stamp) return undefined;
    return pathToFileURL(join(BUNDLES, entry)).href;
  } catch {
    return undefined;
  }
}
