import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { runMaven } from "../../src/camunda/stack/maven.ts";

const run = promisify(execFile);

const BROKER = "camunda-zeebe-8.6.0";

/** The folder that what is fetched is kept in. */
function cacheFolder(): string {
  const folder = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kim-regelkreis");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Folder of the broker's distribution, fetched from Maven Central once; that of `npm run camunda` where it is there. */
export async function brokerFolder(signal: AbortSignal): Promise<string> {
  const cache = cacheFolder();
  const [shared, own] = [join(cache, "camunda", BROKER), join(cache, "bench", BROKER)];
  for (const folder of [shared, own]) if (existsSync(join(folder, "bin", "broker"))) return folder;
  const work = join(cache, "bench", "work");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  await runMaven({
    what: "the broker of Camunda 8.6.0",
    goal: "copy",
    properties: ["artifact=io.camunda:camunda-zeebe:8.6.0:tar.gz", `outputDirectory=${work}`],
    folder: work,
    log: join(cache, "bench", "maven-broker.log"),
    signal,
  });
  await run("tar", ["-xzf", join(work, `${BROKER}.tar.gz`), "-C", work]);
  renameSync(join(work, BROKER), own);
  rmSync(work, { recursive: true, force: true });
  return own;
}

/** Folder with the jars of Zeebe's Java client, fetched from Maven Central once. */
export async function clientFolder(signal: AbortSignal): Promise<string> {
  const cache = cacheFolder();
  const folder = join(cache, "bench", "zeebe-client-8.8.21");
  if (existsSync(folder) && readdirSync(folder).length > 1) return folder;
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(import.meta.dirname, "pom.xml"), join(folder, "pom.xml"));
  await runMaven({
    what: "Zeebe's Java client",
    goal: "copy-dependencies",
    properties: [`outputDirectory=${folder}`],
    folder,
    log: join(cache, "bench", "maven-client.log"),
    signal,
  });
  return folder;
}
