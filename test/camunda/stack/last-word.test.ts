import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lastWordOf } from "../../../src/camunda/stack/last-word.ts";

test.each([
  { log: "", word: "" },
  { log: "one\ntwo\n\n", word: "two" },
  { log: "12:00 [main] ERROR no room\n\tat a.b.C\nbye\n", word: "12:00 [main] ERROR no room" },
  { log: "12:00 [main] ERROR\n      io.camunda - no room\n12:01 [main] INFO\n      bye", word: "io.camunda - no room" },
  { log: `ERROR of yesterday\n${"fine\n".repeat(300)}`, word: "fine" },
])("the last word of a log is its last error, else its last line: $word", ({ log, word }) => {
  const folder = mkdtempSync(join(tmpdir(), "kim-last-word-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, "log"), log);
  expect(lastWordOf(join(folder, "log"))).toBe(word);
});
