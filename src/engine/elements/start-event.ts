import { subscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapOutputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import { contextOf, type ElementBehaviour } from "../core/runtime.ts";
import { complete, toActivated, toCompleted } from "../core/transitions.ts";

/** Start events of every kind: what triggered them has happened already. */
export const startEvent: ElementBehaviour = {
  activate: (context) => {
    toActivated(context);
    complete(context);
    return undefined;
  },
  conclude: mapOutputs,
  complete: (context) => {
    const scope = contextOf(context.rt, context.value.flowScopeKey);
    const failure = scope === undefined ? undefined : subscribe(scope);
    return failure ?? toCompleted(context);
  },
  terminate: (context) => {
    // As in Zeebe, the incidents of a start event end after it.
    endByTermination(context, dropIncidents);
  },
};
