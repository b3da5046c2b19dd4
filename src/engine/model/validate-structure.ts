import type { Rule } from "./validation-rule.ts";
import { bindingErrors, formErrors, headersErrors, repeatedExtensions } from "./validate-extensions.ts";
import { flagIn, nodeIn, nodesIn, textIn, typeOf, type Node } from "./moddle.ts";
import { executionListenersErrors, listenerHostErrors, taskListenersErrors } from "./validate-listeners.ts";
import {
  compensationDefinition,
  compensationHandler,
  leadsToHandler,
  waitsForHandlers,
} from "./validate-compensation.ts";
import {
  boundaryPlace,
  conditionalFlowErrors,
  escalation,
  escalationDefinition,
  sendsMessage,
  signal,
  startMessageErrors,
} from "./validate-events.ts";
import { adHocSubProcess } from "./validate-ad-hoc.ts";
import {
  boundaryEventsOf,
  definitionsOf,
  elementsOf,
  hasOneExtension,
  isA,
  isFlowElementOf,
  localType,
  referredName,
  withDescendants,
} from "./tree.ts";

const MESSAGE = "bpmn:MessageEventDefinition";
const TIMER = "bpmn:TimerEventDefinition";
const ERROR = "bpmn:ErrorEventDefinition";
const SIGNAL = "bpmn:SignalEventDefinition";
const ESCALATION = "bpmn:EscalationEventDefinition";
const LINK = "bpmn:LinkEventDefinition";
const COMPENSATION = "bpmn:CompensateEventDefinition";

/** Activities that the engine runs. */
const ACTIVITIES = [
  "bpmn:ServiceTask",
  "bpmn:SendTask",
  "bpmn:ReceiveTask",
  "bpmn:UserTask",
  "bpmn:ScriptTask",
  "bpmn:BusinessRuleTask",
  "bpmn:ManualTask",
  "bpmn:Task",
  "bpmn:SubProcess",
  "bpmn:AdHocSubProcess",
  "bpmn:CallActivity",
];
const SUPPORTED = new Set([
  ...ACTIVITIES,
  "bpmn:StartEvent",
  "bpmn:EndEvent",
  "bpmn:IntermediateCatchEvent",
  "bpmn:IntermediateThrowEvent",
  "bpmn:BoundaryEvent",
  "bpmn:ExclusiveGateway",
  "bpmn:ParallelGateway",
  "bpmn:InclusiveGateway",
  "bpmn:EventBasedGateway",
  "bpmn:SequenceFlow",
  "bpmn:DataObject",
  "bpmn:DataObjectReference",
  "bpmn:DataStoreReference",
]);
const COVERAGE =
  "Please refer to the documentation for a list of supported elements: " +
  "https://docs.camunda.io/docs/components/modeler/bpmn/bpmn-coverage/";

/** What is wrong with the structure of a node, in the real engine's words. */
export function structureErrors(node: Node): string[] {
  const rules = [...(isFlowElement(node) ? [supported] : []), ...(RULES[typeOf(node)] ?? [])];
  const found = [...rules, listenerHostErrors, conditionalFlowErrors, repeatedExtensions].flatMap((rule) => rule(node));
  return found.filter((error) => typeof error === "string");
}

const isFlowElement = (node: Node): boolean =>
  isFlowElementOf(nodeIn(node, "$parent"), node) && !isA(node, "bpmn:Process");

const supported: Rule = (node) => [
  !SUPPORTED.has(typeOf(node)) && `Elements of type '${localType(node)}' are currently not supported. ${COVERAGE}`,
];

const definitions: Rule = (node) => [
  !elementsIn(node, "rootElements", "bpmn:Process").some((process) => flagIn(process, "isExecutable", false)) &&
    "Must contain at least one executable process",
];

const elementsIn = (node: Node, property: string, type: string): Node[] =>
  nodesIn(node, property).filter((each) => isA(each, type));

