import { cpSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { stampOf } from "../engine/maintenance/stamp.ts";
import { verifyFile } from "../engine/maintenance/verify.ts";
import { openReader } from "../engine/store/db.ts";
import { lockFile } from "../engine/store/file-lock.ts";
import { damagesOf } from "../engine/store/inspect.ts";
import { systemClock } from "../platform/clock.ts";
import { BackupRefused, verifiedManifest, type Manifest } from "./backup/manifest.ts";
import { replacedParts } from "./backup/parts.ts";
import type { CliContext } from "./context.ts";
import { settingsOf } from "./settings.ts";

interface RestoreFlags {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `kim restore`: a back-up in the place of the data folder's contents. */
export function addRestore(program: Command, context: CliContext): void {
  program
    .command("restore <folder>")
    .description("verify a back-up and put it in the place of the data folder; the application must not run")
    .option("--force", "put what is in the data folder aside and restore in its place")
    .option("--json", "print what was done as JSON")
    .action((folder: string, flags: RestoreFlags) => {
      restore(context, resolve(folder), flags);
    });
}

function restore(context: CliContext, folder: string, flags: RestoreFlags): void {
  const data = resolve(settingsOf(context).config.KIM_DATA_DIR);
  const manifest = verified(folder);
  mkdirSync(data, { recursive: true });
  const lock = lockFile(join(data, "engine.db"));
  try {
    const replaced = putAside(data, flags.force === true);
    for (const path of Object.keys(manifest.files)) cpSync(join(folder, path), join(data, path));
    if (flags.json === true) context.print(JSON.stringify({ data, replaced, ...manifest }));
    else {
      context.print(`${data}  as of ${manifest.createdAt}`);
      if (replaced !== undefined) context.print(`${replaced}  what was there before`);
      if (manifest.register === "PostgreSQL") context.print("The register is on PostgreSQL: restore its pg_dump too.");
    }
  } finally {
    lock.release();
  }
}

function verified(folder: string): Manifest {
  const manifest = verifiedManifest(folder);
  const findings = "engine.db" in manifest.files ? verifyFile(join(folder, "engine.db")).findings : [];
  const all = [...findings, ...("register.db" in manifest.files ? damagesIn(join(folder, "register.db")) : [])];
  if (all.length === 0) return manifest;
  throw new BackupRefused([`Expected the back-up ${folder} to be in order, but it is not:`, ...all].join("\n  "));
}

function damagesIn(file: string): string[] {
  const db = openReader(file);
  try {
    return damagesOf(db).map((damage) => `Expected an intact register, but SQLite finds: ${damage}`);
  } finally {
    db.close();
  }
}

/** Moves what is in the data folder into a folder inside of it, because the data folder itself may be a mount; undefined where there was nothing. */
function putAside(data: string, isForced: boolean): string | undefined {
  const parts = replacedParts(data);
  if (parts.length === 0) return undefined;
  if (!isForced) {
    throw new BackupRefused(
      `Expected ${data} to be empty, but it is not; --force puts its contents aside and restores in their place`,
    );
  }
  const aside = join(data, `replaced-${stampOf(systemClock.now())}`);
  if (existsSync(aside)) throw new BackupRefused(`Expected ${aside} not to exist yet, but it does; try again`);
  mkdirSync(aside, { mode: 0o700 });
  for (const name of parts) renameSync(join(data, name), join(aside, name));
  return aside;
}
