import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { z } from "zod";

interface Read {
  readonly rootElement: object;
  readonly warnings: readonly { readonly message: string }[];
}

interface Moddle {
  fromXML(xml: string): Promise<Read>;
  toXML(root: object, options: { format: boolean }): Promise<{ xml: string }>;
}

type ModdleClass = new (packages: object) => Moddle;

const { BpmnModdle } = z.object({ BpmnModdle: z.custom<ModdleClass>() }).parse(await import("bpmn-moddle"));
const { DmnModdle } = z.object({ DmnModdle: z.custom<ModdleClass>() }).parse(await import("dmn-moddle"));
const zeebe: unknown = createRequire(import.meta.url)("zeebe-bpmn-moddle/resources/zeebe.json");

/** Thrown when a model holds something that the parser does not understand. */
class ModelUnreadable extends Error {
  constructor(name: string, problem: string) {
    super(`Expected ${name} to be readable, but: ${problem}`);
  }
}

function moddleFor(name: string): Moddle {
  return name.endsWith(".dmn") ? new DmnModdle({}) : new BpmnModdle({ zeebe });
}

/** Reads a model (.bpmn) or decision (.dmn) with Zeebe's extensions; throws when something in it is not understood. */
export async function readModel(name: string, xml: string): Promise<object> {
  const { rootElement, warnings } = await moddleFor(name).fromXML(xml);
  const [warning] = warnings;
  if (warning !== undefined) throw new ModelUnreadable(name, warning.message);
  return rootElement;
}

/** A model or decision as Camunda Modeler would save it. */
export async function formatModel(name: string, xml: string): Promise<string> {
  return (await moddleFor(name).toXML(await readModel(name, xml), { format: true })).xml;
}

/** Names of the models and decisions in a folder, sorted. */
export async function modelNames(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /\.(bpmn|dmn)$/.test(name)).sort();
}
