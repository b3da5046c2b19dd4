import type { ChildProcess } from "node:child_process";

/** Sends a signal to a detached process and all that it started; those that have ended already are no error. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Has a detached process ended at once when this one ends in a hurry (a second Ctrl-C, a bug): it would run on alone otherwise. */
export function endWithUs(child: ChildProcess): void {
  const end = (): void => {
    signalGroup(child, "SIGKILL");
  };
  process.once("exit", end);
  child.once("exit", () => process.removeListener("exit", end));
}
