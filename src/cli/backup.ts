import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { backUpEngine } from "../engine/maintenance/backup.ts";
import { copyDatabase } from "../engine/store/copy.ts";
import { systemClock } from "../platform/clock.ts";
import type { Config } from "../platform/config/load.ts";
import { BackupRefused, writeManifest, type Manifest } from "./backup/manifest.ts";
import { copyPlainParts } from "./backup/parts.ts";
import type { CliContext } from "./context.ts";
import { progressTo } from "./engine/data-file.ts";
import { settingsOf } from "./settings.ts";

interface BackupFlags {
  readonly json?: boolean;
}

/** `kim backup`: the whole installation in one folder, while it runs. */
export function addBackup(program: Command, context: CliContext): void {
  program
    .command("backup <folder>")
    .description("copy engine, register and generated secrets into a new folder, while the application runs")
    .option("--json", "print what was made as JSON")
    .addHelpText("after", "\nWith DATABASE_URL set, add a pg_dump of that database, taken after this.")
    .action((folder: string, flags: BackupFlags) => backUp(context, resolve(folder), flags));
}

async function backUp(context: CliContext, folder: string, flags: BackupFlags): Promise<void> {
  const { config } = settingsOf(context);
  const data = resolve(config.KIM_DATA_DIR);
  if (!existsSync(data))
    throw new BackupRefused(`Expected a data folder at ${data}, but there is none; set KIM_DATA_DIR`);
  mustBeNew(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const manifest = await copyAll({ context, config, data, folder });
  if (flags.json === true) context.print(JSON.stringify({ folder, ...manifest }));
  else {
    context.print(`${folder}  ${Object.keys(manifest.files).join(", ")}`);
    if (manifest.register === "PostgreSQL")
      context.print("The register is on PostgreSQL: add a pg_dump of it, taken now.");
  }
}

function mustBeNew(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new BackupRefused(
    `Expected ${folder} to be new or empty, but it is not; nothing is overwritten, choose another`,
  );
}

interface Copying {
  readonly context: CliContext;
  readonly config: Config;
  readonly data: string;
  readonly folder: string;
}

/**
 * The engine first, the register after it: what the engine has done is then in the register too, and what the register knows more,
 * the workers do again, which they may.
 */
async function copyAll({ context, config, data, folder }: Copying): Promise<Manifest> {
  const now = systemClock.now();
  const onProgress = progressTo(context, "engine copied");
  if (config.camundaAddress === undefined) {
    await backUpEngine({ file: join(data, "engine.db"), target: join(folder, "engine.db"), now, onProgress });
  }
  const isPostgres = config.DATABASE_URL !== undefined;
  if (!isPostgres) await copyDatabase(join(data, "register.db"), join(folder, "register.db"));
  copyPlainParts(data, folder);
  const createdAt = new Date(now).toISOString();
  return writeManifest(folder, { version: context.version, createdAt, register: isPostgres ? "PostgreSQL" : "SQLite" });
}
