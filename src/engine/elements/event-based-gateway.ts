import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { activateTriggered } from "../behaviour/triggered-event.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { takeTrigger } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { endInstance, endsInstance, toActivated, toCompletedSilently } from "../core/transitions.ts";

/** Waits for the first of the events behind it and goes on there. */
export const eventBasedGateway: ElementBehaviour = {
  activate: (context) => {
    const failure = subscribe(context);
    if (failure !== undefined) return failure;
    toActivated(context);
    return undefined;
  },
  complete: (context) => {
    const trigger = takeTrigger(context);
    unsubscribe(context);
    if (trigger === undefined) {
      throw new Error(`Expected an event to have hit gateway ${context.element.id}, but there is none`);
    }
    toCompletedSilently(context);
    if (endsInstance(context)) {
      endInstance(context);
      return undefined;
    }
    activateTriggered(context, trigger, context.value.flowScopeKey);
    return undefined;
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    endByTermination(context);
  },
};
