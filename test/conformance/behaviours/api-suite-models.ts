import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { behaviour } from "../behaviour.ts";

const suite = dirname(createRequire(import.meta.url).resolve("@camunda/e2e-test-suite/package.json"));

/** Models, decisions and forms of Camunda's own suite, one deployment each: made by people for the real product, not by us for our engine. */
export const apiSuiteModels = globSync("resources/**/*.{bpmn,dmn,form}", { cwd: suite })
  .toSorted()
  .map((path) =>
    behaviour(path.slice("resources/".length), {
      resources: { [basename(path)]: readFileSync(join(suite, path), "utf8") },
      steps: [],
    }),
  );
