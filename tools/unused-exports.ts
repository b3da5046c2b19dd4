import { basename, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { analyzeTsConfig } from "ts-unused-exports";

/** Fails on exports that nobody imports. Vitest imports its configuration and global set-up itself. Types may stand alone; barrels are left out, because the analysis loses imports of "index.ts" by its full name. */
const home = fileURLToPath(new URL("..", import.meta.url));
const { unusedExports } = analyzeTsConfig(`${home}/tsconfig.json`, ["--allowUnusedTypes"]);

const unused = Object.entries(unusedExports)
  .filter(
    ([file]) => basename(file) !== "index.ts" && !file.endsWith(".config.ts") && !file.endsWith("global-setup.ts"),
  )
  .flatMap(([file, exports]) => exports.map(({ exportName }) => `${relative(home, file)}: ${exportName}`));

for (const line of unused) console.error(line);
if (unused.length > 0) {
  console.error(
    `\nExpected every export to be used, but ${String(unused.length)} are not. Take "export" away, or the code.`,
  );
  process.exitCode = 1;
}
