import { InvalidArgumentError, type Command } from "commander";
import { compactEngine } from "../../engine/maintenance/compact.ts";
import { systemClock } from "../../platform/clock.ts";
import type { CliContext } from "../context.ts";
import { settingsOf } from "../settings.ts";
import { dataFileOf, sizeOf, withFileOption } from "./data-file.ts";

interface CompactFlags {
  readonly file?: string;
  readonly historyDays?: number;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;

/** `kim engine compact`: gives room that is free in the data file back to the disk. */
export function addEngineCompact(engine: Command, context: CliContext): void {
  withFileOption(engine.command("compact"))
    .description("remove old history and give free room back to the disk; the engine must not run")
    .option(
      "--history-days <days>",
      "remove what ended longer ago (default: KIM_ENGINE_HISTORY_DAYS, else nothing)",
      days,
    )
    .option("--json", "print what was gained as JSON")
    .action((flags: CompactFlags) => {
      compact(context, flags);
    });
}

function compact(context: CliContext, flags: CompactFlags): void {
  const file = dataFileOf(context, flags.file);
  const kept = flags.historyDays ?? settingsOf(context).config.KIM_ENGINE_HISTORY_DAYS;
  const before = kept === undefined ? undefined : systemClock.now() - kept * DAY_MS;
  const { bytesBefore, bytesAfter, instances } = compactEngine(file, before);
  if (flags.json === true) context.print(JSON.stringify({ file, bytesBefore, bytesAfter, instances }));
  else {
    const removed = instances === 0 ? "" : `, ${String(instances)} ended instances removed`;
    context.print(`${file}  ${sizeOf(bytesBefore)} before, ${sizeOf(bytesAfter)} after${removed}`);
  }
}

function days(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError("Expected a number of days.");
}
