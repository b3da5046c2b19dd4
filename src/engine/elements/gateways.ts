import { chooseFlow, chooseFlows } from "../behaviour/conditions.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour, ElementContext } from "../core/runtime.ts";
import { toActivated, toCompleted, toCompleting } from "../core/transitions.ts";

function terminate(context: ElementContext): void {
  dropIncidents(context);
  endByTermination(context);
}

/** Goes on over the first flow whose condition holds. */
export const exclusiveGateway: ElementBehaviour = {
  activate: (context) => {
    const choice = chooseFlow(context);
    if (!choice.ok) return choice.failure;
    toActivated(context);
    toCompleting(context);
    return toCompleted(context, choice.value);
  },
  complete: notCompletable,
  terminate,
};

/** Waits for a token on each incoming flow, goes on over all outgoing ones. */
export const parallelGateway: ElementBehaviour = {
  activate: (context) => {
    toActivated(context);
    toCompleting(context);
    return toCompleted(context);
  },
  complete: notCompletable,
  terminate,
};

/** Waits until no further token can come, goes on over every flow whose condition holds. */
export const inclusiveGateway: ElementBehaviour = {
  activate: (context) => {
    const choice = chooseFlows(context);
    if (!choice.ok) return choice.failure;
    toActivated(context);
    toCompleting(context);
    return toCompleted(context, choice.value);
  },
  complete: notCompletable,
  terminate,
};

function notCompletable(context: ElementContext): undefined {
  throw new Error(`Expected gateway ${context.element.id} to pass in one step, but it was completed from outside`);
}
