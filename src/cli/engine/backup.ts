import type { Command } from "commander";
import { backUpEngine } from "../../engine/maintenance/backup.ts";
import { systemClock } from "../../platform/clock.ts";
import type { CliContext } from "../context.ts";
import { dataFileOf, progressTo, sizeOf, withFileOption } from "./data-file.ts";

interface BackupFlags {
  readonly file?: string;
  readonly json?: boolean;
}

/** `kim engine backup`: copies the data file while the engine works. */
export function addEngineBackup(engine: Command, context: CliContext): void {
  withFileOption(engine.command("backup <target>"))
    .description("copy the data file as it stands at one moment, while the engine works, and verify the copy")
    .option("--json", "print what was made as JSON")
    .addHelpText("after", "\n<target> is a new file, or a folder in which the copy gets a name with the time.")
    .action((target: string, flags: BackupFlags) => backUp(context, target, flags));
}

async function backUp(context: CliContext, target: string, flags: BackupFlags): Promise<void> {
  const made = await backUpEngine({
    file: dataFileOf(context, flags.file),
    target,
    now: systemClock.now(),
    onProgress: progressTo(context, "copied"),
  });
  if (flags.json === true) context.print(JSON.stringify(made));
  else {
    const { file, bytes, records, openInstances } = made;
    context.print(
      `${file}  ${sizeOf(bytes)}, ${String(openInstances)} open instances, ${String(records)} records, verified`,
    );
  }
}
