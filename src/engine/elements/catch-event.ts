import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour, ElementContext } from "../core/runtime.ts";
import { complete, toActivated } from "../core/transitions.ts";

/** Intermediate catch events and receive tasks: wait for their event. A link event goes on at once. */
export const catchEvent: ElementBehaviour = {
  prepare: (context) => (isLink(context) ? undefined : mapInputs(context)),
  activate: (context) => {
    const failure = subscribe(context);
    if (failure !== undefined) return failure;
    toActivated(context);
    if (isLink(context)) complete(context);
    return undefined;
  },
  conclude: concludeActivity,
  complete: completeActivity,
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    endByTermination(context);
  },
};

/** Link events ignore input mappings. */
const isLink = ({ element }: ElementContext): boolean => element.eventType === "LINK";
