import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Scripts of pages, each an entry of its own in src/studio/browser. */
const ENTRIES = ["portal", "diagram", "editor", "task-form"] as const;
const FOLDER = fileURLToPath(new URL("../studio/browser/", import.meta.url));

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: ENTRIES.map((name) => `${FOLDER}${name}.ts`),
    outdir: FOLDER,
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  return new Map(
    ENTRIES.map((name) => [`${name}.js`, outputFiles.find(({ path }) => path.endsWith(`${name}.js`))?.text ?? ""]),
  );
}

/** Our scripts for the browser, bundled once at the first call and kept in memory. */
export function studioScripts(): () => Promise<ReadonlyMap<string, string>> {
  let bundled: Promise<ReadonlyMap<string, string>> | undefined;
  return () => (bundled ??= bundle());
}
