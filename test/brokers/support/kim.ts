import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 50;
const READY = /^Workers/;

/** `kim workers` as an operator starts it, in a process group of its own. */
export interface WorkerProcess {
  /** What it has printed and logged, a line each. */
  readonly lines: readonly string[];
  /** Asks it to end (SIGTERM), as an operator does; gives the exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once (SIGKILL). */
  kill(): Promise<void>;
}

/** What a process of kim is started with. */
interface KimOptions {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs a command of kim to its end; throws with what it said unless it worked. */
export async function kim(options: KimOptions): Promise<string> {
  const { ended, lines } = start(options);
  const code = await ended;
  if (code === 0) return lines.join("\n");
  const said = lines.join("\n");
  throw new Error(`Expected "kim ${options.args.join(" ")}" to work, but it ended with ${String(code)}:\n${said}`);
}

/** Starts worker hosts at an address; resolves when the process has said where it works. */
export async function startWorkers(
  to: string,
  { args = [], environment }: { args?: readonly string[]; environment: Readonly<Record<string, string>> },
): Promise<WorkerProcess> {
  const { lines, ended, hasEnded, signal } = start({ args: ["workers", "--to", to, ...args], environment });
  const limit = AbortSignal.timeout(PATIENCE_MS);
  while (!lines.some((line) => READY.test(line))) {
    if (hasEnded() || limit.aborted) {
      signal("SIGKILL");
      throw new Error(`Expected kim workers to run, but it said:\n${lines.join("\n")}`);
    }
    await delay(LOOK_EVERY_MS);
  }
  return {
    lines,
    stop: () => {
      signal("SIGTERM");
      return ended;
    },
    kill: async () => {
      signal("SIGKILL");
      await ended;
    },
  };
}

interface Started {
  readonly lines: readonly string[];
  readonly ended: Promise<number | null>;
  /** Sends a signal to the process and whatever it has started; nothing when it has ended. */
  readonly signal: (name: NodeJS.Signals) => void;
  readonly hasEnded: () => boolean;
}

function start({ args, environment }: KimOptions): Started {
  const lines: string[] = [];
  const child = spawn(process.execPath, ["src/kim.js", ...args], {
    env: { PATH: process.env["PATH"] ?? "", TZ: "Europe/Berlin", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    lines,
    ended,
    hasEnded,
    signal: (name) => {
      if (!hasEnded() && child.pid !== undefined) process.kill(-child.pid, name);
    },
  };
}
