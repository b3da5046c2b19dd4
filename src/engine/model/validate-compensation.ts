import { flagIn, nodeIn, nodesIn, textIn, unresolvedIn, type Node } from "./moddle.ts";
import { associationFrom, boundaryEventsOf, definitionsOf, isA } from "./tree.ts";
import type { Rule } from "./validation-rule.ts";

const COMPENSATION = "bpmn:CompensateEventDefinition";

/** Compensation throw and end events always wait. */
export const waitsForHandlers: Rule = (node) => {
  const kind = isA(node, "bpmn:EndEvent") ? "end event" : "intermediate throwing event";
  const goesOn = definitionsOf(node).some(
    (definition) => isA(definition, COMPENSATION) && !flagIn(definition, "waitForCompletion", true),
  );
  return [goesOn && `A compensation ${kind} waitForCompletion attribute must be true or not present`];
};

/** A task that only compensates stands beside the flow. */
export const compensationHandler: Rule = (node) => {
  if (!flagIn(node, "isForCompensation", false)) return [];
  return [
    nodesIn(node, "incoming").length > 0 && "A compensation handler should have no incoming sequence flows",
    nodesIn(node, "outgoing").length > 0 && "A compensation handler should have no outgoing sequence flows",
    boundaryEventsOf(node).length > 0 && "A compensation handler should have no boundary events",
  ];
};

/** Whether a compensation boundary event leads to a handler by an association, and nowhere else. */
export const leadsToHandler = (event: Node): boolean =>
  nodesIn(event, "outgoing").length === 0 && associationFrom(event) !== undefined;

/** The activity that a compensation event names can be compensated, and stands in the same scope. */
export const compensationDefinition: Rule = (node) => {
  const activity = nodeIn(node, "activityRef");
  if (activity === undefined) {
    const unknown = unresolvedIn(node, "bpmn:activityRef");
    return [unknown !== undefined && `The referenced compensation activity '${unknown}' doesn't exist`];
  }
  const named = `The referenced compensation activity '${textIn(activity, "id") ?? ""}' must`;
  const scope = nodeIn(nodeIn(node, "$parent"), "$parent");
  return [
    !canBeCompensated(activity) && `${named} have either a compensation boundary event or be a subprocess`,
    nodeIn(activity, "$parent") !== scope && `${named} be in the same scope as the compensation throw event`,
  ];
};

function canBeCompensated(activity: Node): boolean {
  const hasEdge = boundaryEventsOf(activity)
    .flatMap(definitionsOf)
    .some((definition) => isA(definition, COMPENSATION));
  const isSubProcess = isA(activity, "bpmn:SubProcess", "bpmn:AdHocSubProcess");
  return hasEdge || (isSubProcess && !flagIn(activity, "triggeredByEvent", false));
}
