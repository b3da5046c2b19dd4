import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";
import { stackPorts } from "../../src/camunda/stack/ports.ts";
import { startStack } from "../../src/camunda/stack/stack.ts";
import type { StackAddresses } from "./addresses.ts";
import { addUsers } from "./users.ts";

let stopAll: () => Promise<void> = () => Promise.resolve();

const PATIENCE_MS = 400_000;

/** Starts the full stack, deploys what npm run deploy deploys, and runs npm run workers over gRPC beside it. */
export async function setup(project: TestProject): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kim-full-stack-"));
  const ports = stackPorts({ offset: Number(process.env["KIM_STACK_OFFSET"] ?? 40) });
  const stack = await startStack({
    ports,
    cache: join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kim-regelkreis", "camunda"),
    data: join(folder, "camunda"),
    brokerOnly: false,
    fresh: true,
    patienceMs: PATIENCE_MS,
    environment: process.env,
    tell: (line) => void process.stderr.write(`${line}\n`),
    signal: new AbortController().signal,
  });
  console.log(
    `Camunda is ready in ${(stack.startMs / 1000).toFixed(1)} s and takes ${String(await stack.memoryMb())} MB`,
  );
  const local = (port: number): string => `http://127.0.0.1:${String(port)}`;
  const addresses: StackAddresses = {
    rest: local(ports.rest),
    grpc: `grpc://127.0.0.1:${String(ports.grpc)}`,
    management: local(ports.management),
    web: local(ports.web),
    search: local(ports.search),
    data: join(folder, "kim"),
  };
  project.provide("stack", addresses);
  const workers: ChildProcess[] = [];
  stopAll = async () => {
    await Promise.all(workers.map(ended));
    await stack.stop();
    await rm(folder, { recursive: true });
  };
  try {
    await addUsers(addresses.search);
    await kim(addresses, ["deploy", "--to", addresses.rest]);
    workers.push(await startWorkers(addresses, folder));
  } catch (cause) {
    await stopAll();
    throw cause;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const over = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await over;
}

/** Stops everything that {@link setup} has started. */
export async function teardown(): Promise<void> {
  await stopAll();
}

function startKim(addresses: StackAddresses, args: readonly string[]): ChildProcess {
  const environment = { ...process.env, KIM_DATA_DIR: addresses.data, LOG_LEVEL: "info" };
  return spawn(process.execPath, ["src/kim.js", ...args], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
}

async function kim(addresses: StackAddresses, args: readonly string[]): Promise<void> {
  const child = startKim(addresses, args);
  child.stdout?.resume();
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`Expected "kim ${args.join(" ")}" to work, but it ended with ${String(code)}`);
}

/** The worker host as an operator starts it, in a process of its own; resolves when it has said where it works. */
async function startWorkers(addresses: StackAddresses, folder: string): Promise<ChildProcess> {
  const child = startKim(addresses, ["workers", "--to", addresses.grpc, "--clock", addresses.management]);
  const log = createWriteStream(join(folder, "workers.log"));
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => {
      reject(new Error(`Expected the workers to run, but they ended with ${String(code)}`));
    });
    createInterface({ input: child.stdout ?? process.stdin }).on("line", (line) => {
      log.write(`${line}\n`);
      if (line.startsWith("Workers")) resolve();
    });
  });
  return child;
}
