import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { writeBundle } from "../../src/platform/write-bundle.ts";

const HOME = fileURLToPath(new URL("../..", import.meta.url));
const NOTE = z.object({
  node: z.string(),
  entry: z.string(),
  inputs: z.array(z.tuple([z.string(), z.string()])),
});

let folder = "";

beforeAll(async () => {
  // Below node_modules as in real life: what a bundle leaves out is looked for there.
  folder = await mkdtemp(join(HOME, "node_modules", ".cache-bundle-"));
  await writeBundle({ HOME, BUNDLES: folder, stampOf: (path) => `stamp of ${path}` });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const note = async () => NOTE.parse(JSON.parse(await readFile(join(folder, "bundle.json"), "utf8")));

describe("the bundle of the engine", () => {
  it("runs the command that it was made for", async () => {
    const { entry } = await note();
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, entry), "engine", "start", "--help"]);
    expect(stdout).toContain("start the engine with its REST API and gRPC gateway");
  });

  it("names the sources that it was made from, by which a newer source is noticed", async () => {
    const { node, inputs } = await note();
    expect(node).toBe(process.version);
    const paths = inputs.map(([path]) => path);
    expect(paths).toEqual(expect.arrayContaining(["src/main.ts", "src/engine/core/loop.ts", "package-lock.json"]));
    expect(inputs[0]?.[1]).toBe(`stamp of ${paths[0] ?? ""}`);
  });
});
