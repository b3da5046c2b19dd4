import { extension, flagIn, nodeIn, nodesIn, textIn, type Node } from "./moddle.ts";
import { elementsOf } from "./tree.ts";
import type { Rule } from "./validation-rule.ts";

/** An ad-hoc sub-process has neither start nor end; one that a worker drives says nothing of its own about what runs. */
export const adHocSubProcess: Rule = (node) => {
  const adHoc = extension(node, "zeebe:AdHoc");
  return [
    ...drivenErrors(node, adHoc),
    nodesIn(node, "flowElements").length === 0 && "Must have at least one activity.",
    elementsOf(node, "bpmn:StartEvent").length > 0 && "Must not contain a start event.",
    elementsOf(node, "bpmn:EndEvent").length > 0 && "Must not contain an end event.",
    collectionError(adHoc),
  ];
};

function drivenErrors(node: Node, adHoc: Node | undefined): (string | false)[] {
  if (extension(node, "zeebe:TaskDefinition") === undefined) return [];
  const refusal = (what: string): string => `Must not define ${what} in combination with zeebe:taskDefinition.`;
  return [
    !flagIn(node, "cancelRemainingInstances", true) && refusal("cancelRemainingInstances"),
    nodeIn(node, "completionCondition") !== undefined && refusal("completionCondition"),
    (textIn(adHoc, "activeElementsCollection") ?? "") !== "" && refusal("activeElementsCollection"),
  ];
}

function collectionError(adHoc: Node | undefined): string | false {
  const [element, collection] = [textIn(adHoc, "outputElement"), textIn(adHoc, "outputCollection")];
  if ((element === undefined) === (collection === undefined)) return false;
  return (
    "OutputElement and OutputCollection must both be set, or neither of them set. " +
    `outputElement:${element ?? "null"} and outputCollection:${collection ?? "null"}.`
  );
}
