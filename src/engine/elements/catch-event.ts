import { completeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs, mapOutputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { complete, toActivated } from "../core/transitions.ts";

/** Intermediate catch events and receive tasks: wait for their event. A link event goes on at once. */
export const catchEvent: ElementBehaviour = {
  activate: (context) => {
    const failure = mapInputs(context) ?? subscribe(context);
    if (failure !== undefined) return failure;
    toActivated(context);
    if (context.element.eventType === "LINK") complete(context);
    return undefined;
  },
  complete: (context) => {
    const failure = mapOutputs(context);
    if (failure !== undefined) return failure;
    unsubscribe(context);
    return completeActivity(context);
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    endByTermination(context);
  },
};
