import { dropIncidents } from "../behaviour/incidents.ts";
import { mapOutputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { toActivated, toCompleted, complete } from "../core/transitions.ts";

/** A boundary event whose event has happened already. */
export const boundaryEvent: ElementBehaviour = {
  activate: (context) => {
    toActivated(context);
    complete(context);
    return undefined;
  },
  conclude: mapOutputs,
  complete: (context) => toCompleted(context),
  terminate: (context) => {
    dropIncidents(context);
    endByTermination(context);
  },
};
