import { fileURLToPath } from "node:url";
import type { CliContext } from "../../../src/cli/context.ts";
import { onTestFinished } from "vitest";
import { runCli } from "../../../src/cli/program.ts";

const home = fileURLToPath(new URL("../../..", import.meta.url));

/** What a call of the command line has said. */
export interface Call {
  readonly printed: string[];
  readonly told: string[];
  exitCode: number;
}

/** Runs the command line in this process, as a program that nobody watches; what it has started is stopped at the end of the test. */
export async function call(args: string[], environment: Record<string, string> = {}): Promise<Call> {
  const result: Call = { printed: [], told: [], exitCode: 0 };
  const context: CliContext = {
    environment: { LOG_LEVEL: "silent", ...environment },
    home,
    version: "0.0.0",
    print: (line) => result.printed.push(line),
    tell: (line) => result.told.push(line),
    printed: () => Promise.resolve(),
    isInteractive: false,
    confirm: () => Promise.resolve(false),
    onStop: (stop) => {
      onTestFinished(stop);
    },
    setExitCode: (code) => {
      result.exitCode = code;
    },
  };
  await runCli(context, args);
  return result;
}
