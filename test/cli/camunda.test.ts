import { spawn, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { isRunning } from "../../src/camunda/stack/is-running.ts";

const KIM = fileURLToPath(new URL("../../src/kim.js", import.meta.url));
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

/** In place of Java, Maven and Camunda: programs that behave as those do, so that every machine can look at the command's own part. */
let folder = "";
const data = (): string => join(folder, "data");
const cache = (): string => join(folder, "cache");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kim-camunda-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  program("bin/java", `echo 'openjdk version "21.0.9"' >&2`);
});

test("a start that fails ends with exit code 1 and one sentence, and deletes nobody's files", async () => {
  // given
  mkdirSync(data());
  writeFileSync(join(data(), "mine.txt"), "");

  // when
  const { exit, output } = run(["--port", "rest=1"]);

  // then
  expect(await exit).toBe(1);
  expect(output()).toMatch(
    /^Expected .* to be empty or of an earlier start, but other files are in it \(mine\.txt\).*\n$/,
  );
  expect(readdirSync(data())).toEqual(["mine.txt"]);
});

test("Ctrl-C while Camunda is fetched ends Maven and leaves nothing half-fetched", async () => {
  // given a Maven that takes its time, and has a child of its own
  program("bin/mvn", `echo $$ > '${join(folder, "pids")}'; sleep 600 & echo $! >> '${join(folder, "pids")}'; wait`);
  const { child, exit, output } = run(await ports());
  await until(() => readText("pids").trim().split("\n").length === 2);

  // when
  child.kill("SIGINT");

  // then
  expect(await exit).toBe(0);
  expect(output()).toContain("Stopped while it started; nothing is left running.");
  for (const pid of readText("pids").trim().split("\n")) await until(() => !isRunning(Number(pid)));
  expect(readdirSync(cache())).toEqual(["maven-camunda.log"]);
  expect(existsSync(data())).toBe(false);
});

test("Ctrl-C while the broker starts ends it", async () => {
  // given
  broker("setInterval(() => {}, 1000)");
  const { child, exit } = run(await ports());
  await until(() => readText("broker.pid") !== "");

  // when
  child.kill("SIGINT");

  // then
  expect(await exit).toBe(0);
  await until(() => !isRunning(brokerPid()));
  expect(existsSync(data())).toBe(false);
});

test("a second Ctrl-C, while the broker takes its time to stop, leaves no broker behind", async () => {
  // given
  broker(`process.on("SIGTERM", () => require("node:fs").writeFileSync("${join(folder, "asked")}", ""));${READY}`);
  const { child, exit, output } = run(await ports());
  await until(() => output().includes("Beenden mit"));

  // when
  child.kill("SIGINT");
  await until(() => existsSync(join(folder, "asked")));
  child.kill("SIGINT");

  // then
  expect(await exit).toBe(1);
  await until(() => !isRunning(brokerPid()));
});

test("a broker that dies is named with its last word and its log, and the exit code says so", async () => {
  // given
  broker(`console.log("No space left on device");${READY}`);
  const { exit, output } = run(await ports());
  await until(() => output().includes("Beenden mit"));

  // when
  process.kill(brokerPid(), "SIGKILL");

  // then
  expect(await exit).toBe(1);
  expect(output()).toMatch(
    /Expected Zeebe to run, but it ended \(signal SIGKILL.*Its last word: "No space left on device"/,
  );
  expect(output()).not.toMatch(/^\s+at /m);
  expect(readdirSync(data()).toSorted()).toEqual(["broker.log", "kim-camunda.json"]);
});

test("a broker that does not start is named with its exit code", async () => {
  broker(`console.log("Address already in use"); process.exit(7)`);
  const { exit, output } = run(await ports());
  expect(await exit).toBe(1);
  expect(output()).toMatch(/it ended \(exit code 7\)\. Its last word: "Address already in use"/);
});

test("a second start in the same folder is refused, and the first one runs on", async () => {
  // given
  broker(READY);
  const first = run(await ports());
  await until(() => first.output().includes("Beenden mit"));

  // when
  const second = run(await ports());

  // then
  expect(await second.exit).toBe(1);
  expect(second.output()).toContain(`process ${String(first.child.pid)} has started`);
  expect(isRunning(brokerPid())).toBe(true);
  expect(existsSync(data())).toBe(true);
});

test("what a start that was ended by force has left running is named", async () => {
  // given a broker whose command line looks like Java's
  broker(READY, "java");
  const first = run(await ports());
  await until(() => first.output().includes("Beenden mit"));
  onTestFinished(() => {
    if (isRunning(brokerPid())) process.kill(brokerPid(), "SIGKILL");
  });

  // when
  first.child.kill("SIGKILL");
  await first.exit;
  const second = run(await ports());

  // then
  expect(await second.exit).toBe(1);
  expect(second.output()).toContain(`End them: kill ${String(brokerPid())}`);
});

test("--keep leaves the data for the next start, and --fresh begins without it", async () => {
  // given
  broker(READY);
  const startAndStop = async (...options: string[]): Promise<string[]> => {
    const { child, exit, output } = run([...(await ports()), ...options]);
    await until(() => output().includes("Beenden mit"));
    const found = readdirSync(data()).toSorted();
    writeFileSync(join(data(), "journal"), "");
    child.kill("SIGINT");
    expect(await exit).toBe(0);
    return found;
  };

  // then
  await startAndStop("--keep");
  expect(await startAndStop("--keep")).toContain("journal");
  expect(await startAndStop("--keep", "--fresh")).not.toContain("journal");
  await startAndStop();
  expect(existsSync(data())).toBe(false);
});

/** Answers at the management port as a ready broker does. */
const READY = `require("node:http").createServer((_, answer) => answer.end("{}")).listen(Number(process.env.MANAGEMENT_SERVER_PORT), "127.0.0.1");`;

/** A distribution in the cache whose broker runs this script. */
function broker(script: string, name = "broker.cjs"): void {
  const home = join(cache(), "camunda-zeebe-8.6.0");
  mkdirSync(home, { recursive: true });
  const write = `require("node:fs").writeFileSync("${join(folder, "broker.pid")}", String(process.pid));`;
  writeFileSync(join(home, name), `${write}${script}`);
  program("cache/camunda-zeebe-8.6.0/bin/broker", `exec '${process.execPath}' '${join(home, name)}'`);
}

function program(path: string, script: string): void {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

interface Run {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly output: () => string;
}

/** Runs the command in a process of its own: only there is there an exit code. */
function run(options: readonly string[]): Run {
  const args = [KIM, "camunda", "--broker-only", "--data", data(), "--cache", cache(), ...options];
  const PATH = [join(folder, "bin"), process.env["PATH"]].join(delimiter);
  const child = spawn(process.execPath, args, { env: { ...process.env, PATH }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(async () => {
    child.kill("SIGINT");
    await exit;
  });
  return { child, exit, output: () => said };
}

/** Free ports for all that a broker listens on. */
async function ports(): Promise<string[]> {
  const names = ["rest", "grpc", "management", "command", "internal"];
  const servers = await Promise.all(names.map(async () => listening()));
  const options = names.map((name, at) => `${name}=${String(servers[at]?.port)}`);
  await Promise.all(servers.map(async ({ close }) => close()));
  return ["--port", ...options];
}

function listening(): Promise<{ port: number; close: () => Promise<unknown> }> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = z.object({ port: z.number() }).parse(server.address());
      resolve({ port, close: () => new Promise((closed) => server.close(closed)) });
    });
  });
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: PATIENCE_MS, interval: 50 });
}

function readText(name: string): string {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function brokerPid(): number {
  return Number(readText("broker.pid"));
}
