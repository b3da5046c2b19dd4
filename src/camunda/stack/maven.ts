import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import { DownloadFailed, MavenMissing } from "./errors.ts";
import { progressFilter } from "./maven-progress.ts";
import { endWithUs, signalGroup } from "./process-group.ts";

const PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1";

/** What Maven is asked to do. */
interface MavenCall {
  /** What is fetched, for people. */
  readonly what: string;
  readonly goal: "copy" | "copy-dependencies";
  /** Without "-D". */
  readonly properties: readonly string[];
  /** Where the pom.xml is; undefined when the goal needs none. */
  readonly folder: string;
  /** All of its output goes here. */
  readonly log: string;
  /** Hears how far a large file is; default nobody. */
  readonly tell?: (line: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Runs Maven with the user's own settings and strict checksums; throws {@link MavenMissing} or {@link DownloadFailed}. */
export async function runMaven(call: MavenCall): Promise<void> {
  const { what, goal, properties, folder, log, signal, tell = () => undefined } = call;
  // Not in batch mode, in which it says nothing while it fetches; it can ask nothing, for there is no input.
  const args = [
    "-Dstyle.color=never",
    "--strict-checksums",
    `${PLUGIN}:${goal}`,
    ...properties.map((each) => `-D${each}`),
  ];
  const output = createWriteStream(log);
  const child = spawn("mvn", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], detached: true });
  endWithUs(child);
  const progress = progressFilter(tell);
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.write(progress.rest(text)));
  child.stderr.pipe(output, { end: false });
  const interrupt = (): void => {
    signalGroup(child, "SIGTERM");
  };
  if (signal.aborted) interrupt();
  signal.addEventListener("abort", interrupt, { once: true });
  const exit = await exitOf(child);
  signal.removeEventListener("abort", interrupt);
  output.end();
  await finished(output);
  if (exit === 0) return;
  if (exit === "missing") throw new MavenMissing();
  const reason = signal.aborted || exit === null ? "it was interrupted" : reasonIn(log);
  throw new DownloadFailed({ what, reason, log });
}

/** The exit code; null when a signal has ended it, "missing" when there is no such program. */
function exitOf(child: ChildProcess): Promise<number | null | "missing"> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      if (isMissing(cause)) resolve("missing");
      else reject(cause);
    });
    child.once("close", resolve);
  });
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

/** The first error that Maven names, on one line: what it could not transfer or copy, where it says so, else all of it. */
function reasonIn(log: string): string {
  const errors = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.includes("[ERROR]"));
  const [first = "it stopped without a reason"] = errors;
  const said = first.replace(/^.*\[ERROR\]\s*/, "").replace(/ -> \[Help \d+\].*$/, "");
  return (/(?:Could not (?:transfer|find)|Error copying) artifact.*/.exec(said)?.[0] ?? said)
    .replace(/transfer failed for \S+ /, "")
    .slice(0, 500);
}
