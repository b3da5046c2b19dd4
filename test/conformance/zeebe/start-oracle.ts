import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, globSync, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const OLDEST_JAVA = 21;
/** From this version on the JVM knows, and without it warns about, the access that agrona needs. */
const MEMORY_ACCESS_JAVA = 24;
const READY_WITHIN_MS = 60_000;

interface Java {
  readonly path: string;
  readonly version: number;
}

/** A running oracle. */
interface RunningOracle {
  readonly address: string;
  /** Process id, for what measures it. */
  readonly pid: number;
  stop(): void;
}

function candidates(): string[] {
  const home = process.env["JAVA_HOME"];
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "java"));
  const installed = globSync("/usr/lib/jvm/*/bin/java").toSorted().toReversed();
  return [...(home === undefined ? [] : [join(home, "bin", "java")]), ...onPath, ...installed].filter((path) =>
    existsSync(path),
  );
}

async function versionOf(path: string): Promise<number> {
  const { stderr } = await run(path, ["-version"]);
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}

/** Finds a Java that is new enough: JAVA_HOME, PATH, /usr/lib/jvm. Throws when there is none. */
export async function findJava(): Promise<Java> {
  for (const path of new Set(candidates())) {
    const version = await versionOf(path);
    if (version >= OLDEST_JAVA) return { path, version };
  }
  throw new Error(`Expected Java ${OLDEST_JAVA} or newer in JAVA_HOME, PATH or /usr/lib/jvm, but found none`);
}

/** Folder with the jars of the real engine: KIM_ORACLE_LIB, or a cache that Maven fills once. */
export async function classPath(): Promise<string> {
  const given = process.env["KIM_ORACLE_LIB"];
  if (given !== undefined && given !== "") return given;
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "kim-regelkreis", "zeebe-8.8.21");
  if (existsSync(folder) && readdirSync(folder).length > 0) return folder;
  mkdirSync(folder, { recursive: true });
  await run("mvn", [
    "-q",
    "-f",
    join(import.meta.dirname, "pom.xml"),
    "dependency:copy-dependencies",
    `-DoutputDirectory=${folder}`,
  ]);
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`Expected the real Zeebe engine to be ready within ${READY_WITHIN_MS} ms, but it is not`));
    }, READY_WITHIN_MS);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`Expected the real Zeebe engine to start, but it ended with code ${code ?? "none"}`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line !== "ready") return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/** How to run a Java source file with the real engine's jars, in the time zone of our tests. */
export async function javaCommand(source: string): Promise<{ readonly path: string; readonly args: string[] }> {
  const java = await findJava();
  const args = [
    "--enable-native-access=ALL-UNNAMED",
    ...(java.version >= MEMORY_ACCESS_JAVA ? ["--sun-misc-unsafe-memory-access=allow"] : []),
    "-Xmx512m",
    "-Duser.timezone=Europe/Berlin",
    "-cp",
    join(await classPath(), "*"),
    source,
  ];
  return { path: java.path, args };
}

/** Starts the real Zeebe engine in memory on a free port; its time zone is that of our tests. */
export async function startOracle(): Promise<RunningOracle> {
  const { path, args } = await javaCommand(join(import.meta.dirname, "Oracle.java"));
  const port = await freePort();
  const child = spawn(path, [...args, String(port)], { stdio: ["ignore", "pipe", "ignore"] });
  await ready(child);
  return { address: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => child.kill() };
}
