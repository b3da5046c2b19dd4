import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { askFeelOracle } from "../../conformance/zeebe/feel-oracle.ts";

// Asks the real engine's expression language about every expression in expressions/*.txt, one a line. Fails when an
// answer is not the recorded one; with --write the recordings are written anew.

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const FOLDER = join(import.meta.dirname, "expressions");
const variables = await readFile(join(import.meta.dirname, "variables.json"), "utf8");
const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".txt"));
const lists = await Promise.all(
  names.map(async (name) => (await readFile(join(FOLDER, name), "utf8")).split("\n").filter((line) => line !== "")),
);
const answers = await askFeelOracle(variables, lists.flat());

let from = 0;
let different = 0;
for (const [index, name] of names.entries()) {
  const to = from + (lists[index]?.length ?? 0);
  const text = `[\n${answers
    .slice(from, to)
    .map((answer) => JSON.stringify(answer))
    .join(",\n")}\n]\n`;
  const target = join(import.meta.dirname, "answers", name.replace(/txt$/, "json"));
  const isSame = (await readFile(target, "utf8").catch(() => "")) === text;
  if (!isSame) different++;
  if (!isSame && values.write) await writeFile(target, text);
  if (!isSame) console.log(`${values.write ? "written" : "different"}: ${target}`);
  from = to;
}
console.log(`${answers.length} expressions evaluated by the real Zeebe engine, ${different} recordings differ`);
if (!values.write && different > 0) process.exitCode = 1;
