import { completeActivity } from "../behaviour/activity-end.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { complete, toActivated } from "../core/transitions.ts";

/** Manual and undefined tasks: nothing to do; as in Zeebe their mappings are ignored. */
export const plainTask: ElementBehaviour = {
  activate: (context) => {
    const failure = subscribe(context);
    if (failure !== undefined) return failure;
    toActivated(context);
    complete(context);
    return undefined;
  },
  complete: (context) => {
    unsubscribe(context);
    return completeActivity(context);
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    endByTermination(context);
  },
};