const process: Rule = (node) => {
  if ((textIn(node, "id") ?? "") === "") return ["Element id must be present and not empty."];
  const starts = elementsOf(node, "bpmn:StartEvent");
  const none = starts.filter((start) => definitionsOf(start).length === 0);
  return [
    starts.length === 0 && "Must have at least one start event",
    none.length > 1 && "Multiple none start events are not allowed",
    ...duplicates(eventSubProcessStarts(node).flatMap(definitionsOf)),
    // one message in two start events is the message's own error
    ...duplicates([
      ...new Map(starts.flatMap(definitionsOf).map((each) => [nodeIn(each, "messageRef") ?? each, each])).values(),
    ]),
    ...unpairedLinks(node),
  ];
};

const subProcess: Rule = (node) => {
  const starts = elementsOf(node, "bpmn:StartEvent");
  const [start] = starts;
  return [
    starts.length !== 1 && "Must have exactly one start event",
    ...(start === undefined ? [] : startErrors(node, start)),
    ...duplicates(eventSubProcessStarts(node).flatMap(definitionsOf)),
    ...unpairedLinks(node),
  ];
};

function startErrors(container: Node, start: Node): (string | false)[] {
  const found = definitionsOf(start);
  if (!flagIn(container, "triggeredByEvent", false)) {
    return [found.length > 0 && "Start events in subprocesses must be of type none"];
  }
  const types = [TIMER, MESSAGE, ERROR, SIGNAL, ESCALATION];
  return [
    found.some((definition) => isA(definition, COMPENSATION)) &&
      isA(nodeIn(container, "$parent"), "bpmn:Process") &&
      "A compensation event subprocess is not allowed on the process level",
    isA(nodeIn(container, "$parent"), "bpmn:AdHocSubProcess") &&
      flagIn(start, "isInterrupting", true) &&
      "An interrupting event subprocess is not allowed inside an ad-hoc subprocess",
    (found.length === 0 || !found.every((definition) => isA(definition, ...types))) &&
      "Start events in event subprocesses must be one of: message, timer, error, signal or escalation",
    ...found.flatMap((definition) => interruptionErrors(definition, flagIn(start, "isInterrupting", true))),
  ];
}

const eventSubProcessStarts = (container: Node): Node[] =>
  elementsOf(container, "bpmn:SubProcess")
    .filter((each) => flagIn(each, "triggeredByEvent", false))
    .flatMap((each) => elementsOf(each, "bpmn:StartEvent"));

function interruptionErrors(definition: Node, isInterrupting: boolean): (string | false)[] {
  const hasCycle = isA(definition, TIMER) && nodeIn(definition, "timeCycle") !== undefined;
  return isInterrupting
    ? [hasCycle && "Interrupting timer event with time cycle is not allowed."]
    : [!isA(definition, TIMER, MESSAGE, SIGNAL, ESCALATION) && "Non-Interrupting event of this type is not allowed"];
}

/** Catch events on one scope must differ. */
function duplicates(found: readonly Node[]): string[] {
  const of = (type: string): Node[] => found.filter((definition) => isA(definition, type));
  return [
    ...twice(of(MESSAGE).map(referredName)).map(
      (name) => `Multiple message event definitions with the same name '${name}' are not allowed.`,
    ),
    ...twice(of(SIGNAL).map(referredName)).map(
      (name) => `Multiple signal event definitions with the same name '${name}' are not allowed.`,
    ),
    ...duplicateCodes(of(ESCALATION), "escalation"),
    ...duplicateCodes(of(ERROR), "error"),
  ];
}

function duplicateCodes(found: readonly Node[], kind: "error" | "escalation"): string[] {
  const codes = found.map((definition) => textIn(nodeIn(definition, `${kind}Ref`), `${kind}Code`) ?? "");
  return [
    ...(codes.filter((code) => code === "").length > 1
      ? [
          `The same scope can not contain more than one ${kind} catch event without ${kind} code. ` +
            `An ${kind} catch event without ${kind} code catches all ${kind}s.`,
        ]
      : []),
    ...twice(codes).map(
      (code) =>
        `Multiple ${kind} catch events with the same ${kind} code '${code}' are not supported on the same scope.`,
    ),
  ];
}

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => name !== "" && names.indexOf(name) !== index)),
];

