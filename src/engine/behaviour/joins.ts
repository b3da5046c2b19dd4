import { contextOfInstance, type ElementContext, type Runtime } from "../core/runtime.ts";
import { hasToken, isJoin } from "../core/transitions.ts";
import type { Element } from "../model/process.ts";

/** Why a token cannot activate the join that it has reached; undefined when it can. */
export function joinRefusal(context: ElementContext): string | undefined {
  const { element } = context;
  if (!isJoin(element)) return undefined;
  const taken = element.incoming.filter((flow) => hasToken(context, flow)).length;
  if (taken === element.incoming.length) return undefined;
  if (element.type === "PARALLEL_GATEWAY") {
    return `Expected to be able to activate parallel gateway '${element.id}', but not all sequence flows have been taken.`;
  }
  if (taken > 0 && !canStillCome(context.rt, context.value.flowScopeKey, element)) return undefined;
  return `Expected to be able to activate inclusive gateway '${element.id}', but not all satisfied sequence flows have been taken.`;
}

/** Whether an active element of the scope has a path to the gateway. */
function canStillCome(rt: Runtime, scopeKey: number, gateway: Element): boolean {
  const active = rt.state.elementInstances.query("children", scopeKey);
  return active.some((instance) => reaches(contextOfInstance(rt, instance).element, gateway, new Set()));
}

function reaches(from: Element, gateway: Element, seen: Set<string>): boolean {
  if (seen.has(from.id)) return false;
  seen.add(from.id);
  const next = [...from.outgoing, ...from.boundaryEvents.flatMap((event) => event.outgoing)];
  return next.some(({ to }) => to === gateway || reaches(to, gateway, seen));
}
