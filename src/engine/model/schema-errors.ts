import { isNode, nodeIn, textIn, typeOf, unresolvedIn, type Node } from "./moddle.ts";
import { isA, localName, withDescendants } from "./tree.ts";

/** References that BPMN's schema resolves itself, by the element that has them. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  "bpmn:SequenceFlow": ["sourceRef", "targetRef"],
  "bpmn:DataObjectReference": ["dataObjectRef"],
};
const TIMES = ["timeDate", "timeDuration", "timeCycle"];

/** What BPMN's schema says about a file, in the words of the real engine's XML parser; undefined when it holds to the schema. */
export function schemaError(definitions: Node, warnings: readonly Node[]): string | undefined {
  const [found] = [...warnings.flatMap(warningErrors), ...withDescendants(definitions).flatMap(nodeErrors)];
  return found === undefined ? undefined : `Error: URI=null Line=1: ${found}`;
}

/** What the real engine says about a document that could not be read: it is something else, or no document at all. */
export function documentError(xml: string, reason: string): string {
  if (!reason.includes("failed to parse document as")) return reason;
  const bare = xml.replaceAll(/<\?[^]*?\?>|<!--[^]*?-->/g, "").trimStart();
  const name = /^<([A-Za-z_][\w:.-]*)/.exec(bare)?.[1] ?? "";
  return `Error: URI=null Line=1: cvc-elt.1.a: Cannot find the declaration of element '${name}'.`;
}

function warningErrors(warning: Node): string[] {
  const message = textIn(warning, "message") ?? "";
  const repeated = /duplicate ID <([^>]*)>/.exec(message)?.[1];
  if (repeated !== undefined) return [`cvc-id.2: There are multiple occurrences of ID value '${repeated}'.`];
  const element = nodeIn(warning, "element");
  const attribute = /^unknown attribute <([^>:]*)>/.exec(message)?.[1];
  if (attribute !== undefined && element !== undefined && typeOf(element).startsWith("bpmn:")) {
    const where = `bpmn:${localName(element)}`;
    return [`cvc-complex-type.3.2.2: Attribute '${attribute}' is not allowed to appear in element '${where}'.`];
  }
  const unknown = /unknown type <bpmn:([^>]*)>/.exec(message)?.[1];
  if (unknown === undefined) return [];
  const name = `bpmn:${unknown.charAt(0).toLowerCase()}${unknown.slice(1)}`;
  return [`cvc-complex-type.2.4.a: Invalid content was found starting with element '${name}'.`];
}

function nodeErrors(node: Node): string[] {
  return [
    ...(REFERENCES[typeOf(node)] ?? []).flatMap((property) => referenceErrors(node, property)),
    ...(isA(node, "bpmn:TimerEventDefinition") ? timerErrors(node) : []),
  ];
}

function referenceErrors(node: Node, property: string): string[] {
  const unresolved = unresolvedIn(node, `bpmn:${property}`);
  if (unresolved !== undefined) return [`cvc-id.1: There is no ID/IDREF binding for IDREF '${unresolved}'.`];
  if (nodeIn(node, property) !== undefined || !isA(node, "bpmn:SequenceFlow")) return [];
  return [`cvc-complex-type.4: Attribute '${property}' must appear on element 'bpmn:sequenceFlow'.`];
}

function timerErrors(node: Node): string[] {
  const [, second] = TIMES.filter((name) => isNode(node[name]));
  if (second === undefined) return [];
  return [
    `cvc-complex-type.2.4.d: Invalid content was found starting with element 'bpmn:${second}'. ` +
      "No child element is expected at this point.",
  ];
}