function unpairedLinks(container: Node): string[] {
  const names = (type: string): string[] =>
    elementsOf(container, type)
      .flatMap(definitionsOf)
      .filter((definition) => isA(definition, LINK))
      .map((definition) => textIn(definition, "name") ?? "");
  const caught = names("bpmn:IntermediateCatchEvent");
  return [
    ...twice(caught).map(
      (name) => `Multiple intermediate catch link event definitions with the same name '${name}' are not allowed.`,
    ),
    ...names("bpmn:IntermediateThrowEvent")
      .filter((name) => name !== "" && !caught.includes(name))
      .map((name) => `Can't find an catch link event for the throw link event with the name '${name}'.`),
  ];
}

const activity: Rule = (node) => [
  ...duplicates(boundaryEventsOf(node).flatMap(definitionsOf)),
  ...(isA(node, "bpmn:SubProcess", "bpmn:AdHocSubProcess", "bpmn:CallActivity") ? [] : compensationHandler(node)),
];

const receiveTask: Rule = (node) => {
  const own = referredName(node);
  const atBoundary = boundaryEventsOf(node)
    .flatMap(definitionsOf)
    .filter((definition) => isA(definition, MESSAGE));
  return [
    own !== "" &&
      atBoundary.some((definition) => referredName(definition) === own) &&
      "Cannot reference the same message name as a boundary event",
  ];
};

const boundaryEvent: Rule = (node) => {
  const found = definitionsOf(node);
  const types = [TIMER, MESSAGE, ERROR, SIGNAL, ESCALATION, COMPENSATION];
  return [
    nodeIn(node, "attachedToRef") === undefined && "Must be attached to an activity",
    nodesIn(node, "incoming").length > 0 && "Cannot have incoming sequence flows",
    found.some((definition) => isA(definition, COMPENSATION)) &&
      !leadsToHandler(node) &&
      "Compensation boundary events must have a compensation association and no outgoing sequence flows",
    found.length !== 1 && "Must have exactly one event definition",
    !found.every((definition) => isA(definition, ...types)) &&
      "Boundary events must be one of: timer, message, error, signal, escalation",
    ...found.flatMap((definition) => interruptionErrors(definition, flagIn(node, "cancelActivity", true))),
  ];
};

const startEvent: Rule = (node) => [definitionsOf(node).length > 1 && "Start event can't have more than one type"];

const endEvent: Rule = (node) => {
  const types = [ERROR, MESSAGE, "bpmn:TerminateEventDefinition", SIGNAL, ESCALATION, COMPENSATION];
  return [
    nodesIn(node, "outgoing").length > 0 && "End events must not have outgoing sequence flows to other elements.",
    definitionsOf(node).length > 1 && "Must have at most one event definition",
    !definitionsOf(node).every((definition) => isA(definition, ...types)) &&
      "End events must be one of: none, error, message, terminate, signal, escalation or compensation",
    ...waitsForHandlers(node),
  ];
};

const catchEvent: Rule = (node) => {
  const [definition, ...more] = definitionsOf(node);
  if (definition === undefined || more.length > 0) return ["Must have exactly one event definition"];
  if (!isA(definition, MESSAGE, TIMER, SIGNAL, LINK)) {
    return ["Event definition must be one of: message, timer, signal, or link"];
  }
  const hasTime = nodeIn(definition, "timeDuration") !== undefined || nodeIn(definition, "timeDate") !== undefined;
  return [
    isA(definition, TIMER) &&
      !hasTime &&
      "Intermediate timer catch event must have either a time duration or a time date.",
  ];
};

