import type { ElementContext } from "../core/runtime.ts";
import { elementValue } from "../core/values.ts";
import type { EventTrigger } from "../store/state.ts";

/** Activates the element whose event has been triggered, with the event's variables waiting for it. */
export function activateTriggered(context: ElementContext, trigger: EventTrigger, flowScopeKey: number): void {
  const { rt, process, value } = context;
  const caught = process.element(trigger.elementId);
  if (caught === undefined)
    throw new Error(`Expected the model to have an element ${trigger.elementId}, but it has none`);
  const inEventSubProcess = caught.type === "START_EVENT" ? caught.container : undefined;
  const element = inEventSubProcess ?? caught;
  const key = rt.keys.next();
  rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", {
    key,
    value: elementValue(value, element, flowScopeKey),
  });
  rt.state.eventTriggers.put(key, String(trigger.key), trigger);
}
