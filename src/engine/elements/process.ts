import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { hasNoActivePaths, terminateChildren } from "../behaviour/termination.ts";
import { finishProcess } from "../behaviour/process-end.ts";
import type { ContainerBehaviour } from "../core/runtime.ts";
import { activateChild, complete, toActivated, toCompleted, toTerminated } from "../core/transitions.ts";

/** A process instance. */
export const processElement: ContainerBehaviour = {
  activate: (context) => {
    const failure = subscribe(context);
    if (failure !== undefined) return failure;
    toActivated(context);
    const start = context.element.startEvents.find((event) => event.eventType === "NONE");
    if (start !== undefined) activateChild(context, start);
    return undefined;
  },
  complete: (context) => {
    unsubscribe(context);
    return finishProcess(context, () => toCompleted(context));
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    if (terminateChildren(context.rt, context.key)) toTerminated(context);
  },
  childCompleted: (container) => {
    if (hasNoActivePaths(container)) complete(container);
  },
  childTerminated: (container) => {
    toTerminated(container);
  },
};
