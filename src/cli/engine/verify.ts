import type { Command } from "commander";
import { verifyFile } from "../../engine/maintenance/verify.ts";
import type { CliContext } from "../context.ts";
import { dataFileOf, withFileOption } from "./data-file.ts";

interface VerifyFlags {
  readonly file?: string;
  readonly json?: boolean;
}

/** `kim engine verify`: looks at the whole data file, also while the engine works. */
export function addEngineVerify(engine: Command, context: CliContext): void {
  withFileOption(engine.command("verify"))
    .description("look at the whole data file and say what is wrong with it; exit code 1 when something is")
    .option("--json", "print the findings as JSON")
    .action((flags: VerifyFlags) => {
      verify(context, flags);
    });
}

function verify(context: CliContext, flags: VerifyFlags): void {
  const file = dataFileOf(context, flags.file);
  const { findings, records, openInstances } = verifyFile(file);
  if (flags.json === true) context.print(JSON.stringify({ file, findings, records, openInstances }));
  else if (findings.length === 0) {
    context.print(`${file} is in order: ${String(openInstances)} open instances, ${String(records)} records`);
  } else for (const finding of findings) context.print(finding);
  if (findings.length > 0) context.setExitCode(1);
}
