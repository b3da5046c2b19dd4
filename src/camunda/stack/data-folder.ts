import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { FolderForeign, FolderInUse, FolderUnusable, LeftRunning } from "./errors.ts";
import { isJava, isRunning } from "./is-running.ts";

/** The folder for data and logs of a stack, held by this process. */
export interface StackFolder {
  /** Writes down which processes were started, so that they can be named when this one is ended by force and they are not. */
  note(pids: readonly number[]): Promise<void>;
  /** Deletes what an earlier start has left. */
  empty(): Promise<void>;
  /**
   * Lets go of it: `asFound` when nothing was started, `keep` leaves all for the next start, `logs` deletes the data alone, `nothing`
   * deletes the folder. Only what a stack has made is ever deleted: {@link claimFolder} takes no other folder.
   */
  release(left: "asFound" | "keep" | "logs" | "nothing"): Promise<void>;
}

/** Says that the folder was made by us, and who works in it. */
const MARKER = "kim-camunda.json";
const pid = z.number().int().positive();
const marker = z
  .object({ pid: pid.optional(), components: z.array(pid).catch([]) })
  .catch({ pid: undefined, components: [] });

/** Makes the folder where it is missing; throws {@link FolderUnusable}, {@link FolderForeign}, {@link FolderInUse} or {@link LeftRunning}. */
export async function claimFolder(path: string): Promise<StackFolder> {
  try {
    await mkdir(path, { recursive: true });
    const entries = await readdir(path);
    if (entries.length > 0 && !entries.includes(MARKER)) throw new FolderForeign(path, entries);
    await assertUnused(path);
    await writeFile(join(path, MARKER), JSON.stringify({ pid: process.pid }));
    return folderAt(path, { wasEmpty: entries.length === 0 });
  } catch (cause) {
    throw cause instanceof Error && "syscall" in cause ? new FolderUnusable(path, cause) : cause;
  }
}

function folderAt(path: string, { wasEmpty }: { readonly wasEmpty: boolean }): StackFolder {
  return {
    note: (components) => writeFile(join(path, MARKER), JSON.stringify({ pid: process.pid, components })),
    empty: () => emptied(path, (name) => name === MARKER),
    release: async (left) => {
      if (left === "nothing" || (left === "asFound" && wasEmpty)) {
        await rm(path, { recursive: true, force: true });
        return;
      }
      if (left === "logs") await emptied(path, (name) => name.endsWith(".log"));
      await writeFile(join(path, MARKER), JSON.stringify({}));
    },
  };
}

async function emptied(path: string, isKept: (name: string) => boolean): Promise<void> {
  const unwanted = (await readdir(path)).filter((name) => !isKept(name));
  await Promise.all(unwanted.map((name) => rm(join(path, name), { recursive: true, force: true })));
}

/** One that has died has let go of the folder; what it had started may still run in it. */
async function assertUnused(path: string): Promise<void> {
  const text = await readFile(join(path, MARKER), "utf8").catch(() => "{}");
  const { pid: holder, components } = marker.parse(jsonOf(text));
  if (holder === undefined || holder === process.pid) return;
  if (isRunning(holder)) throw new FolderInUse(path, holder);
  const left = components.filter((component) => isRunning(component) && isJava(component));
  if (left.length > 0) throw new LeftRunning(path, left);
}

/** A marker that was cut off by a full disk names nobody. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
