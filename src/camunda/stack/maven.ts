import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import { DownloadFailed, MavenMissing } from "./errors.ts";

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
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Runs Maven with the user's own settings and strict checksums; throws {@link MavenMissing} or {@link DownloadFailed}. */
export async function runMaven({ what, goal, properties, folder, log, signal }: MavenCall): Promise<void> {
  const args = ["--batch-mode", "--strict-checksums", `${PLUGIN}:${goal}`, ...properties.map((each) => `-D${each}`)];
  const output = createWriteStream(log);
  const child = spawn("mvn", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], signal, detached: true });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).catch((cause: unknown) => {
    throw isMissing(cause)
      ? new MavenMissing({ cause })
      : new DownloadFailed({ what, reason: "it was interrupted", log }, { cause });
  });
  output.end();
  await finished(output);
  if (code !== 0) throw new DownloadFailed({ what, reason: reasonIn(log), log });
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

/** The first error that Maven names, on one line. */
function reasonIn(log: string): string {
  const errors = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.includes("[ERROR]"));
  return errors[0]?.replace(/^.*\[ERROR\]\s*/, "").slice(0, 300) ?? "it stopped without a reason";
}
