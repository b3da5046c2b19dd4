import { unsubscribe } from "../behaviour/catch-events.ts";
import { dropCompensations } from "../behaviour/compensation.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { answerEnd } from "../behaviour/requests.ts";
import { continueScope } from "../behaviour/scope-end.ts";
import { hasNoActivePaths, terminateChildrenInTurn } from "../behaviour/termination.ts";
import { endCalled, finishProcess, leaveAwaiting } from "../behaviour/process-end.ts";
import { takeResultOfCall } from "../behaviour/called-processes.ts";
import type { ContainerBehaviour } from "../core/runtime.ts";
import { instanceOf } from "../core/runtime.ts";
import { activateChild, completeContainer, toActivated, toCompleted, toTerminated } from "../core/transitions.ts";
import { activateTriggered } from "../behaviour/triggered-event.ts";
import { correlateNextStart } from "../behaviour/start-events.ts";
import { takeTrigger } from "../behaviour/mapping.ts";

/** A process instance. */
export const processElement: ContainerBehaviour = {
  activate: (context) => {
    toActivated(context);
    const triggered = takeTrigger(context);
    if (triggered !== undefined) {
      activateTriggered(context, triggered, context.key);
      return undefined;
    }
    const start = context.element.startEvents.find((event) => event.eventType === "NONE");
    if (start !== undefined) activateChild(context, start);
    return undefined;
  },
  conclude: (context) => {
    unsubscribe(context);
    return undefined;
  },
  complete: (context) => {
    dropCompensations(context);
    const answerCall = takeResultOfCall(context);
    const failure = finishProcess(context, () => toCompleted(context));
    if (failure !== undefined) return failure;
    answerCall();
    startNext(context);
    return undefined;
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    dropCompensations(context);
    if (terminateChildrenInTurn(context)) terminated(context);
  },
  childCompleted: (container) => {
    if (hasNoActivePaths(container)) completeContainer(container);
  },
  childTerminated: (container) => {
    if (instanceOf(container).phase !== "ELEMENT_TERMINATING") continueScope(container);
    else if (instanceOf(container).children === 0) terminated(container);
  },
};

function terminated(context: Parameters<ContainerBehaviour["terminate"]>[0]): void {
  answerEnd(context.rt, context.key, toTerminated(context));
  leaveAwaiting(context);
  endCalled(context);
  startNext(context);
}

/** A message that waits for the end of this instance starts the next one. */
function startNext({ rt, key, value }: Parameters<ContainerBehaviour["terminate"]>[0]): void {
  correlateNextStart(rt, { bpmnProcessId: value.bpmnProcessId, processInstanceKey: key });
}
