import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { fetchArtifacts } from "../../../src/camunda/stack/artifacts.ts";
import { ChecksumBroken, DownloadFailed, MavenMissing } from "../../../src/camunda/stack/errors.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kim-artifacts-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("without Maven the sentence says how to get it, and the cache stays empty", async () => {
  vi.stubEnv("PATH", join(folder, "nothing"));
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(fetching()).rejects.toThrow(MavenMissing);
  expect(left()).toEqual([]);
});

test("Maven's own first error is passed on with the place of its log", async () => {
  maven("echo '[INFO] x'; echo '[ERROR] Could not transfer artifact a:b:1'; exit 1");
  const attempt = fetching();
  await expect(attempt).rejects.toThrow(DownloadFailed);
  await expect(attempt).rejects.toThrow(/Could not transfer artifact a:b:1.*maven-camunda\.log/);
  expect(left()).toEqual([]);
});

test("a file that is not the one that was tried is not used, and what to delete is named", async () => {
  maven(
    'for each; do case "$each" in -DoutputDirectory=*) echo broken > "${each#*=}/camunda-zeebe-8.6.0.tar.gz";; esac; done',
  );
  const attempt = fetching();
  await expect(attempt).rejects.toThrow(ChecksumBroken);
  await expect(attempt).rejects.toThrow("Delete the folder io/camunda/camunda-zeebe in Maven's local repository");
  expect(left()).toEqual([]);
});

test("a download that is interrupted leaves nothing half-fetched", async () => {
  // given
  maven(`touch '${join(folder, "started")}'; exec sleep 60`);
  const stopping = new AbortController();
  const attempt = fetching(stopping.signal);
  attempt.catch(() => undefined);
  await vi.waitUntil(() => existsSync(join(folder, "started")), 20_000);

  // when
  stopping.abort();

  // then
  await expect(attempt).rejects.toThrow(DownloadFailed);
  expect(left()).toEqual([]);
});

test("what a start that was killed has left half-fetched is deleted; what another one is at is not", async () => {
  // given
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  const [abandoned, other] = [`fetching-${String(dead)}-abc`, `fetching-${String(process.ppid)}-abc`];
  for (const name of [abandoned, other]) mkdirSync(join(folder, "cache", name), { recursive: true });
  vi.stubEnv("PATH", join(folder, "nothing"));
  onTestFinished(() => void vi.unstubAllEnvs());

  // when
  await expect(fetching()).rejects.toThrow(MavenMissing);

  // then
  expect(left()).toEqual([other]);
});

test("a cache that cannot be written is named with the option that chooses another", async () => {
  writeFileSync(join(folder, "cache"), "a file, not a folder");
  await expect(fetching()).rejects.toThrow(/Expected to write to .*cache.*--cache/);
});

function fetching(signal: AbortSignal = new AbortController().signal): Promise<unknown> {
  return fetchArtifacts({ cache: join(folder, "cache"), withOpenSearch: false, tell: () => undefined, signal });
}

/** A program named mvn that does what the script says. */
function maven(script: string): void {
  const path = join(folder, "mvn");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env["PATH"] ?? ""}`);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** What is in the cache beside Maven's logs. */
function left(): string[] {
  return readdirSync(join(folder, "cache")).filter((name) => !name.endsWith(".log"));
}
