import { InvalidArgumentError, type Command } from "commander";
import { exportedRecord } from "../../engine/maintenance/exported-record.ts";
import { tailRecords } from "../../engine/maintenance/tail.ts";
import type { CliContext } from "../context.ts";
import { dataFileOf, withFileOption } from "./data-file.ts";

interface TailFlags {
  readonly file?: string;
  readonly from?: number;
  readonly follow?: boolean;
  readonly type?: readonly string[];
}

/** `kim engine tail`: the record stream as a Zeebe exporter would write it. */
export function addEngineTail(engine: Command, context: CliContext): void {
  withFileOption(engine.command("tail"))
    .description("print the record stream, one JSON object a line, as a Zeebe exporter would write it")
    .option("--from <position>", "begin with this position (default: 1)", position)
    .option("--follow", "wait for what is written later; ends with Ctrl+C")
    .option("--type <types>", "only these value types, such as JOB,INCIDENT", valueTypes)
    .action((flags: TailFlags) => tail(context, flags));
}

function position(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError("Expected a position: a whole number from 0.");
}

const valueTypes = (text: string): readonly string[] => text.toUpperCase().split(/[\s,]+/);

async function tail(context: CliContext, flags: TailFlags): Promise<void> {
  const stop = new AbortController();
  const isFollowing = flags.follow === true;
  const done = print(context, flags, { isFollowing, signal: stop.signal });
  if (isFollowing) {
    context.onStop(async () => {
      stop.abort();
      await done;
    });
  }
  await done;
}

async function print(
  context: CliContext,
  flags: TailFlags,
  how: { readonly isFollowing: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const file = dataFileOf(context, flags.file);
  const from = flags.from === undefined ? {} : { from: flags.from };
  for await (const records of tailRecords(file, { ...how, ...from })) {
    for (const record of records) {
      if (flags.type?.includes(record.valueType) ?? true) context.print(JSON.stringify(exportedRecord(record)));
    }
    await context.printed();
  }
}
