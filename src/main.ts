import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import { z } from "zod";
import { runCli } from "./cli/program.ts";
import type { CliContext } from "./cli/context.ts";
import { DEFAULT_TIME_ZONE } from "./platform/config/schema.ts";

const ENV_FILE = ".env";
const STOP_AFTER_MS = 30_000;

const home = fileURLToPath(new URL("..", import.meta.url));
const manifest = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${home}/package.json`, "utf8")));

if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE);
// Deadlines and now() are those of the municipality, wherever the server stands; an invalid name is refused with the other settings.
process.env["TZ"] ??= DEFAULT_TIME_ZONE;

// Whoever reads our output (head, less) may have seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const context: CliContext = {
  environment: process.env,
  home,
  version: manifest.version,
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
  printed: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
  },
  isInteractive: process.stdin.isTTY && process.stdout.isTTY,
  confirm,
  onStop,
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

/** Runs at a signal, or at an error that nobody caught. A process that has nothing to do any more ends by itself, with its own exit code. */
function onStop(stop: () => Promise<void>): void {
  closeWithGrace({ delay: STOP_AFTER_MS, logger: false, skip: ["beforeExit"] }, async ({ err }) => {
    if (err !== undefined) process.stderr.write(`${err.stack ?? err.message}\n`);
    await stop();
  });
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(j|ja|y|yes)$/i.test((await prompt.question(`${question} [j/N] `)).trim());
  } finally {
    prompt.close();
  }
}

await runCli(context, process.argv.slice(2));
