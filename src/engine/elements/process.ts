import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { continueScope } from "../behaviour/scope-end.ts";
import { hasNoActivePaths, terminateChildrenInTurn } from "../behaviour/termination.ts";
import { endCalled, finishProcess } from "../behaviour/process-end.ts";
import { takeResultOfCall } from "../behaviour/called-processes.ts";
import type { ContainerBehaviour } from "../core/runtime.ts";
import { instanceOf } from "../core/runtime.ts";
import { activateChild, complete, toActivated, toCompleted, toTerminated } from "../core/transitions.ts";
import { peekTrigger } from "../behaviour/mapping.ts";

/** A process instance. */
export const processElement: ContainerBehaviour = {
  activate: (context) => {
    const failure = subscribe(context);
    if (failure !== undefined) return failure;
    toActivated(context);
    const triggered = peekTrigger(context);
    const start = context.element.startEvents.find((event) =>
      triggered === undefined ? event.eventType === "NONE" : event.id === triggered.elementId,
    );
    if (start !== undefined) activateChild(context, start);
    return undefined;
  },
  complete: (context) => {
    unsubscribe(context);
    const answerCall = takeResultOfCall(context);
    const failure = finishProcess(context, () => toCompleted(context));
    if (failure === undefined) answerCall();
    return failure;
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    if (terminateChildrenInTurn(context)) terminated(context);
  },
  childCompleted: (container) => {
    if (hasNoActivePaths(container)) complete(container);
  },
  childTerminated: (container) => {
    if (instanceOf(container).phase !== "ELEMENT_TERMINATING") continueScope(container);
    else if (instanceOf(container).children === 0) terminated(container);
  },
};

function terminated(context: Parameters<ContainerBehaviour["terminate"]>[0]): void {
  toTerminated(context);
  endCalled(context);
}
