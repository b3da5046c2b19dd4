import type { Command } from "commander";
import { createLogger } from "../platform/logger.ts";
import { runScenarios, startOnOracle } from "../scenarios/index.ts";
import type { CliContext } from "./context.ts";
import { startEmbedded } from "./scenario-engine.ts";

interface ScenarioFlags {
  readonly oracle?: string | true;
  readonly pictures?: string;
}

/** `kim scenarios`: plays scenario files on an embedded engine of their own, with `--oracle` on the real Zeebe engine as well. */
export function addScenarios(program: Command, context: CliContext): void {
  program
    .command("scenarios")
    .description(
      "play scenario files (Camunda's JSON test cases) with the real workers, and print results and coverage",
    )
    .argument("[files...]", "scenario files; default all below test/scenarios")
    .option(
      "--oracle [address]",
      "compare each case with the real Zeebe engine: at this address, or started for it (Java)",
    )
    .option("--pictures <folder>", "write a picture of each model with the way that was taken")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run scenarios\n  npm run scenarios -- --oracle\n  npm run scenarios -- test/scenarios/meldung/pruefung.test.json --pictures ./bilder",
    )
    .action((files: string[], flags: ScenarioFlags) => scenarios(context, files, flags));
}

async function scenarios(context: CliContext, files: readonly string[], flags: ScenarioFlags): Promise<void> {
  const logger = createLogger({ level: "error", isPretty: false });
  const oracle = await oracleFor(flags.oracle);
  try {
    const isFine = await runScenarios({
      root: context.home,
      files,
      pictures: flags.pictures,
      reference: oracle === undefined ? undefined : startOnOracle(oracle.address),
      start: () => startEmbedded(logger),
      print: (text) => {
        context.print(text);
      },
    });
    if (!isFine) context.setExitCode(1);
  } finally {
    oracle?.stop();
  }
}

interface Oracle {
  readonly address: string;
  stop(): void;
}

/** The starter belongs to the conformance tests and is there in a checkout only, so it is loaded when it is wanted. */
async function oracleFor(flag: string | true | undefined): Promise<Oracle | undefined> {
  if (flag === undefined) return undefined;
  if (flag !== true) return { address: flag, stop: () => undefined };
  const starter: unknown = await import(new URL("../../test/conformance/zeebe/start-oracle.ts", import.meta.url).href);
  if (!isStarter(starter))
    throw new TypeError("Expected the starter of the real Zeebe engine, but found something else");
  return starter.startOracle();
}

function isStarter(loaded: unknown): loaded is { startOracle: () => Promise<Oracle> } {
  return (
    typeof loaded === "object" && loaded !== null && "startOracle" in loaded && typeof loaded.startOracle === "function"
  );
}
