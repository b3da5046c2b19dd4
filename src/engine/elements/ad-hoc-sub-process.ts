import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import {
  activateInside,
  activeAtOnce,
  adHocOf,
  collectResult,
  finishAdHoc,
  isAdHocOver,
  openAdHoc,
  propagateResults,
} from "../behaviour/ad-hoc.ts";
import { endOfInnerInstance, openAdHocJob } from "../behaviour/ad-hoc-jobs.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropCompensationsInScope } from "../behaviour/compensation.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { cancelJob } from "../behaviour/jobs.ts";
import { mapInputs } from "../behaviour/mapping.ts";
import { endByTermination, hasNoActivePaths, terminateChildrenInTurn } from "../behaviour/termination.ts";
import { instanceOf, type ContainerBehaviour, type ElementContext, type Failure } from "../core/runtime.ts";
import { completeContainer, toActivated } from "../core/transitions.ts";

/** An ad-hoc sub-process: elements that are activated by its own list, by command, or by the worker that drives it. */
export const adHocSubProcess: ContainerBehaviour = {
  prepare: (context) => {
    openAdHoc(context);
    return mapInputs(context);
  },
  activate: (context) => (context.element.job === undefined ? start(context) : openAdHocJob(context)),
  conclude: (context) => {
    propagateResults(context);
    return concludeActivity(context);
  },
  complete: completeActivity,
  terminate: (context) => {
    cancelJob(context);
    unsubscribe(context);
    dropIncidents(context);
    dropCompensationsInScope(context);
    if (terminateChildrenInTurn(context)) endByTermination(context);
  },
  beforeChildCompleted: (container, child) => {
    const failure = collectResult(container, child);
    if (failure !== undefined || container.element.job !== undefined) return failure;
    const isOver = isAdHocOver(container);
    if (!isOver.ok) return isOver.failure;
    note(container, isOver.value);
    return undefined;
  },
  childCompleted: (container) => {
    if (container.element.job !== undefined) {
      endOfInnerInstance(container);
      return;
    }
    const { completionCondition, cancelRemaining } = adHocOf(container);
    if (completionCondition === undefined) completeIfDone(container);
    else if (instanceOf(container).isFulfilled === true) finishAdHoc(container, cancelRemaining);
  },
  childTerminated: (container) => {
    if (instanceOf(container).phase !== "ELEMENT_TERMINATING") completeIfDone(container);
    else if (instanceOf(container).children === 0) endByTermination(container);
  },
};

function start(context: ElementContext): Failure | undefined {
  const ids = activeAtOnce(context);
  if (!ids.ok) return ids.failure;
  const subscribing = subscribe(context);
  if (subscribing !== undefined) return subscribing;
  toActivated(context);
  for (const id of ids.value) activateInside(context, id);
  return undefined;
}

/** Keeps what the completion condition says now, for the moment after the inner instance has ended. */
function note(container: ElementContext, isFulfilled: boolean | undefined): void {
  if (isFulfilled === undefined) return;
  const { rt, key } = container;
  rt.state.elementInstances.put(key, { ...instanceOf(container), isFulfilled });
}

function completeIfDone(container: ElementContext): void {
  if (hasNoActivePaths(container)) completeContainer(container);
}
