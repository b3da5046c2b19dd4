import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BpmnModdle } from "bpmn-moddle";

/** A node of the parsed XML: properties by name, nodes among them. */
export type Node = Readonly<Record<string, unknown>>;

let known: BpmnModdle | undefined;

/** Made for the first model that is read: an engine with nothing to deploy starts without it. */
function moddle(): BpmnModdle {
  return (known ??= new BpmnModdle({ zeebe: zeebeElements() }));
}

function zeebeElements(): unknown {
  const file = createRequire(import.meta.url).resolve("zeebe-bpmn-moddle/resources/zeebe.json");
  const elements: unknown = JSON.parse(readFileSync(file, "utf8"));
  return elements;
}

/** Reads BPMN XML with Zeebe's extensions; gives the definitions, or what the parser found wrong. */
export async function readXml(
  xml: string,
): Promise<{ definitions: Node; warnings: readonly Node[] } | { error: string }> {
  try {
    const parsed: unknown = await moddle().fromXML(xml);
    const read = isNode(parsed) ? parsed : undefined;
    const warnings = nodesIn(read, "warnings");
    noteUnresolved(warnings);
    const definitions = nodeIn(read, "rootElement");
    return definitions === undefined ? { error: "Expected BPMN definitions, but got none" } : { definitions, warnings };
  } catch (cause) {
    const [reason = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    return { error: `Fatal Error: URI=null Line=1: ${reason}` };
  }
}

/** References to what the file does not have: by the node, its property and the id it names. */
const unresolved = new WeakMap<Node, ReadonlyMap<string, string>>();

function noteUnresolved(warnings: readonly Node[]): void {
  for (const warning of warnings) {
    const [element, property, value] = [
      nodeIn(warning, "element"),
      textIn(warning, "property"),
      textIn(warning, "value"),
    ];
    if (element === undefined || property === undefined || value === undefined) continue;
    unresolved.set(element, new Map([...(unresolved.get(element) ?? []), [property, value]]));
  }
}

/** The id that a property names although the file has no such element; undefined when all is well. */
export function unresolvedIn(node: Node, property: string): string | undefined {
  return unresolved.get(node)?.get(property);
}

/** Whether a value is a node. */
export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The node in a property. */
export function nodeIn(node: Node | undefined, name: string): Node | undefined {
  const value = node?.[name];
  return isNode(value) ? value : undefined;
}

/** The nodes of a list property. */
export function nodesIn(node: Node | undefined, name: string): Node[] {
  const value = node?.[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The text of a property; numbers and truth values as text. */
export function textIn(node: Node | undefined, name: string): string | undefined {
  const value = node?.[name];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** The truth value of a property, else the default. */
export function flagIn(node: Node | undefined, name: string, fallback: boolean): boolean {
  const value = node?.[name];
  return typeof value === "boolean" ? value : fallback;
}

/** The type of a node: "bpmn:ServiceTask". */
export function typeOf(node: Node | undefined): string {
  return textIn(node, "$type") ?? "";
}

/** The first extension element of a type, "zeebe:IoMapping". */
export function extension(node: Node | undefined, type: string): Node | undefined {
  return nodesIn(nodeIn(node, "extensionElements"), "values").find((value) => typeOf(value) === type);
}
