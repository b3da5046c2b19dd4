import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { modelNames, readModel } from "./moddle.ts";

const require = createRequire(import.meta.url);
/** The oldest and the newest Camunda that the models must run on. */
const PLATFORMS = ["camunda-cloud-8-6", "camunda-cloud-8-9"];
/** Flows that meet at a task go on one by one, as Zeebe executes them: a gateway at each of the 50 places would hide the loop. */
const IMPLICIT_JOINS = { "fake-join": "off" };

const reports = z.record(z.string(), z.array(z.object({ id: z.string().optional(), message: z.string() })));

interface Linter {
  lint(root: object): Promise<unknown>;
}

const { Linter } = z
  .object({ Linter: z.custom<new (options: { config: object; resolver: object }) => Linter>() })
  .parse(require("bpmnlint"));
const NodeResolver = z.custom<new () => object>().parse(require("bpmnlint/lib/resolver/node-resolver"));

/** What bpmnlint says about one model, one line per problem (file, element, message, rule); warnings count as problems. */
export async function lintModel(name: string, xml: string): Promise<readonly string[]> {
  const root = await readModel(name, xml);
  const lines = new Set<string>();
  for (const platform of PLATFORMS) {
    const config = { extends: ["bpmnlint:recommended", `plugin:camunda-compat/${platform}`], rules: IMPLICIT_JOINS };
    const found = reports.parse(await new Linter({ config, resolver: new NodeResolver() }).lint(root));
    for (const [rule, problems] of Object.entries(found))
      for (const { id, message } of problems) lines.add(`${name}: ${id ?? "?"}: ${message} (${rule})`);
  }
  return [...lines];
}

/** Lints every model of a folder; an empty list means clean. */
export async function lintFolder(folder: string): Promise<readonly string[]> {
  const names = (await modelNames(folder)).filter((name) => name.endsWith(".bpmn"));
  const lint = async (name: string) => lintModel(name, await readFile(join(folder, name), "utf8"));
  return (await Promise.all(names.map(lint))).flat();
}