const timer: Rule = (node) => [
  ["timeDate", "timeDuration", "timeCycle"].filter((name) => nodeIn(node, name) !== undefined).length !== 1 &&
    "Must be exactly one type of timer: timeDuration, timeDate or timeCycle",
];

const sequenceFlow: Rule = (node) => {
  const source = nodeIn(node, "sourceRef");
  const isUnconditional = nodeIn(node, "conditionExpression") === undefined && nodeIn(source, "default") !== node;
  if (!isUnconditional || nodesIn(source, "outgoing").length < 2) return [];
  return [
    isA(source, "bpmn:ExclusiveGateway") && "Must have a condition or be default flow",
    isA(source, "bpmn:InclusiveGateway") && "Must have a condition",
  ];
};

const eventBasedGateway: Rule = (node) => {
  const targets = nodesIn(node, "outgoing")
    .map((flow) => nodeIn(flow, "targetRef"))
    .filter((target) => target !== undefined);
  const caught = targets.flatMap(definitionsOf);
  const isCatching = (target: Node): boolean =>
    isA(target, "bpmn:IntermediateCatchEvent") &&
    definitionsOf(target).every((each) => isA(each, TIMER, MESSAGE, SIGNAL));
  return [
    targets.length < 2 && "Event-based gateway must have at least 2 outgoing sequence flows.",
    !targets.every(isCatching) &&
      "Event-based gateway must not have an outgoing sequence flow to other elements than message/timer/signal intermediate catch events.",
    ...duplicates(caught),
    targets.some((target) => nodesIn(target, "incoming").length > 1) &&
      "Target elements of an event gateway must not have any additional incoming sequence flows other than that from the event gateway.",
  ];
};

/** What is sent by a worker needs no message. */
const messageDefinition: Rule = (node) =>
  isA(nodeIn(node, "$parent"), "bpmn:IntermediateThrowEvent", "bpmn:EndEvent")
    ? []
    : referring("messageRef", "message")(node);

/** Messages that something waits for need a key; those that a process starts with only a name. */
const message: Rule = (node) => {
  const all = withDescendants(nodeIn(node, "$parent") ?? {});
  const users = all.filter((each) => nodeIn(each, "messageRef") === node);
  const owners = users.map((user) => (isA(user, MESSAGE) ? nodeIn(user, "$parent") : user));
  const hasKey = hasOneExtension(node, "zeebe:Subscription");
  const isNamed = (textIn(node, "name") ?? "") !== "";
  return [
    owners.length > 0 && !isNamed && "Name must be present and not empty",
    owners.some(waitsForMessage) && !hasKey && "Must have exactly one zeebe:subscription extension element",
  ];
};

function waitsForMessage(owner: Node | undefined): boolean {
  if (isA(owner, "bpmn:StartEvent")) return isA(nodeIn(owner, "$parent"), "bpmn:SubProcess");
  return isA(owner, "bpmn:IntermediateCatchEvent", "bpmn:BoundaryEvent", "bpmn:ReceiveTask");
}

const one =
  (type: string, name: string): Rule =>
  (node) => [!hasOneExtension(node, type) && `Must have exactly one 'zeebe:${name}' extension element`];

