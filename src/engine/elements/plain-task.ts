import { completeActivity } from "../behaviour/activity-end.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { complete, toActivated } from "../core/transitions.ts";

/** Manual and undefined tasks: nothing to do, so that their boundary events never open; as in Zeebe their mappings are ignored. */
export const plainTask: ElementBehaviour = {
  activate: (context) => {
    toActivated(context);
    complete(context);
    return undefined;
  },
  complete: completeActivity,
  terminate: (context) => {
    dropIncidents(context);
    endByTermination(context);
  },
};
