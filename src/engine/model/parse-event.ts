import { extension, nodeIn, nodesIn, textIn, typeOf, type Node } from "./moddle.ts";
import { associationFrom } from "./tree.ts";
import type { TimerSource } from "./source.ts";
import type { ElementSource, ElementType, EventSource, EventType } from "./source.ts";

const EVENT_ELEMENTS: ReadonlySet<ElementType> = new Set<ElementType>([
  "START_EVENT",
  "INTERMEDIATE_CATCH_EVENT",
  "INTERMEDIATE_THROW_EVENT",
  "BOUNDARY_EVENT",
  "END_EVENT",
]);

const IGNORED: Partial<Readonly<Record<ElementType, readonly EventSource["kind"][]>>> = {
  INTERMEDIATE_THROW_EVENT: ["error", "terminate", "timer"],
  START_EVENT: ["terminate", "compensation"],
};

/** What an event or a receive task throws or waits for, and the event type of its records. */
export function parseEvent(node: Node, type: ElementType): Pick<ElementSource, "event" | "eventType"> {
  if (type === "RECEIVE_TASK") return { event: messageOf(node), eventType: "MESSAGE" };
  if (!EVENT_ELEMENTS.has(type)) return { eventType: "UNSPECIFIED" };
  const definition = nodesIn(node, "eventDefinitions")[0];
  if (definition === undefined) return { eventType: "NONE" };
  const event = parseDefinition(node, definition);
  // Zeebe accepts these and passes them like a none event.
  if (event !== undefined && IGNORED[type]?.includes(event.kind) === true) return { eventType: "NONE" };
  return event === undefined ? { eventType: "NONE" } : { event, eventType: eventTypeOf(event) };
}

function parseDefinition(event: Node, definition: Node): EventSource | undefined {
  switch (typeOf(definition)) {
    case "bpmn:MessageEventDefinition":
      return messageOf(definition);
    case "bpmn:SignalEventDefinition":
      return { kind: "signal", name: textIn(nodeIn(definition, "signalRef"), "name") ?? "" };
    case "bpmn:TimerEventDefinition":
      return parseTimer(definition);
    case "bpmn:ErrorEventDefinition":
      return { kind: "error", code: textIn(nodeIn(definition, "errorRef"), "errorCode") };
    case "bpmn:EscalationEventDefinition":
      return { kind: "escalation", code: escalationCode(nodeIn(definition, "escalationRef")) };
    case "bpmn:LinkEventDefinition":
      return { kind: "link", name: textIn(definition, "name") ?? "" };
    case "bpmn:TerminateEventDefinition":
      return { kind: "terminate" };
    case "bpmn:CompensateEventDefinition":
      return {
        kind: "compensation",
        activity: textIn(nodeIn(definition, "activityRef"), "id"),
        handler: handlerOf(event),
      };
    default:
      return undefined;
  }
}

/** A catch without a reference catches all, one whose escalation has no code only what has none. */
function escalationCode(escalation: Node | undefined): string | undefined {
  return escalation === undefined ? undefined : (textIn(escalation, "escalationCode") ?? "");
}

/** Id of what an association leads to from a compensation boundary event. */
function handlerOf(event: Node): string | undefined {
  return textIn(nodeIn(associationFrom(event), "targetRef"), "id");
}

function messageOf(node: Node): EventSource {
  const message = nodeIn(node, "messageRef");
  return {
    kind: "message",
    name: textIn(message, "name") ?? "",
    correlationKey: textIn(extension(message, "zeebe:Subscription"), "correlationKey"),
  };
}

/** The timer of an event definition; undefined when it has none. */
function parseTimer(definition: Node): TimerSource | undefined {
  for (const form of ["date", "duration", "cycle"] as const) {
    const property = { date: "timeDate", duration: "timeDuration", cycle: "timeCycle" }[form];
    const expression = nodeIn(definition, property);
    if (expression !== undefined) return { kind: "timer", form, expression: (textIn(expression, "body") ?? "").trim() };
  }
  return undefined;
}

function eventTypeOf(event: EventSource): EventType {
  const types = {
    message: "MESSAGE",
    signal: "SIGNAL",
    timer: "TIMER",
    error: "ERROR",
    escalation: "ESCALATION",
    link: "LINK",
    terminate: "TERMINATE",
    compensation: "COMPENSATION",
  } as const;
  return types[event.kind];
}