const either =
  (...names: readonly string[]): Rule =>
  (node) => {
    const types = names.map((name) => `zeebe:${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    const wanted = names.map((name) => `one 'zeebe:${name}'`).join(" or ");
    return [!hasOneExtension(node, ...types) && `Must have either ${wanted} extension element`];
  };

const present =
  (...names: readonly string[]): Rule =>
  (node) =>
    names.map((name) => (textIn(node, name) ?? "") === "" && `Attribute '${name}' must be present and not empty`);

const loop: Rule = (node) => {
  const has = (name: string): boolean => (textIn(node, name) ?? "") !== "";
  const [collection, element] = [has("outputCollection"), has("outputElement")];
  return [
    collection && !element && "Attribute 'outputElement' must be present if the attribute 'outputCollection' is set",
    element && !collection && "Attribute 'outputCollection' must be present if the attribute 'outputElement' is set",
  ];
};

const errorDefinition: Rule = (node) => {
  const error = nodeIn(node, "errorRef");
  const code = textIn(error, "errorCode") ?? "";
  if (!isA(nodeIn(node, "$parent"), "bpmn:EndEvent")) {
    return [code.startsWith("=") && "The errorCode of the error catch event is not allowed to be an expression"];
  }
  return [error === undefined ? "Must reference an error" : code === "" && "ErrorCode must be present and not empty"];
};

const referring =
  (property: string, kind: string): Rule =>
  (node) => [nodeIn(node, property) === undefined && `Must reference a ${kind}`];

const byActivity = Object.fromEntries(ACTIVITIES.map((type) => [type, [activity]]));

const unsupportedDefinition: Rule = () => ["Event definition of this type is not supported"];

const linkDefinition: Rule = (node) => [
  (textIn(node, "name") ?? "") === "" && "Link name must be present and not empty.",
];

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  ...byActivity,
  "bpmn:Definitions": [definitions],
  "bpmn:Process": [process],
  "bpmn:SubProcess": [activity, subProcess],
  "bpmn:AdHocSubProcess": [activity, adHocSubProcess],
  "bpmn:ServiceTask": [activity, one("zeebe:TaskDefinition", "taskDefinition")],
  "bpmn:CallActivity": [activity, one("zeebe:CalledElement", "calledElement")],
  "bpmn:BusinessRuleTask": [activity, either("calledDecision", "taskDefinition")],
  "bpmn:ScriptTask": [activity, either("script", "taskDefinition")],
  "bpmn:ReceiveTask": [activity, referring("messageRef", "message"), receiveTask],
  "bpmn:MultiInstanceLoopCharacteristics": [one("zeebe:LoopCharacteristics", "loopCharacteristics")],
  "bpmn:ConditionalEventDefinition": [unsupportedDefinition],
  "bpmn:CancelEventDefinition": [unsupportedDefinition],
  "bpmn:StartEvent": [startEvent],
  "bpmn:Transaction": [activity, subProcess],
  "bpmn:SendTask": [activity, sendsMessage],
  "bpmn:EndEvent": [endEvent, sendsMessage],
  "bpmn:BoundaryEvent": [boundaryEvent, boundaryPlace],
  "bpmn:IntermediateCatchEvent": [catchEvent],
  "bpmn:IntermediateThrowEvent": [waitsForHandlers, sendsMessage],
  "bpmn:Signal": [signal],
  "bpmn:Escalation": [escalation],
  "bpmn:EscalationEventDefinition": [escalationDefinition],
  "bpmn:SequenceFlow": [sequenceFlow],
  "bpmn:EventBasedGateway": [eventBasedGateway],
  "bpmn:Message": [message, startMessageErrors],
  "bpmn:MessageEventDefinition": [messageDefinition],
  "bpmn:SignalEventDefinition": [referring("signalRef", "signal")],
  "bpmn:TimerEventDefinition": [timer],
  "bpmn:ErrorEventDefinition": [errorDefinition],
  "bpmn:LinkEventDefinition": [linkDefinition],
  "bpmn:CompensateEventDefinition": [compensationDefinition],
  "zeebe:ExecutionListeners": [executionListenersErrors],
  "zeebe:ExecutionListener": [present("eventType", "type")],
  "zeebe:TaskListeners": [taskListenersErrors],
  "zeebe:TaskListener": [present("eventType", "type")],
  "zeebe:CalledElement": [bindingErrors],
  "zeebe:CalledDecision": [present("resultVariable"), bindingErrors],
  "zeebe:FormDefinition": [formErrors],
  "zeebe:LinkedResource": [present("resourceId", "resourceType")],
  "zeebe:TaskHeaders": [headersErrors],
  "zeebe:Script": [present("resultVariable")],
  "zeebe:LoopCharacteristics": [loop],
};
