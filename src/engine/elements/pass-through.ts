import { unsubscribe, subscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs, mapOutputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { complete, toActivated, toCompleted } from "../core/transitions.ts";

/** Elements that do nothing of their own: none events, manual and undefined tasks. */
export const passThrough: ElementBehaviour = {
  activate: (context) => {
    const failure = mapInputs(context) ?? subscribe(context);
    if (failure !== undefined) return failure;
    toActivated(context);
    complete(context);
    return undefined;
  },
  complete: (context) => {
    const failure = mapOutputs(context);
    if (failure !== undefined) return failure;
    unsubscribe(context);
    return toCompleted(context);
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    endByTermination(context);
  },
};
