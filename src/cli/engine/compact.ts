import type { Command } from "commander";
import { compactEngine } from "../../engine/maintenance/compact.ts";
import type { CliContext } from "../context.ts";
import { dataFileOf, sizeOf, withFileOption } from "./data-file.ts";

interface CompactFlags {
  readonly file?: string;
  readonly json?: boolean;
}

/** `kim engine compact`: gives room that is free in the data file back to the disk. */
export function addEngineCompact(engine: Command, context: CliContext): void {
  withFileOption(engine.command("compact"))
    .description("give room that is free in the data file back to the disk; the engine must not run")
    .option("--json", "print what was gained as JSON")
    .action((flags: CompactFlags) => {
      compact(context, flags);
    });
}

function compact(context: CliContext, flags: CompactFlags): void {
  const file = dataFileOf(context, flags.file);
  const { bytesBefore, bytesAfter } = compactEngine(file);
  if (flags.json === true) context.print(JSON.stringify({ file, bytesBefore, bytesAfter }));
  else context.print(`${file}  ${sizeOf(bytesBefore)} before, ${sizeOf(bytesAfter)} after`);
}
