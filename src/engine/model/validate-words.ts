import { nodeIn, textIn, typeOf, type Node } from "./moddle.ts";
import { isA, localType } from "./tree.ts";

/** Attributes that take only certain words: the real engine's parser stops at the first other one. */
const WORDS: Readonly<Record<string, { attribute: string; enumeration: string; words: readonly string[] }>> = {
  "zeebe:LinkedResource": {
    attribute: "bindingType",
    enumeration: "ZeebeBindingType",
    words: ["latest", "deployment", "versionTag"],
  },
  "zeebe:ExecutionListener": {
    attribute: "eventType",
    enumeration: "ZeebeExecutionListenerEventType",
    words: ["start", "end"],
  },
  "zeebe:TaskListener": {
    attribute: "eventType",
    enumeration: "ZeebeTaskListenerEventType",
    words: [
      ...["creating", "assigning", "updating", "completing", "canceling"],
      ...["create", "assignment", "update", "complete", "cancel"],
    ],
  },
};

/** A boundary event's host must be an activity; the real engine's parser stops at anything else. */
function foreignHost(node: Node): string | undefined {
  const host = isA(node, "bpmn:BoundaryEvent") ? nodeIn(node, "attachedToRef") : undefined;
  if (host === undefined || !/Gateway$|Event$/.test(typeOf(host))) return undefined;
  const [own, wanted] = [`${IMPLEMENTATIONS}.${localType(host)}Impl`, "io.camunda.zeebe.model.bpmn.instance.Activity"];
  return `class ${own} cannot be cast to class ${wanted} (${own} and ${wanted} are in unnamed module of loader 'app')`;
}

const IMPLEMENTATIONS = "io.camunda.zeebe.model.bpmn.impl.instance";

/** What the real engine says to the first word that it does not know; undefined when it knows all. */
export function unknownWord(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    const foreign = foreignHost(node);
    if (foreign !== undefined) return foreign;
    const rule = WORDS[typeOf(node)];
    const word = rule === undefined ? undefined : textIn(node, rule.attribute);
    if (rule === undefined || word === undefined || word === "" || rule.words.includes(word)) continue;
    return `No enum constant io.camunda.zeebe.model.bpmn.instance.zeebe.${rule.enumeration}.${word}`;
  }
  return undefined;
}
