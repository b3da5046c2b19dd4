import { readFileSync } from "node:fs";

/** Whether there is a process with this id, ours or somebody else's. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // It is there, but somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Whether a process is a Java; true where the system does not tell. Ids are given away again, so that another program may have it by now. */
export function isJava(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, "utf8").includes("java");
  } catch {
    return true;
  }
}

/** Ended, but its parent has not asked how: nothing of it runs. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${String(pid)}/stat`, "utf8"));
  } catch {
    return false;
  }
}
