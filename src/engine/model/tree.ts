import { isNode, nodeIn, nodesIn, textIn, typeOf, type Node } from "./moddle.ts";

/** A node with all nodes inside of it, in the order of the file. */
export function withDescendants(node: Node): Node[] {
  return [node, ...childrenOf(node).flatMap(withDescendants)];
}

/** The nodes directly inside of a node; nodes that it merely refers to are not among them. */
function childrenOf(node: Node): Node[] {
  const values = Object.entries(node).flatMap(([name, value]) =>
    name.startsWith("$") ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
  return values.filter((value) => nodeIn(value, "$parent") === node);
}

/** "ServiceTask" of "bpmn:ServiceTask". */
export const localType = (node: Node): string => typeOf(node).replace(/^.*:/, "");

/** Where a node stands, as Zeebe says it: its id, or the path from the nearest element that has one. */
export function pathOf(node: Node): string {
  const id = textIn(node, "id");
  const parent = nodeIn(node, "$parent");
  if (id !== undefined || parent === undefined) return id ?? localName(node);
  return `${pathOf(parent)} > ${localName(node)}`;
}

function localName(node: Node): string {
  const parent = nodeIn(node, "$parent");
  const type = localType(node);
  const property = Object.entries(parent ?? {}).find(([, value]) => value === node)?.[0];
  if (type.endsWith("Expression") && property !== undefined) return property;
  return type.charAt(0).toLowerCase() + type.slice(1);
}

/** The event definitions of an event. */
export const definitionsOf = (event: Node): Node[] => nodesIn(event, "eventDefinitions");

/** Whether a node is of a BPMN type, "bpmn:SubProcess". */
export const isA = (node: Node | undefined, ...types: readonly string[]): boolean => types.includes(typeOf(node));

/** The flow elements of a container that are of a type. */
export const elementsOf = (container: Node, ...types: readonly string[]): Node[] =>
  nodesIn(container, "flowElements").filter((element) => isA(element, ...types));

/** The boundary events of an activity. */
export const boundaryEventsOf = (activity: Node): Node[] =>
  elementsOf(nodeIn(activity, "$parent") ?? {}, "bpmn:BoundaryEvent").filter(
    (event) => nodeIn(event, "attachedToRef") === activity,
  );

/** The association that begins at a node; undefined when there is none. */
export function associationFrom(node: Node): Node | undefined {
  for (let container = nodeIn(node, "$parent"); container !== undefined; container = nodeIn(container, "$parent")) {
    const found = nodesIn(container, "artifacts").find(
      (artifact) => isA(artifact, "bpmn:Association") && nodeIn(artifact, "sourceRef") === node,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How many extension elements of a type a node has. */
const countExtensions = (node: Node, type: string): number =>
  nodesIn(nodeIn(node, "extensionElements"), "values").filter((value) => typeOf(value) === type).length;

/** Whether a node has exactly one extension element of one of the types. */
export const hasOneExtension = (node: Node, ...types: readonly string[]): boolean =>
  types.reduce((sum, type) => sum + countExtensions(node, type), 0) === 1;

/** The name of the message or signal of an event definition. */
export const referredName = (definition: Node): string =>
  textIn(nodeIn(definition, "messageRef") ?? nodeIn(definition, "signalRef") ?? {}, "name") ?? "";
