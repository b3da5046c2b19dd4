import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");

const TOP_LEVEL = [
  ".ci",
  ".dependency-cruiser.cjs",
  ".dockerignore",
  ".env.example",
  ".gitattributes",
  ".gitignore",
  ".npmrc",
  ".nvmrc",
  ".prettierignore",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "Dockerfile",
  "LICENSE",
  "LICENSES",
  "README.md",
  "REUSE.toml",
  "SECURITY.md",
  "bench",
  "bpmn",
  "compose",
  "docker-compose.yml",
  "docs",
  "eslint.config.js",
  "examples",
  "forms",
  "municipalities",
  "package-lock.json",
  "package.json",
  "prettier.config.js",
  "publiccode.yml",
  "src",
  "test",
  "tools",
  "tsconfig.json",
  "vitest.config.ts",
  "workers",
];

const SOURCE_FOLDERS = [
  "camunda",
  "cli",
  "domain",
  "engine",
  "kim.js",
  "main.ts",
  "platform",
  "portal",
  "register",
  "scenarios",
  "studio",
];

const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ hasInstallScript: z.boolean().optional(), resolved: z.string().optional() }).loose(),
    ),
  })
  .parse(JSON.parse(read("package-lock.json")));

const manifest = z
  .object({
    allowScripts: z.record(z.string(), z.boolean()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read("package.json")));

describe("the repository", () => {
  it("has nothing on its top level that is not on the list", () => {
    const found = new Set(tracked.map((path) => path.split("/")[0]));
    expect([...found].filter((name) => name === undefined || !TOP_LEVEL.includes(name))).toEqual([]);
  });

  it("has no folder in src that is not on the list", () => {
    expect(readdirSync(`${root}/src`).filter((name) => !SOURCE_FOLDERS.includes(name))).toEqual([]);
  });

  it("lets no package run an install script that was not reviewed", () => {
    const scripted = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript === true);
    const names = scripted.map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
    expect(names.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
  });

  it("records no address of a package registry", () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved?.startsWith("http") === true)).toEqual(
      [],
    );
  });

  it("pins every package to one exact version", () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe("the sources", () => {
  const sources = tracked.filter((path) => /^(src|workers)\/.*\.ts$/.test(path));

  it("import in one direction only, without cycles", () => {
    expect(() =>
      execFileSync(`${root}/node_modules/.bin/depcruise`, ["--config", ".dependency-cruiser.cjs", "src", "workers"], {
        cwd: root,
        encoding: "utf8",
      }),
    ).not.toThrow();
  });

  it("read the environment in main.ts only", () => {
    const readers = sources.filter((path) => /process\.env\b/.test(read(path)));
    expect(readers.filter((path) => path !== "src/main.ts")).toEqual([]);
  });

  it("take the present from a clock that is passed in", () => {
    const allowed = ["src/platform/clock.ts", "src/engine/core/clock.ts"];
    const readers = sources.filter((path) => /\bDate\.now\(\)|new Date\(\)/.test(read(path)));
    expect(readers.filter((path) => !allowed.includes(path))).toEqual([]);
  });

  it("end the process in main.ts only", () => {
    expect(sources.filter((path) => /process\.exit\(/.test(read(path)) && path !== "src/main.ts")).toEqual([]);
  });

  it("hold no open task", () => {
    expect(sources.filter((path) => /\b(TODO|FIXME|XXX)\b/.test(read(path)))).toEqual([]);
  });

  it("use no raw output in templates", () => {
    const templates = tracked.filter((path) => path.startsWith("src/") && path.endsWith(".hbs"));
    expect(templates.filter((path) => /\{\{\{(?!body\}\}\}|> )/.test(read(path)))).toEqual([]);
  });
});
