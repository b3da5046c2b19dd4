import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { JavaMissing } from "./errors.ts";

const run = promisify(execFile);

/** A Java on this machine. */
export interface Java {
  /** What JAVA_HOME would be. */
  readonly home: string;
  /** Path of the program `java`. */
  readonly program: string;
  /** Feature version: 17, 21, 25. */
  readonly version: number;
}

/** Which Javas a component runs on, both ends included. */
export interface JavaRange {
  readonly component: string;
  readonly oldest: number;
  readonly newest: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

const USUAL_PLACES = [
  "/usr/lib/jvm/*/bin/java",
  "/opt/java/*/bin/java",
  "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java",
];

/** Every Java of this machine that answers, newest first: JAVA_HOME, PATH, the usual places. */
export async function findJavas(environment: Variables): Promise<Java[]> {
  const versions = await Promise.all([...new Set(candidates(environment))].map(javaAt));
  return versions.filter((java) => java !== undefined).toSorted((left, right) => right.version - left.version);
}

/** The newest of these Javas that a component runs on; throws {@link JavaMissing}. */
export function chooseJava(javas: readonly Java[], range: JavaRange): Java {
  const chosen = javas.find(({ version }) => version >= range.oldest && version <= range.newest);
  if (chosen !== undefined) return chosen;
  throw new JavaMissing({ ...range, found: [...new Set(javas.map(({ version }) => `Java ${String(version)}`))] });
}

function candidates(environment: Variables): string[] {
  const home = environment["JAVA_HOME"];
  const onPath = (environment["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "java"));
  const named = home === undefined || home === "" ? [] : [join(home, "bin", "java")];
  return [...named, ...onPath, ...globSync(USUAL_PLACES)].filter((path) => existsSync(path));
}

async function javaAt(program: string): Promise<Java | undefined> {
  try {
    const { stderr } = await run(program, ["-XshowSettings:properties", "-version"]);
    const version = Number(/version "(?:1\.)?(\d+)/.exec(stderr)?.[1]);
    const home = /java\.home = (.+)/.exec(stderr)?.[1] ?? dirname(dirname(program));
    return Number.isNaN(version) ? undefined : { home, program: join(home, "bin", "java"), version };
  } catch {
    // Something named java that does not run is no Java; the sentence about a missing one lists those that do.
    return undefined;
  }
}
