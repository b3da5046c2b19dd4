import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { OutputFile, Plugin } from "esbuild";

/** Where bundles are looked for: what src/platform/bundle.js exports. */
interface Bundles {
  /** The installation's folder. */
  readonly HOME: string;
  /** The folder that bundles are kept in. */
  readonly BUNDLES: string;
  /** What a file of the installation says about itself without being read. */
  readonly stampOf: (path: string) => string;
}

/** What finds files beside itself or starts threads stays where it is. */
const EXTERNAL = ["@camunda8/sdk", "@grpc/*", "esbuild", "pino", "pino-pretty", "jsdom"];

/** Packages of CommonJS ask for Node's modules in their own way. */
const BANNER =
  'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);';

/**
 * Makes one file of what `kim engine start` needs, for the next start; src/platform/bundle.js finds it. Does nothing where the
 * folder cannot be written or esbuild is missing: then the engine starts from its sources.
 */
export async function writeBundle(bundles: Bundles): Promise<void> {
  const { HOME, BUNDLES } = bundles;
  try {
    const { build, stop } = await import("esbuild");
    const { outputFiles, metafile } = await build({
      entryPoints: [join(HOME, "src", "main.ts")],
      absWorkingDir: HOME,
      outdir: BUNDLES,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      minifySyntax: true,
      minifyWhitespace: true,
      platform: "node",
      format: "esm",
      external: EXTERNAL,
      banner: { js: BANNER },
      plugins: [ownFiles, withoutLanguages, httpAlone],
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    await stop();
    keep(bundles, outputFiles, Object.keys(metafile.inputs));
  } catch {
    // The next start is as slow as this one; nothing else depends on it.
  }
}

/** A bundle has its own folder, named by its content; the note of where it is comes last. */
function keep({ BUNDLES, stampOf }: Bundles, files: readonly OutputFile[], inputs: readonly string[]): void {
  const hash = createHash("sha256");
  for (const { contents } of files) hash.update(contents);
  const folder = hash.digest("hex").slice(0, 16);
  for (const { path, contents } of files) {
    const target = join(BUNDLES, folder, relative(BUNDLES, path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
  const own = inputs.filter((path) => path.startsWith("src/"));
  const sources = [...own, "package-lock.json", "src/platform/write-bundle.ts"].map((path) => [path, stampOf(path)]);
  const note = { node: process.version, entry: `${folder}/main.mjs`, inputs: sources };
  writeFileSync(join(BUNDLES, "bundle.json.part"), JSON.stringify(note));
  renameSync(join(BUNDLES, "bundle.json.part"), join(BUNDLES, "bundle.json"));
  for (const other of readdirSync(BUNDLES, { withFileTypes: true })) {
    if (other.isDirectory() && other.name !== folder) rmSync(join(BUNDLES, other.name), { recursive: true });
  }
}

/** Own files keep their address, and what belongs to other commands stays outside. */
const ownFiles: Plugin = {
  name: "own-files",
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
      loader: "ts",
    }));
    build.onResolve({ filter: /^\.\// }, ({ importer, kind, path }) => {
      const isOtherCommand = kind === "dynamic-import" && /program\.ts$/.test(importer) && path !== "./engine.ts";
      return isOtherCommand ? { path: pathToFileURL(join(dirname(importer), path)).href, external: true } : undefined;
    });
  },
};

/** zod brings its messages in 50 languages; ours are our own. */
const withoutLanguages: Plugin = {
  name: "without-languages",
  setup: (build) => {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

/** Importing node:http as a module loads fetch and WebSocket too, a third of a start's memory; asking Node for it does not. */
const httpAlone: Plugin = {
  name: "http-alone",
  setup: (build) => {
    build.onResolve({ filter: /^node:http$/ }, ({ path }) => ({ path, namespace: "of-node" }));
    build.onLoad({ filter: /.*/, namespace: "of-node" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};
