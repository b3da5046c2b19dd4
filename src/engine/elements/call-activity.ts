import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import { callProcess, findCalledProcess, refuseDepth } from "../behaviour/called-processes.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import { contextOf, instanceOf, type ContainerBehaviour } from "../core/runtime.ts";
import { terminate, toActivated } from "../core/transitions.ts";

/** Call activities: another process, run as an instance of its own. */
export const callActivity: ContainerBehaviour = {
  prepare: (context) => mapInputs(context) ?? refuseDepth(context),
  activate: (context) => {
    const { call } = context.element;
    if (call === undefined) throw new Error(`Expected call activity ${context.element.id} to name a process`);
    const called = findCalledProcess(context, call);
    if (!called.ok) return called.failure;
    const subscribing = subscribe(context);
    if (subscribing !== undefined) return subscribing;
    toActivated(context);
    callProcess(context, { call, process: called.value });
    return undefined;
  },
  conclude: concludeActivity,
  complete: completeActivity,
  terminate: (context) => {
    unsubscribe(context);
    dropIncidents(context);
    const called = contextOf(context.rt, instanceOf(context).calledKey);
    if (called === undefined) endByTermination(context);
    else terminate(called);
  },
  // the called process says so itself, with its variables: see takeResultOfCall
  childCompleted: () => undefined,
  childTerminated: (call) => {
    endByTermination(call);
  },
};
