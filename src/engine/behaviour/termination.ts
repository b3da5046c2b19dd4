import { contextOfInstance, instanceOf, type ElementContext } from "../core/runtime.ts";
import { tellTerminated, terminate, toTerminated } from "../core/transitions.ts";
import { takeTrigger } from "./mapping.ts";
import { activateTriggered } from "./triggered-event.ts";

/** Ends an element that is terminated: goes on at the boundary event that interrupted it, else tells its container. */
export function endByTermination(context: ElementContext, after?: (context: ElementContext) => void): void {
  const { rt, value } = context;
  const scope = rt.state.elementInstances.get(value.flowScopeKey);
  const canGoOn = scope?.phase === "ELEMENT_ACTIVATED" && scope.interruptedBy === "";
  const trigger = canGoOn && instanceOf(context).accepts === "none" ? takeTrigger(context) : undefined;
  toTerminated(context);
  after?.(context);
  if (trigger === undefined) tellTerminated(context);
  else activateTriggered(context, trigger, value.flowScopeKey);
}

/** Appends the termination of all children at once; true when there are none. */
export function terminateChildren({ rt, key }: ElementContext): boolean {
  const children = rt.state.elementInstances.query("children", key);
  for (const child of children) if (child.phase !== "ELEMENT_TERMINATING") terminate(contextOfInstance(rt, child));
  return children.length === 0;
}

/** Appends the termination of all children one after the other, as Zeebe does for a scope that ends; true when there are none. */
export function terminateChildrenInTurn(context: ElementContext): boolean {
  const { rt, key, value } = context;
  if (instanceOf(context).children === 0) return true;
  const batch = { processInstanceKey: value.processInstanceKey, batchElementInstanceKey: key, index: -1 };
  rt.writers.command("PROCESS_INSTANCE_BATCH", "TERMINATE", { key: rt.keys.next(), value: batch });
  return false;
}

/** Whether everything in a scope has ended. */
export function hasNoActivePaths(context: ElementContext): boolean {
  const { children, activeFlows } = instanceOf(context);
  return children === 0 && activeFlows.length === 0;
}
