import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { CopyProgress } from "../../engine/store/copy.ts";
import type { CliContext } from "../context.ts";
import { settingsOf } from "../settings.ts";

/** The option that names another data file than the configured one. */
export function withFileOption(command: Command): Command {
  return command.option("--file <path>", "data file (default: engine.db in KIM_DATA_DIR)");
}

/** The data file that is meant; nothing is made. */
export function dataFileOf(context: CliContext, given: string | undefined): string {
  return given ?? join(resolve(settingsOf(context).config.KIM_DATA_DIR), "engine.db");
}

/** Tells a person how far a copy has come, at each tenth; a program is not told. */
export function progressTo(context: CliContext, what: string): (progress: CopyProgress) => void {
  let told = 0;
  return ({ pages, total }) => {
    const tenth = total === 0 ? 10 : Math.floor((pages / total) * 10);
    if (!context.isInteractive || tenth <= told) return;
    told = tenth;
    context.tell(`${what} ${String(tenth * 10)} %`);
  };
}

/** Bytes as people read them. */
export function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(0)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
