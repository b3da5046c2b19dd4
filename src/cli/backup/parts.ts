import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Files that belong to a process that runs, or to a restore before this one. */
const PASSING = /(-wal|-shm|-journal|-lock|\.part|\.trial|\.restoring)$|^replaced-|\.replaced-/;

/** Databases are copied by their own means. */
const DATABASES = new Set(["engine.db", "register.db"]);

/** Names in a data folder that belong to the installation and are no database, such as generated secrets. */
function plainParts(folder: string): string[] {
  return readdirSync(folder).filter((name) => !PASSING.test(name) && !DATABASES.has(name));
}

/** Copies such parts as they are. */
export function copyPlainParts(from: string, to: string): void {
  for (const name of plainParts(from)) cpSync(join(from, name), join(to, name), { recursive: true });
}

/** Names in a data folder that a restore replaces: everything but locks and what earlier restores have put aside. */
export function replacedParts(folder: string): string[] {
  return readdirSync(folder).filter((name) => !/-lock(-journal)?$|^replaced-/.test(name));
}
