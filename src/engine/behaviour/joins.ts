import { contextOfInstance, type ElementContext } from "../core/runtime.ts";
import { isJoin } from "../core/instances.ts";
import { hasToken } from "../core/transitions.ts";
import { linkTarget } from "../model/links.ts";
import type { Element, Flow } from "../model/process.ts";

/** Why a token cannot activate the join that it has reached; undefined when it can. */
export function joinRefusal(context: ElementContext): string | undefined {
  const { rt, element } = context;
  const isRepeated = rt.state.elementInstances.get(context.key) !== undefined;
  if (isRepeated || !isJoin(element)) return undefined;
  const taken = element.incoming.filter((flow) => hasToken(context, flow)).length;
  if (taken === element.incoming.length) return undefined;
  if (element.type === "PARALLEL_GATEWAY") {
    return `Expected to be able to activate parallel gateway '${element.id}', but not all sequence flows have been taken.`;
  }
  const refusal = `Expected to be able to activate inclusive gateway '${element.id}', but`;
  if (taken === 0) return `${refusal} the inclusive gateway way already activated.`;
  return canStillCome(context) ? `${refusal} not all satisfied sequence flows have been taken.` : undefined;
}

/** Whether a further token can come: from an active element of the scope, or from one that is about to be activated. */
function canStillCome(context: ElementContext): boolean {
  const { rt, element: gateway, value, process } = context;
  const scope = rt.state.elementInstances.get(value.flowScopeKey);
  const active = rt.state.elementInstances.query("children", value.flowScopeKey);
  const pending = (scope?.activeFlows ?? []).flatMap((id) => process.flows.get(id)?.to ?? []);
  const elements = [...active.map((instance) => contextOfInstance(rt, instance).element), ...pending];
  // A flow that has brought its token already brings no second one that the gateway would wait for.
  const isOpen = (flow: Flow): boolean => flow.to !== gateway || !hasToken(context, flow);
  return elements.some((element) => element !== gateway && reaches(element, { gateway, isOpen }, new Set()));
}

function reaches(
  from: Element,
  goal: { readonly gateway: Element; readonly isOpen: (flow: Flow) => boolean },
  seen: Set<Element>,
): boolean {
  if (from === goal.gateway) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const next = [...from.outgoing.filter(goal.isOpen).map(({ to }) => to), ...from.boundaryEvents, linkTarget(from)];
  return next.some((element) => element !== undefined && reaches(element, goal, seen));
}
