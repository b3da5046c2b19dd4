import { dropIncidents } from "../behaviour/incidents.ts";
import { mapOutputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { complete, toActivated, toCompleted } from "../core/transitions.ts";

/** Start events of every kind: what triggered them has happened already. */
export const startEvent: ElementBehaviour = {
  activate: (context) => {
    toActivated(context);
    complete(context);
    return undefined;
  },
  complete: (context) => mapOutputs(context) ?? toCompleted(context),
  terminate: (context) => {
    dropIncidents(context);
    endByTermination(context);
  },
};
