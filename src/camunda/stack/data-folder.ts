import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { FolderForeign, FolderInUse, FolderUnusable } from "./errors.ts";
import { isRunning } from "./is-running.ts";

/** The folder for data and logs of a stack, held by this process. */
export interface StackFolder {
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
const marker = z.object({ pid: z.number().int().positive().optional() }).catch({});

/** Makes the folder where it is missing; throws {@link FolderUnusable}, {@link FolderForeign} or {@link FolderInUse}. */
export async function claimFolder(path: string): Promise<StackFolder> {
  try {
    await mkdir(path, { recursive: true });
    const entries = await readdir(path);
    if (entries.length > 0 && !entries.includes(MARKER)) throw new FolderForeign(path, entries);
    const holder = await holderOf(path);
    if (holder !== undefined) throw new FolderInUse(path, holder);
    await writeFile(join(path, MARKER), JSON.stringify({ pid: process.pid }));
    return folderAt(path, { wasEmpty: entries.length === 0 });
  } catch (cause) {
    throw cause instanceof Error && "syscall" in cause ? new FolderUnusable(path, cause) : cause;
  }
}

function folderAt(path: string, { wasEmpty }: { readonly wasEmpty: boolean }): StackFolder {
  return {
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

/** The process that works in the folder now; one that has died has let go of it. */
async function holderOf(path: string): Promise<number | undefined> {
  const text = await readFile(join(path, MARKER), "utf8").catch(() => "{}");
  const { pid } = marker.parse(jsonOf(text));
  return pid !== undefined && pid !== process.pid && isRunning(pid) ? pid : undefined;
}

/** A marker that was cut off by a full disk names nobody. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
