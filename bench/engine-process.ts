import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const READY = z.object({ kind: z.literal("ready"), port: z.number(), startMs: z.number() });
const USAGE = z.object({ kind: z.literal("usage"), rssMb: z.number(), cpuMs: z.number() });
const PROBE = new URL("engine-probe.js", import.meta.url);
const PROGRAM = fileURLToPath(new URL("../src/kim.js", import.meta.url));

/** The engine in a process of its own. */
interface EngineProcess {
  readonly port: number;
  /** From the first line of our own code to its being ready to answer. */
  readonly startMs: number;
  usage(): Promise<{ rssMb: number; cpuMs: number }>;
  stop(): Promise<void>;
}

/** Starts the engine alone, as `kim engine start` does. */
export async function startEngine(file: string): Promise<EngineProcess> {
  const child: ChildProcess = fork(PROGRAM, ["engine", "start", "--port", "0", "--grpc-port", "0", "--file", file], {
    execArgv: ["--expose-gc", "--import", PROBE.href],
    cwd: dirname(file),
    env: { ...process.env, LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { port, startMs } = READY.parse(await messageOf(child));
  return {
    port,
    startMs,
    usage: async () => {
      child.send({ kind: "usage" });
      return USAGE.parse(await messageOf(child));
    },
    stop: async () => {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await exit;
    },
  };
}

function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", (message: unknown) => {
      resolve(message);
    });
    child.once("exit", (code) => {
      reject(new Error(`Expected the engine to run, but it ended with code ${code ?? "none"}`));
    });
  });
}
