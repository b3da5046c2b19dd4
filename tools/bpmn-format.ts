import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatModel, modelNames } from "./moddle.ts";

for (const name of await modelNames("bpmn")) {
  const file = join("bpmn", name);
  await writeFile(file, await formatModel(name, await readFile(file, "utf8")));
}
