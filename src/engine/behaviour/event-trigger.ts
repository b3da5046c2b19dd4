import type { JsonObject } from "../core/record.ts";
import { contextOfInstance, instanceOf, type ElementContext, type Runtime } from "../core/runtime.ts";
import { complete, terminate, valueWithPaths } from "../core/transitions.ts";
import type { Element } from "../model/process.ts";
import type { EventTrigger } from "../store/state.ts";
import type { ElementInstance } from "../store/tables.ts";
import { closeEventSubProcesses } from "./catch-events.ts";
import { terminateChildren } from "./termination.ts";
import { activateTriggered, caughtBy } from "./triggered-event.ts";

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
  const scope = rt.state.elementInstances.get(instance.parentKey);
  if (scope !== undefined && scope.interruptedBy !== "" && scope.interruptedBy !== instance.value.elementId)
    return false;
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
    // As in Zeebe, a catch event is hit by every signal until it completes; its second completion is refused.
    if (context.element.type !== "INTERMEDIATE_CATCH_EVENT") accept(context, { accepts: "boundary" });
    queue(context, trigger);
    complete({ ...context, value: valueWithPaths(context) });
  }
  return true;
}

function hitBoundary(context: ElementContext, caught: Element, trigger: EventTrigger): void {
  if (caught.isInterrupting === false) {
    if (instanceOf(context).interrupting?.includes(caught.id) === true) accept(context, { accepts: "none" });
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
