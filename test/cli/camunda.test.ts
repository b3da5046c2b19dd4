import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const program = fileURLToPath(new URL("../../src/kim.js", import.meta.url));

test("a start that fails ends with exit code 1 and one sentence, and deletes nobody's files", async () => {
  // given: a folder with files of somebody else, and on a machine without Java no start at all
  const folder = mkdtempSync(join(tmpdir(), "kim-camunda-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, "mine.txt"), "");

  // when
  const { code, stdout, stderr } = await kim(["camunda", "--broker-only", "--data", folder]);

  // then
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^Expected .*\n$/);
  expect(readdirSync(folder)).toEqual(["mine.txt"]);
});

/** Runs the command line in a process of its own: only there is there an exit code. */
function kim(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
