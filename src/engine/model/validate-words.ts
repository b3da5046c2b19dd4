import { textIn, typeOf, type Node } from "./moddle.ts";

/** Attributes that take only certain words: the real engine's parser stops at the first other one. */
const WORDS: Readonly<Record<string, { attribute: string; enumeration: string; words: readonly string[] }>> = {
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

/** What the real engine says to the first word that it does not know; undefined when it knows all. */
export function unknownWord(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    const rule = WORDS[typeOf(node)];
    const word = rule === undefined ? undefined : textIn(node, rule.attribute);
    if (rule === undefined || word === undefined || word === "" || rule.words.includes(word)) continue;
    return `No enum constant io.camunda.zeebe.model.bpmn.instance.zeebe.${rule.enumeration}.${word}`;
  }
  return undefined;
}
