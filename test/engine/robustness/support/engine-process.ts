import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const KIM = fileURLToPath(new URL("../../../../src/kim.js", import.meta.url));

/** The engine alone in its own process, as an administrator starts it. */
export interface EngineProcess {
  readonly pid: number;
  /** Base address of the REST API. */
  readonly url: string;
  /** Ends it as the system does, and waits for the end. */
  stop(): Promise<void>;
}

/** Starts `kim engine start` on a file and a free port; stopped when the test ends. */
export async function startEngineProcess(
  file: string,
  environment: Record<string, string> = {},
): Promise<EngineProcess> {
  const child = spawn(process.execPath, [KIM, "engine", "start", "--port", "0", "--grpc-port", "0", "--file", file], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, LOG_LEVEL: "silent", ...environment },
  });
  const lines = createInterface({ input: child.stdout });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "close");
  };
  onTestFinished(stop);
  for await (const line of lines) {
    const url = /http\S+\/v2/.exec(line)?.[0];
    if (url !== undefined) return { pid: child.pid ?? 0, url, stop };
  }
  throw new Error("Expected the engine to start, but it ended");
}

/** Whether this machine lets us limit a running process (util-linux). */
export const CAN_LIMIT = spawnSync("prlimit", ["--version"]).status === 0;

/** Sets the greatest size of a file that a process may write, in bytes; "unlimited" lifts it. */
export function limitFileSize(pid: number, bytes: number | "unlimited"): void {
  const limit = bytes === "unlimited" ? "unlimited" : `${bytes}:unlimited`;
  const { status, stderr } = spawnSync("prlimit", ["--pid", String(pid), `--fsize=${limit}`], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Expected prlimit to set a limit, but it said: ${stderr}`);
}
