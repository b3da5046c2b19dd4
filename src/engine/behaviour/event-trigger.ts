import type { JsonObject } from "../core/record.ts";
import { contextFor, contextOfInstance, instanceOf, type ElementContext, type Runtime } from "../core/runtime.ts";
import { complete, terminate, toActivatedAtOnce, toActivating } from "../core/transitions.ts";
import { elementValue } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import type { EventTrigger } from "../store/state.ts";
import type { ElementInstance } from "../store/tables.ts";
import { closeEventSubProcesses } from "./catch-events.ts";
import { terminateChildren } from "./termination.ts";
import { mergeLocal } from "./variables.ts";

/** An event that hits an element instance: the catching element, and what comes with it. */
export interface Hit {
  /** The element instance that waits for the event. */
  readonly scopeKey: number;
  /** The catching element: itself, a boundary event, the start event of an event sub-process, an event after a gateway. */
  readonly elementId: string;
  readonly variables: JsonObject;
}

/** Whether an element instance still takes an event for a catching element. */
export function canTrigger(rt: Runtime, scopeKey: number, elementId: string): boolean {
  const instance = rt.state.elementInstances.get(scopeKey);
  if (instance?.phase !== "ELEMENT_ACTIVATED" || instance.accepts === "none") return false;
  if (instance.accepts === "all") return true;
  return caughtBy(contextOfInstance(rt, instance), elementId).type === "BOUNDARY_EVENT";
}

/** Lets an event hit an element instance; false when it does not take it any more. */
export function triggerEvent(rt: Runtime, hit: Hit): boolean {
  const instance = rt.state.elementInstances.get(hit.scopeKey);
  if (instance === undefined || !canTrigger(rt, hit.scopeKey, hit.elementId)) return false;
  const context = contextOfInstance(rt, instance);
  const caught = caughtBy(context, hit.elementId);
  const trigger: EventTrigger = { key: rt.keys.next(), elementId: hit.elementId, variables: hit.variables };
  if (caught.type === "BOUNDARY_EVENT") hitBoundary(context, caught, trigger);
  else if (caught.type === "START_EVENT") hitEventSubProcess(context, caught, trigger);
  else {
    accept(context, { accepts: "boundary" });
    queue(context, trigger);
    complete(context);
  }
  return true;
}

function hitBoundary(context: ElementContext, caught: Element, trigger: EventTrigger): void {
  if (caught.isInterrupting === false) {
    activateTriggered(context, trigger, context.value.flowScopeKey);
    return;
  }
  accept(context, { accepts: "none" });
  queue(context, trigger);
  terminate(context);
}

function hitEventSubProcess(context: ElementContext, caught: Element, trigger: EventTrigger): void {
  if (caught.isInterrupting === false) {
    activateTriggered(context, trigger, context.key);
    return;
  }
  accept(context, { accepts: "boundary", interruptedBy: caught.container?.id ?? "", activeFlows: [] });
  closeEventSubProcesses(context);
  if (terminateChildren(context)) activateTriggered(context, trigger, context.key);
  else queue(context, trigger);
}

function accept(context: ElementContext, change: Partial<ElementInstance>): void {
  context.rt.state.elementInstances.put(context.key, { ...instanceOf(context), ...change });
}

function queue({ rt, key }: ElementContext, trigger: EventTrigger): void {
  rt.state.eventTriggers.put(key, String(trigger.key), trigger);
}

/** Activates the element whose event has been triggered; the event's variables are its own, an event sub-process's start event finds them waiting. */
export function activateTriggered(context: ElementContext, trigger: EventTrigger, flowScopeKey: number): void {
  const { rt, value } = context;
  const caught = caughtBy(context, trigger.elementId);
  const key = rt.keys.next();
  if (caught.type === "START_EVENT" && caught.container?.type === "EVENT_SUB_PROCESS") {
    rt.state.eventTriggers.put(key, String(trigger.key), trigger);
    const next = elementValue(value, caught.container, flowScopeKey);
    rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", { key, value: next });
    return;
  }
  const event = contextFor(rt, key, elementValue(value, caught, flowScopeKey));
  toActivating(event);
  toActivatedAtOnce(event);
  mergeLocal({ rt, scopeKey: key, owner: event.value }, trigger.variables);
  complete(event);
}

function caughtBy({ process }: ElementContext, elementId: string): Element {
  const caught = process.element(elementId);
  if (caught === undefined) throw new Error(`Expected the model to have an element ${elementId}, but it has none`);
  return caught;
}
