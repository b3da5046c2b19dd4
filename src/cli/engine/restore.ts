import type { Command } from "commander";
import { restoreEngine } from "../../engine/maintenance/restore.ts";
import { systemClock } from "../../platform/clock.ts";
import type { CliContext } from "../context.ts";
import { dataFileOf, progressTo, withFileOption } from "./data-file.ts";

interface RestoreFlags {
  readonly file?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `kim engine restore`: puts a back-up in the place of the data file. */
export function addEngineRestore(engine: Command, context: CliContext): void {
  withFileOption(engine.command("restore <backup>"))
    .description("verify a back-up and put it in the place of the data file; the engine must not run")
    .option("--force", "put a data file that is there already aside and restore in its place")
    .option("--json", "print what was done as JSON")
    .action((backup: string, flags: RestoreFlags) => restore(context, backup, flags));
}

async function restore(context: CliContext, backup: string, flags: RestoreFlags): Promise<void> {
  const restored = await restoreEngine({
    backup,
    file: dataFileOf(context, flags.file),
    isForced: flags.force === true,
    now: systemClock.now(),
    onProgress: progressTo(context, "restored"),
  });
  if (flags.json === true) context.print(JSON.stringify(restored));
  else {
    const { file, replaced, records, openInstances } = restored;
    context.print(`${file}  ${String(openInstances)} open instances, ${String(records)} records`);
    if (replaced !== undefined) context.print(`${replaced}  what was there before`);
  }
}
