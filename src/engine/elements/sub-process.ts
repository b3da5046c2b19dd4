import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import { unsubscribe } from "../behaviour/catch-events.ts";
import { dropCompensationsInScope } from "../behaviour/compensation.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs } from "../behaviour/mapping.ts";
import { continueScope } from "../behaviour/scope-end.ts";
import { endByTermination, hasNoActivePaths, terminateChildrenInTurn } from "../behaviour/termination.ts";
import { instanceOf, type ContainerBehaviour, type ElementContext } from "../core/runtime.ts";
import { activateChild, completeContainer, toActivated } from "../core/transitions.ts";

/** An embedded sub-process, and an event sub-process once its start event has been triggered. */
export const subProcess: ContainerBehaviour = {
  prepare: mapInputs,
  activate: (context) => {
    toActivated(context);
    start(context);
    return undefined;
  },
  conclude: concludeActivity,
  complete: completeActivity,
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    dropCompensationsInScope(context);
    if (terminateChildrenInTurn(context)) endByTermination(context);
  },
  childCompleted: (container) => {
    if (hasNoActivePaths(container)) completeContainer(container);
  },
  childTerminated: (container) => {
    if (instanceOf(container).phase !== "ELEMENT_TERMINATING") continueScope(container);
    else if (instanceOf(container).children === 0) endByTermination(container);
  },
};

function start(context: ElementContext): void {
  const event = context.element.startEvents[0];
  if (event === undefined) return;
  activateChild(context, event);
}
