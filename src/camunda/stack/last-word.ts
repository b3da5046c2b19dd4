import { readFileSync } from "node:fs";

/** An error so far from the end is another matter. */
const LINES = 200;
const LENGTH = 300;

/** What the log of a component says last: the last error among its last lines, with the line after where its message stands there; else its last line. */
export function lastWordOf(log: string): string {
  const lines = readFileSync(log, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(-LINES);
  const at = lines.findLastIndex((line) => /\b(ERROR|FATAL)\b/.test(line));
  if (at === -1) return (lines.at(-1) ?? "").slice(0, LENGTH);
  const [head = "", next = ""] = lines.slice(at, at + 2);
  // Zeebe writes time, thread and level on one line, and what happened on the next.
  const isAlone = /\b(ERROR|FATAL)$/.test(head);
  return (isAlone ? next : head).slice(0, LENGTH);
}
