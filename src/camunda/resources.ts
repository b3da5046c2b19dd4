import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file to deploy; the name is what the engine calls it. */
export interface DeployableResource {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Folders that hold what an engine executes, beside each other in the repository and in a municipality's profile. */
const FOLDERS = [
  { folder: "bpmn", endings: [".bpmn", ".dmn"] },
  { folder: "forms", endings: [".form"] },
] as const;

/** Models, decisions and forms; a file of the municipality takes the place of the general one with the same name. */
export function collectResources({
  root,
  profileDirectory,
}: {
  root: string;
  profileDirectory: string;
}): DeployableResource[] {
  const found = new Map<string, string>();
  for (const base of [root, profileDirectory]) for (const path of filesUnder(base)) found.set(nameOf(path), path);
  return [...found]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, path]) => ({ name, content: new Uint8Array(readFileSync(path)) }));
}

function filesUnder(base: string): string[] {
  return FOLDERS.flatMap(({ folder, endings }) => {
    const directory = join(base, folder);
    if (!existsSync(directory)) return [];
    const names = readdirSync(directory).filter((name) => endings.some((ending) => name.endsWith(ending)));
    return names.map((name) => join(directory, name));
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
