import { constantType } from "../behaviour/expressions.ts";
import { nodeIn, nodesIn, textIn, type Node } from "./moddle.ts";
import { definitionsOf, hasOneExtension, isA, withDescendants } from "./tree.ts";
import type { Rule } from "./validation-rule.ts";

const MESSAGE = "bpmn:MessageEventDefinition";
const ESCALATION = "bpmn:EscalationEventDefinition";
const SCOPES = ["bpmn:SubProcess", "bpmn:AdHocSubProcess", "bpmn:CallActivity"];
const ACTIVITY = /^bpmn:(?:\w*Task|\w*SubProcess|CallActivity)$/;

/** A signal that anything uses has a name. */
export const signal: Rule = (node) => [
  users(node, "signalRef").length > 0 && (textIn(node, "name") ?? "") === "" && "Name must be present and not empty",
];

/** An escalation that anything throws has a code; a catch without one catches all. */
export const escalation: Rule = (node) => [
  users(node, "escalationRef").some((user) => isThrown(user)) &&
    (textIn(node, "escalationCode") ?? "") === "" &&
    "EscalationCode must be present and not empty",
];

/** Who throws an escalation says which; who catches one knows its code beforehand. */
export const escalationDefinition: Rule = (node) => {
  const referred = nodeIn(node, "escalationRef");
  if (isThrown(node)) return [referred === undefined && "Must reference an escalation"];
  const isExpression = (textIn(referred, "escalationCode") ?? "").startsWith("=");
  return [isExpression && "The escalationCode of the escalation catch event is not allowed to be an expression"];
};

function users(root: Node, property: string): readonly Node[] {
  return withDescendants(nodeIn(root, "$parent") ?? {}).filter((each) => nodeIn(each, property) === root);
}

const isThrown = (definition: Node): boolean =>
  isA(nodeIn(definition, "$parent"), "bpmn:IntermediateThrowEvent", "bpmn:EndEvent");

/** Boundary events stand at activities; those of escalations where something inside can throw one. */
export const boundaryPlace: Rule = (node) => {
  const place = nodeIn(node, "attachedToRef");
  const catchesEscalation = definitionsOf(node).some((definition) => isA(definition, ESCALATION));
  return [
    place !== undefined && !ACTIVITY.test(textIn(place, "$type") ?? "") && "Must be attached to an activity",
    catchesEscalation &&
      !isA(place, ...SCOPES) &&
      "An escalation boundary event should only be attached to a subprocess, or a call activity.",
  ];
};

/** Messages are sent by a job worker. */
export const sendsMessage: Rule = (node) => {
  const sends = isA(node, "bpmn:SendTask") || definitionsOf(node).some((definition) => isA(definition, MESSAGE));
  const canSend = hasOneExtension(node, "zeebe:TaskDefinition");
  return [
    sends && !canSend && "Must have either one 'zeebe:publishMessage' or one 'zeebe:taskDefinition' extension element",
  ];
};

/** What starts a process has a name that needs no variables. */
export const startName: Rule = (node) => {
  if (!isA(nodeIn(node, "$parent"), "bpmn:Process")) return [];
  return definitionsOf(node).flatMap((definition) => {
    const kind = isA(definition, MESSAGE) ? "message" : "signal";
    const name = textIn(nodeIn(definition, `${kind}Ref`), "name");
    const type = name === undefined ? "STRING" : constantType(name);
    if (type === "STRING" || type === undefined) return [];
    return [`Expected constant expression of type String for ${kind} name '${name ?? ""}', but was ${type}`];
  });
};

/** What is wrong with a message that starts processes. */
export const startMessageErrors: Rule = (node) => {
  const all = withDescendants(nodeIn(node, "$parent") ?? {});
  const starts = all.filter(
    (each) =>
      isA(each, MESSAGE) &&
      nodeIn(each, "messageRef") === node &&
      isA(nodeIn(each, "$parent"), "bpmn:StartEvent") &&
      isA(nodeIn(nodeIn(each, "$parent"), "$parent"), "bpmn:Process"),
  );
  return [starts.length > 1 && "A message cannot be referred by more than one start event"];
};

/** What is wrong with the conditions behind an element that does not choose. */
export const conditionalFlowErrors: Rule = (node) => {
  if (isA(node, "bpmn:ExclusiveGateway", "bpmn:InclusiveGateway")) return [];
  const isConditional = nodesIn(node, "outgoing").some((flow) => nodeIn(flow, "conditionExpression") !== undefined);
  return [isConditional && "Conditional sequence flows are only supported at exclusive or inclusive gateway"];
};
