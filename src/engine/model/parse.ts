import { extension, flagIn, nodeIn, nodesIn, textIn, typeOf, type Node } from "./moddle.ts";
import { parseEvent } from "./parse-event.ts";
import { parseExtensions } from "./parse-extensions.ts";
import type { AdHocSource, ElementSource, ElementType, FlowSource, ProcessSource } from "./source.ts";

const TYPES: Readonly<Record<string, ElementType>> = {
  "bpmn:SubProcess": "SUB_PROCESS",
  "bpmn:AdHocSubProcess": "AD_HOC_SUB_PROCESS",
  "bpmn:StartEvent": "START_EVENT",
  "bpmn:IntermediateCatchEvent": "INTERMEDIATE_CATCH_EVENT",
  "bpmn:IntermediateThrowEvent": "INTERMEDIATE_THROW_EVENT",
  "bpmn:BoundaryEvent": "BOUNDARY_EVENT",
  "bpmn:EndEvent": "END_EVENT",
  "bpmn:ServiceTask": "SERVICE_TASK",
  "bpmn:ReceiveTask": "RECEIVE_TASK",
  "bpmn:UserTask": "USER_TASK",
  "bpmn:ManualTask": "MANUAL_TASK",
  "bpmn:Task": "TASK",
  "bpmn:ExclusiveGateway": "EXCLUSIVE_GATEWAY",
  "bpmn:ParallelGateway": "PARALLEL_GATEWAY",
  "bpmn:EventBasedGateway": "EVENT_BASED_GATEWAY",
  "bpmn:InclusiveGateway": "INCLUSIVE_GATEWAY",
  "bpmn:CallActivity": "CALL_ACTIVITY",
  "bpmn:BusinessRuleTask": "BUSINESS_RULE_TASK",
  "bpmn:ScriptTask": "SCRIPT_TASK",
  "bpmn:SendTask": "SEND_TASK",
};

/** The executable processes of BPMN definitions, as plain data. */
export function parseProcesses(definitions: Node): ProcessSource[] {
  return nodesIn(definitions, "rootElements")
    .filter((node) => typeOf(node) === "bpmn:Process" && flagIn(node, "isExecutable", false))
    .map(parseProcess);
}

function parseProcess(node: Node): ProcessSource {
  const id = idOf(node);
  const root: ElementSource = {
    id,
    name: textIn(node, "name"),
    type: "PROCESS",
    eventType: "UNSPECIFIED",
    scope: undefined,
    ...parseExtensions(node),
  };
  return {
    id,
    name: textIn(node, "name"),
    versionTag: textIn(extension(node, "zeebe:VersionTag"), "value") ?? "",
    elements: [root, ...parseElements(node, id)],
    flows: parseFlows(node),
  };
}

function parseElements(container: Node, scope: string): ElementSource[] {
  return nodesIn(container, "flowElements").flatMap((node) => {
    const type = typeIn(node);
    if (type === undefined) return [];
    return [parseElement(node, type, scope), ...parseElements(node, idOf(node))];
  });
}

function typeIn(node: Node): ElementType | undefined {
  const isEventSubProcess = typeOf(node) === "bpmn:SubProcess" && flagIn(node, "triggeredByEvent", false);
  return isEventSubProcess ? "EVENT_SUB_PROCESS" : TYPES[typeOf(node)];
}

function parseElement(node: Node, type: ElementType, scope: string): ElementSource {
  const defaultFlow = nodeIn(node, "default");
  const attachedTo = nodeIn(node, "attachedToRef");
  return {
    id: idOf(node),
    name: textIn(node, "name"),
    type,
    scope,
    ...parseEvent(node, type),
    ...parseExtensions(node),
    documentation: textIn(nodesIn(node, "documentation")[0], "text"),
    adHoc: type === "AD_HOC_SUB_PROCESS" ? adHocOf(node) : undefined,
    defaultFlow: defaultFlow === undefined ? undefined : idOf(defaultFlow),
    attachedTo: attachedTo === undefined ? undefined : idOf(attachedTo),
    isInterrupting: interruption(node, type),
  };
}

function adHocOf(node: Node): AdHocSource {
  const adHoc = extension(node, "zeebe:AdHoc");
  const given = (text: string | undefined): string | undefined => (text === "" ? undefined : text);
  return {
    activeElements: given(textIn(adHoc, "activeElementsCollection")),
    completionCondition: given(textIn(nodeIn(node, "completionCondition"), "body")?.trim()),
    cancelRemaining: flagIn(node, "cancelRemainingInstances", true),
    outputCollection: given(textIn(adHoc, "outputCollection")),
    outputElement: given(textIn(adHoc, "outputElement")),
  };
}

function interruption(node: Node, type: ElementType): boolean | undefined {
  if (type === "BOUNDARY_EVENT") return flagIn(node, "cancelActivity", true);
  return type === "START_EVENT" ? flagIn(node, "isInterrupting", true) : undefined;
}

function parseFlows(container: Node): FlowSource[] {
  return nodesIn(container, "flowElements").flatMap((node) => {
    if (typeOf(node) !== "bpmn:SequenceFlow") return parseFlows(node);
    return [
      {
        id: idOf(node),
        source: idOf(nodeIn(node, "sourceRef")),
        target: idOf(nodeIn(node, "targetRef")),
        condition: textIn(nodeIn(node, "conditionExpression"), "body"),
      },
    ];
  });
}

function idOf(node: Node | undefined): string {
  return textIn(node, "id") ?? "";
}
