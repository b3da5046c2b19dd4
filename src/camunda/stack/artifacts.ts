import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { ChecksumBroken, FolderUnusable, UnpackingFailed } from "./errors.ts";
import { isRunning } from "./is-running.ts";
import { runMaven } from "./maven.ts";
import { CAMUNDA, OPENSEARCH } from "./release.ts";
import { assertDisk, FETCH_DISK_MB } from "./room.ts";

const run = promisify(execFile);

/** Where the fetched software is. */
export interface Artifacts {
  /** The unpacked distribution. */
  readonly camunda: string;
  /** Folder of OpenSearch's jars. */
  readonly openSearch: string;
}

/** How artifacts are fetched. */
export interface FetchOptions {
  /** Kept between starts, outside of the repository. */
  readonly cache: string;
  readonly withOpenSearch: boolean;
  /** Hears a line about each longer step. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Fetches what the cache does not hold yet; a folder appears in the cache only when all of it was verified. */
export async function fetchArtifacts(options: FetchOptions): Promise<Artifacts> {
  await openCache(options.cache);
  const camunda = join(options.cache, CAMUNDA.folder);
  const openSearch = join(options.cache, `opensearch-${OPENSEARCH.artifactVersion}`);
  if (!existsSync(camunda)) await inScratch(options, (scratch) => fetchCamunda(options, { scratch, target: camunda }));
  if (options.withOpenSearch && !existsSync(openSearch)) {
    await inScratch(options, (scratch) => fetchOpenSearch(options, { scratch, target: openSearch }));
  }
  return { camunda, openSearch };
}

const SCRATCH = /^fetching-(?<pid>\d+)-/;

/** Makes the cache where it is missing, and deletes what a start that was killed has left of its work. */
async function openCache(cache: string): Promise<void> {
  try {
    await mkdir(cache, { recursive: true });
    const left = (await readdir(cache)).filter((name) => {
      const pid = SCRATCH.exec(name)?.groups?.["pid"];
      return pid !== undefined && !isRunning(Number(pid));
    });
    await Promise.all(left.map((name) => rm(join(cache, name), { recursive: true, force: true })));
  } catch (cause) {
    throw cause instanceof Error && "syscall" in cause ? new FolderUnusable(cache, cause) : cause;
  }
}

/** Works in a folder beside the target, so that the last step is one rename. */
async function inScratch({ cache }: FetchOptions, work: (scratch: string) => Promise<void>): Promise<void> {
  await assertDisk(FETCH_DISK_MB, cache);
  const scratch = await mkdtemp(join(cache, `fetching-${String(process.pid)}-`));
  try {
    await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Place {
  readonly scratch: string;
  readonly target: string;
}

async function fetchCamunda({ cache, tell, signal }: FetchOptions, { scratch, target }: Place): Promise<void> {
  const what = `Camunda ${CAMUNDA.version}`;
  tell(`Fetching ${what} (${String(CAMUNDA.sizeMb)} MB, once) …`);
  const properties = [`artifact=${CAMUNDA.artifact}`, `outputDirectory=${scratch}`, "mdep.useBaseVersion=true"];
  const log = join(cache, "maven-camunda.log");
  await runMaven({ what, goal: "copy", properties, folder: scratch, log, tell, signal });
  const archive = join(scratch, CAMUNDA.file);
  await verify({
    what,
    expected: CAMUNDA.sha256,
    actual: await sha256Of(archive),
    remove: localCopy("io/camunda/camunda-zeebe"),
  });
  tell("Verified. Unpacking …");
  await unpack({ what, archive, scratch, signal });
  await rename(join(scratch, CAMUNDA.folder), target);
}

async function unpack(packed: { what: string; archive: string; scratch: string; signal: AbortSignal }): Promise<void> {
  const { what, archive, scratch, signal } = packed;
  try {
    await run("tar", ["--extract", "--gzip", "--file", archive, "--directory", scratch], { signal });
  } catch (cause) {
    const [, said = "tar was interrupted"] = /^tar: (.*)$/m.exec(cause instanceof Error ? cause.message : "") ?? [];
    throw new UnpackingFailed({ what, reason: said }, { cause });
  }
}

async function fetchOpenSearch({ cache, tell, signal }: FetchOptions, { scratch, target }: Place): Promise<void> {
  const what = `OpenSearch ${OPENSEARCH.version}`;
  tell(`Fetching ${what} (${String(OPENSEARCH.sizeMb)} MB, once) …`);
  await writeFile(join(scratch, "pom.xml"), POM);
  const jars = join(scratch, "jars");
  const properties = [`outputDirectory=${jars}`];
  const log = join(cache, "maven-opensearch.log");
  await runMaven({ what, goal: "copy-dependencies", properties, folder: scratch, log, tell, signal });
  await verify({
    what,
    expected: OPENSEARCH.sha256,
    actual: await sha256OfAll(jars),
    remove: localCopy("org/codelibs"),
  });
  await rename(jars, target);
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>kim</groupId>
  <artifactId>opensearch</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>${OPENSEARCH.groupId}</groupId>
      <artifactId>${OPENSEARCH.artifactId}</artifactId>
      <version>${OPENSEARCH.artifactVersion}</version>
    </dependency>
  </dependencies>
</project>
`;

const localCopy = (path: string): string => `the folder ${path} in Maven's local repository (usually ~/.m2/repository)`;

/** Throws {@link ChecksumBroken} unless both are the same. */
function verify(found: { what: string; expected: string; actual: string; remove: string }): Promise<void> {
  return found.actual === found.expected ? Promise.resolve() : Promise.reject(new ChecksumBroken(found));
}

/** SHA-256 of a file, in hexadecimal. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** One SHA-256 for all files of a folder: over the lines that `sha256sum * | sort -k2` prints. */
async function sha256OfAll(folder: string): Promise<string> {
  const names = (await readdir(folder)).toSorted();
  const lines = await Promise.all(names.map(async (name) => `${await sha256Of(join(folder, name))}  ${name}\n`));
  return createHash("sha256").update(lines.join("")).digest("hex");
}
