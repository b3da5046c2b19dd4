import { extension, flagIn, nodeIn, nodesIn, textIn, typeOf, type Node } from "./moddle.ts";
import type {
  BindingSource,
  CallSource,
  ElementSource,
  JobSource,
  ListenerSource,
  LoopSource,
  MappingSource,
  TaskListenerEvent,
  UserTaskSource,
} from "./source.ts";

type Extensions = Pick<
  ElementSource,
  "inputs" | "outputs" | "job" | "loop" | "call" | "script" | "userTask" | "listeners" | "headers" | "properties"
>;

/** What Zeebe's extensions say about an element. */
export function parseExtensions(node: Node): Extensions {
  const mapping = extension(node, "zeebe:IoMapping");
  return {
    inputs: mappings(mapping, "inputParameters"),
    outputs: mappings(mapping, "outputParameters"),
    job: jobOf(node),
    loop: loopOf(node),
    call: callOf(node),
    script: scriptOf(node),
    userTask: typeOf(node) === "bpmn:UserTask" ? userTaskOf(node) : undefined,
    ...listenersOf(node),
    properties: propertiesOf(node),
  };
}

function mappings(mapping: Node | undefined, name: string): MappingSource[] {
  return nodesIn(mapping, name).map((each) => ({
    source: textIn(each, "source") ?? "",
    target: textIn(each, "target") ?? "",
  }));
}

function jobOf(node: Node): JobSource | undefined {
  const definition = extension(node, "zeebe:TaskDefinition");
  if (definition === undefined) return undefined;
  return {
    type: textIn(definition, "type") ?? "",
    retries: retriesOf(definition),
    headers: headersOf(node),
    ...linkedOf(node),
  };
}

function linkedOf(node: Node): Pick<JobSource, "linked"> {
  const links = nodesIn(extension(node, "zeebe:LinkedResources"), "values");
  if (links.length === 0) return {};
  const linked = links.map((link) => ({
    resourceId: textIn(link, "resourceId") ?? "",
    resourceType: textIn(link, "resourceType") ?? "",
    linkName: textIn(link, "linkName") ?? "",
    ...bindingOf(link),
  }));
  return { linked };
}

function retriesOf(node: Node): string {
  const retries = textIn(node, "retries") ?? "";
  return retries === "" ? "3" : retries;
}

/** Listeners with the headers that their jobs carry. */
function listenersOf(node: Node): Pick<Extensions, "listeners" | "headers"> {
  const all = nodesIn(extension(node, "zeebe:ExecutionListeners"), "listeners");
  if (all.length === 0) return {};
  const of = (eventType: string) => all.filter((each) => textIn(each, "eventType") === eventType).map(listenerOf);
  return { listeners: { start: of("start"), end: of("end") }, headers: headersOf(node) };
}

function headersOf(node: Node): Record<string, string> {
  const headers = nodesIn(extension(node, "zeebe:TaskHeaders"), "values");
  return pairs(headers, "key");
}

function propertiesOf(node: Node): Record<string, string> | undefined {
  const properties = extension(node, "zeebe:Properties");
  return properties === undefined ? undefined : pairs(nodesIn(properties, "properties"), "name");
}

function pairs(nodes: readonly Node[], nameProperty: string): Record<string, string> {
  return Object.fromEntries(nodes.map((each) => [textIn(each, nameProperty) ?? "", textIn(each, "value") ?? ""]));
}

function loopOf(node: Node): LoopSource | undefined {
  const characteristics = nodeIn(node, "loopCharacteristics");
  const loop = extension(characteristics, "zeebe:LoopCharacteristics");
  if (characteristics === undefined || loop === undefined) return undefined;
  return {
    isSequential: flagIn(characteristics, "isSequential", false),
    inputCollection: textIn(loop, "inputCollection") ?? "",
    inputElement: textIn(loop, "inputElement"),
    outputCollection: textIn(loop, "outputCollection"),
    outputElement: textIn(loop, "outputElement"),
    completionCondition: textIn(nodeIn(characteristics, "completionCondition"), "body"),
  };
}

function callOf(node: Node): CallSource | undefined {
  const element = extension(node, "zeebe:CalledElement");
  const decision = extension(node, "zeebe:CalledDecision");
  const called = element ?? decision;
  if (called === undefined) return undefined;
  return {
    id: (element === undefined ? textIn(decision, "decisionId") : textIn(element, "processId")) ?? "",
    resultVariable: textIn(decision, "resultVariable"),
    propagateAllParentVariables: flagIn(element, "propagateAllParentVariables", true),
    propagateAllChildVariables: flagIn(element, "propagateAllChildVariables", true),
    ...bindingOf(called),
  };
}

function bindingOf(node: Node | undefined): BindingSource {
  const type = textIn(node, "bindingType");
  const bindingType = type === "deployment" || type === "versionTag" ? type : "latest";
  return { bindingType, versionTag: textIn(node, "versionTag") };
}

function scriptOf(node: Node): ElementSource["script"] {
  const script = extension(node, "zeebe:Script");
  if (script === undefined) return undefined;
  return { expression: textIn(script, "expression") ?? "", resultVariable: textIn(script, "resultVariable") ?? "" };
}

function userTaskOf(node: Node): UserTaskSource {
  const assignment = extension(node, "zeebe:AssignmentDefinition");
  const schedule = extension(node, "zeebe:TaskSchedule");
  const form = extension(node, "zeebe:FormDefinition");
  return {
    isNative: extension(node, "zeebe:UserTask") !== undefined,
    headers: headersOf(node),
    assignee: textIn(assignment, "assignee"),
    candidateGroups: textIn(assignment, "candidateGroups"),
    candidateUsers: textIn(assignment, "candidateUsers"),
    dueDate: textIn(schedule, "dueDate"),
    followUpDate: textIn(schedule, "followUpDate"),
    priority: textIn(extension(node, "zeebe:PriorityDefinition"), "priority"),
    formId: textIn(form, "formId"),
    formKey: textIn(form, "formKey"),
    externalReference: textIn(form, "externalReference"),
    taskListeners: taskListenersOf(node),
    ...bindingOf(form),
  };
}

/** Older words for the events of task listeners, which still mean the same. */
const OLDER_WORDS: Readonly<Record<string, TaskListenerEvent>> = {
  create: "creating",
  assignment: "assigning",
  update: "updating",
  complete: "completing",
  cancel: "canceling",
};

function taskListenersOf(node: Node): UserTaskSource["taskListeners"] {
  const all = nodesIn(extension(node, "zeebe:TaskListeners"), "listeners");
  if (all.length === 0) return undefined;
  return Object.fromEntries(
    [...Map.groupBy(all, eventOf)].map(([event, listeners]) => [event, listeners.map(listenerOf)]),
  );
}

function eventOf(listener: Node): string {
  const word = textIn(listener, "eventType") ?? "";
  return OLDER_WORDS[word] ?? word;
}

function listenerOf(listener: Node): ListenerSource {
  return { type: textIn(listener, "type") ?? "", retries: retriesOf(listener) };
}
