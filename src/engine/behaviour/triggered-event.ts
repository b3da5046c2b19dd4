import { contextFor, type ElementContext } from "../core/runtime.ts";
import { complete, toActivatedAtOnce, toActivating, valueWithPaths } from "../core/transitions.ts";
import { elementValue } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import type { EventTrigger } from "../store/state.ts";
import { mergeLocal } from "./variables.ts";

/** Activates the element whose event has been triggered; the event's variables are its own, an event sub-process's start event finds them waiting. */
export function activateTriggered(context: ElementContext, trigger: EventTrigger, flowScopeKey: number): void {
  const { rt, value } = context;
  const caught = caughtBy(context, trigger.elementId);
  if (caught.type === "START_EVENT" && caught.container?.type === "EVENT_SUB_PROCESS") {
    rt.state.eventTriggers.put(flowScopeKey, String(trigger.key), { ...trigger, starts: caught.container.id });
    const next = elementValue(value, caught.container, flowScopeKey);
    rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", { key: -1, value: next });
    return;
  }
  const key = rt.keys.next();
  const event = contextFor(rt, key, elementValue(value, caught, flowScopeKey));
  toActivating(event);
  toActivatedAtOnce(event);
  mergeLocal({ rt, scopeKey: key, owner: event.value }, trigger.variables);
  complete({ ...event, value: valueWithPaths(event) });
}

/** The element that catches an event; throws when the model has none with that id: a bug. */
export function caughtBy({ process }: ElementContext, elementId: string): Element {
  const caught = process.element(elementId);
  if (caught === undefined) throw new Error(`Expected the model to have an element ${elementId}, but it has none`);
  return caught;
}
