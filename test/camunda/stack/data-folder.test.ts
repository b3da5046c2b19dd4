import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { claimFolder } from "../../../src/camunda/stack/data-folder.ts";
import { FolderForeign, FolderInUse, FolderUnusable } from "../../../src/camunda/stack/errors.ts";

let path = "";

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "kim-stack-folder-"));
  path = join(folder, "camunda");
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
});

test("a folder with files of somebody else is refused, and nothing in it is touched", async () => {
  // given
  mkdirSync(path);
  writeFileSync(join(path, "thesis.odt"), "years of work");

  // when
  const attempt = claimFolder(path);

  // then
  await expect(attempt).rejects.toThrow(FolderForeign);
  await expect(attempt).rejects.toThrow(/thesis\.odt.*--data/);
  expect(readdirSync(path)).toEqual(["thesis.odt"]);
});

test("a folder in which another start works is refused with the process that holds it", async () => {
  // given
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void other.kill());
  mkdirSync(path);
  writeFileSync(join(path, "kim-camunda.json"), JSON.stringify({ pid: other.pid }));

  // when
  const attempt = claimFolder(path);

  // then
  await expect(attempt).rejects.toThrow(FolderInUse);
  await expect(attempt).rejects.toThrow(`process ${String(other.pid)}`);
});

test("a start that was killed holds its folder no longer", async () => {
  // given
  const other = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => other.once("exit", resolve));
  mkdirSync(path);
  writeFileSync(join(path, "kim-camunda.json"), JSON.stringify({ pid: other.pid }));

  // then
  await expect(claimFolder(path)).resolves.toBeDefined();
});

test("a place that cannot be written is named with the options that choose another", async () => {
  // given
  writeFileSync(path, "a file, not a folder");

  // when
  const attempt = claimFolder(join(path, "below"));

  // then
  await expect(attempt).rejects.toThrow(FolderUnusable);
  await expect(attempt).rejects.toThrow(/ENOTDIR.*--data/);
});

test("what is left at the end: all, the logs, or nothing", async () => {
  // given
  const begin = async () => {
    const folder = await claimFolder(path);
    mkdirSync(join(path, "broker"), { recursive: true });
    writeFileSync(join(path, "broker.log"), "last words");
    return folder;
  };

  // when
  await (await begin()).release("keep");
  const kept = readdirSync(path).toSorted();
  await (await begin()).release("logs");
  const logs = readdirSync(path).toSorted();
  await (await begin()).release("nothing");

  // then
  expect(kept).toEqual(["broker", "broker.log", "kim-camunda.json"]);
  expect(logs).toEqual(["broker.log", "kim-camunda.json"]);
  expect(existsSync(path)).toBe(false);
});

test("a start that fails before anything ran leaves kept data as it was", async () => {
  // given
  await (await claimFolder(path)).release("keep");
  writeFileSync(join(path, "broker.log"), "kept");

  // when
  await (await claimFolder(path)).release("asFound");

  // then
  expect(readFileSync(join(path, "broker.log"), "utf8")).toBe("kept");
});

test("a fresh start empties what an earlier one has left", async () => {
  // given
  await (await claimFolder(path)).release("keep");
  mkdirSync(join(path, "broker"));

  // when
  await (await claimFolder(path)).empty();

  // then
  expect(readdirSync(path)).toEqual(["kim-camunda.json"]);
});
