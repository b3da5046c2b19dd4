import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs, mapOutputs } from "../behaviour/mapping.ts";
import { terminateChildrenInTurn } from "../behaviour/termination.ts";
import { throwErrorEvent } from "../behaviour/errors.ts";
import { cancelJob } from "../behaviour/jobs.ts";
import { throwEscalation } from "../behaviour/escalation.ts";
import { throwSignal } from "../behaviour/signals.ts";
import { contextOf, instanceOf, type ElementBehaviour, type ElementContext, type Failure } from "../core/runtime.ts";
import { activateIn, complete, tellTerminated, toActivated, toCompleted, toTerminated } from "../core/transitions.ts";
import { linkTarget } from "../model/links.ts";
import { activateCompensationEvent } from "./compensation-event.ts";
import { jobTask } from "./job-task.ts";

/** End events and intermediate throw events of every kind. */
export const throwEvent: ElementBehaviour = {
  prepare: (context) => (mapsInputs(context) ? mapInputs(context) : undefined),
  activate: (context) => {
    if (context.element.job !== undefined) return jobTask.activate(context);
    return throwIt(context);
  },
  conclude: (context) => (context.element.eventType === "COMPENSATION" ? undefined : mapOutputs(context)),
  complete: (context) => {
    if (context.element.job !== undefined) return jobTask.complete(context);
    if (context.element.eventType === "TERMINATE") return terminateScope(context);
    if (context.element.event?.kind === "link") return jump(context);
    return toCompleted(context);
  },
  terminate: (context) => {
    const { job, type } = context.element;
    if (job !== undefined) cancelJob(context);
    if (type === "END_EVENT") dropIncidents(context);
    toTerminated(context);
    // As in Zeebe, the incidents of an intermediate event end after it.
    if (type !== "END_EVENT") dropIncidents(context);
    tellTerminated(context);
  },
};

/** A link throw event goes on at the catch event of its name. */
function jump(context: ElementContext): Failure | undefined {
  const target = linkTarget(context.element);
  if (target === undefined)
    throw new Error(`Expected link ${context.element.id} to have a catch event, but it has none`);
  const failure = toCompleted(context, [], false);
  if (failure === undefined) activateIn(context, target, context.rt.keys.next());
  return failure;
}

/** Messages and signals take what they carry from input mappings; the other events ignore them. */
function mapsInputs({ element }: ElementContext): boolean {
  return element.job !== undefined || element.event?.kind === "signal";
}

function throwIt(context: ElementContext): Failure | undefined {
  const { event } = context.element;
  if (event?.kind === "error") return throwErrorEvent(context, event.code ?? "");
  if (event?.kind === "signal") {
    const failure = throwSignal(context);
    if (failure !== undefined) return failure;
  }
  if (event?.kind === "compensation") {
    activateCompensationEvent(context);
    return undefined;
  }
  if (event?.kind === "escalation") return throwEscalation(context, event.code ?? "");
  toActivated(context);
  complete(context);
  return undefined;
}

/** Tokens that wait at a join keep a scope from ending; here they are over. */
function dropWaitingTokens(scope: ElementContext): void {
  scope.rt.state.elementInstances.put(scope.key, { ...instanceOf(scope), activeFlows: [] });
}

function terminateScope(context: ElementContext): Failure | undefined {
  const scope = contextOf(context.rt, context.value.flowScopeKey);
  if (scope !== undefined) dropWaitingTokens(scope);
  const failure = toCompleted(context);
  if (scope !== undefined) terminateChildrenInTurn(scope);
  return failure;
}
