import { completeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropCompensationsInScope } from "../behaviour/compensation.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import {
  collectOutput,
  forgetItems,
  isConditionMet,
  loopOf,
  itemsOf,
  openInputCollection,
  openOutputCollection,
  progressOf,
  propagateOutputCollection,
  setLoopVariables,
} from "../behaviour/multi-instance.ts";
import { endByTermination, terminateChildrenInTurn } from "../behaviour/termination.ts";
import { instanceOf, type ContainerBehaviour, type ElementContext } from "../core/runtime.ts";
import type { Element } from "../model/process.ts";
import { activateChild, complete, completeContainer, toActivated } from "../core/transitions.ts";

/** The body of a multi-instance activity: it holds one inner instance for each item of the input collection. */
export const multiInstanceBody: ContainerBehaviour = {
  activate: (context) => {
    const items = openInputCollection(context);
    if (!items.ok) return items.failure;
    const subscribing = subscribe(context);
    if (subscribing !== undefined) return subscribing;
    toActivated(context);
    openOutputCollection(context, items.value.length);
    activateInner(context, items.value.length);
    return undefined;
  },
  complete: (context) => {
    unsubscribe(context);
    propagateOutputCollection(context);
    forgetItems(context);
    return completeActivity(context);
  },
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    dropCompensationsInScope(context);
    forgetItems(context);
    if (terminateChildrenInTurn(context)) endByTermination(context);
  },
  childActivating: setLoopVariables,
  beforeChildCompleted: (container, child) => {
    const failure = collectOutput(container, child);
    if (failure !== undefined) return failure;
    const isOver = isConditionMet(container, child);
    if (!isOver.ok) return isOver.failure;
    if (isOver.value) progress(container, { isOver: true });
    return undefined;
  },
  childCompleted: (container) => {
    progress(container, { completed: progressOf(container).completed + 1 });
    if (progressOf(container).isOver) finishEarly(container);
    else goOn(container);
  },
  childTerminated: (container) => {
    progress(container, { terminated: progressOf(container).terminated + 1 });
    const { children, phase } = instanceOf(container);
    if (children > 0) return;
    if (phase === "ELEMENT_TERMINATING") endByTermination(container);
    else completeContainer(container);
  },
};

/** Sequentially the first one; in parallel all, by a command of its own, so that what the body has caused comes before. */
function activateInner(context: ElementContext, count: number): void {
  const { rt, key, value } = context;
  if (count === 0) complete(context);
  else if (loopOf(context).isSequential) activateChild(context, innerOf(context));
  else {
    const batch = { processInstanceKey: value.processInstanceKey, batchElementInstanceKey: key, index: count };
    rt.writers.command("PROCESS_INSTANCE_BATCH", "ACTIVATE", { key: rt.keys.next(), value: batch });
  }
}

function innerOf({ element }: ElementContext): Element {
  if (element.inner === undefined)
    throw new Error(`Expected multi-instance body ${element.id} to have an activity inside`);
  return element.inner;
}

function progress(container: ElementContext, change: Partial<ReturnType<typeof progressOf>>): void {
  const { rt, key } = container;
  rt.state.elementInstances.put(key, { ...instanceOf(container), loop: { ...progressOf(container), ...change } });
}

function finishEarly(container: ElementContext): void {
  if (terminateChildrenInTurn(container)) completeContainer(container);
}

function goOn(container: ElementContext): void {
  const { children, loopCounter } = instanceOf(container);
  const hasMore = loopCounter < itemsOf(container).length;
  if (loopOf(container).isSequential && hasMore) activateChild(container, innerOf(container));
  else if (children === 0 && !hasMore) completeContainer(container);
}
