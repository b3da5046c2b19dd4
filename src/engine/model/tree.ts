import { isNode, nodeIn, nodesIn, textIn, typeOf, type Node } from "./moddle.ts";

/** A node with all nodes inside of it, in the order of the file; without recursion, because a file may nest as deep as it likes. */
export function withDescendants(node: Node): Node[] {
  const found: Node[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    for (const child of childrenOf(next).reverse()) open.push(child);
  }
  return found;
}

/** Elements nested deeper than this are refused: a reader's hand would not, and what works on them recurses. */
const MAX_NESTING = 500;

/** Why a file is nested too deep; undefined when it is not. */
export function nestingRefusal(definitions: Node): string | undefined {
  const depths = new Map<Node, number>();
  for (const node of withDescendants(definitions)) {
    const parent = nodeIn(node, "$parent");
    const depth = (parent === undefined ? 0 : (depths.get(parent) ?? 0)) + 1;
    depths.set(node, depth);
    if (depth > MAX_NESTING)
      return `Expected elements to be nested at most ${MAX_NESTING} deep, but there are deeper ones`;
  }
  return undefined;
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
  if (parent === undefined) return localName(node);
  if (id !== undefined) return id;
  return `${pathOf(parent)} > ${localName(node)}`;
}

/** "serviceTask", or the name of the property that an expression stands in. */
export function localName(node: Node): string {
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

/** The flow elements of a container; a file that was read does not change. */
const flowElements = new WeakMap<Node, ReadonlySet<Node>>();

/** Whether a node is among the flow elements of a container. */
export function isFlowElementOf(container: Node | undefined, node: Node): boolean {
  if (container === undefined) return false;
  let known = flowElements.get(container);
  if (known === undefined) flowElements.set(container, (known = new Set(nodesIn(container, "flowElements"))));
  return known.has(node);
}

/** The boundary events of a container by their activity; a file that was read does not change. */
const boundaryEvents = new WeakMap<Node, ReadonlyMap<Node | undefined, readonly Node[]>>();

/** The boundary events of an activity. */
export function boundaryEventsOf(activity: Node): readonly Node[] {
  const container = nodeIn(activity, "$parent");
  if (container === undefined) return [];
  let known = boundaryEvents.get(container);
  if (known === undefined) {
    known = Map.groupBy(elementsOf(container, "bpmn:BoundaryEvent"), (event) => nodeIn(event, "attachedToRef"));
    boundaryEvents.set(container, known);
  }
  return known.get(activity) ?? [];
}

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
