import { instanceOf, type ElementContext, type Runtime, contextOfInstance } from "../core/runtime.ts";
import { tellTerminated, terminate, toTerminated } from "../core/transitions.ts";
import { activateTriggered } from "./event-trigger.ts";
import { takeTrigger } from "./mapping.ts";

/** Ends an element that is terminated: goes on at the boundary event that interrupted it, else tells its container. */
export function endByTermination(context: ElementContext): void {
  const { rt, value } = context;
  const scope = rt.state.elementInstances.get(value.flowScopeKey);
  const canGoOn = scope === undefined || (scope.phase === "ELEMENT_ACTIVATED" && scope.interruptedBy === "");
  const trigger = canGoOn ? takeTrigger(context) : undefined;
  toTerminated(context);
  if (trigger === undefined) tellTerminated(context);
  else activateTriggered(context, trigger, value.flowScopeKey);
}

/** Appends the termination of all children; true when there are none. */
export function terminateChildren(rt: Runtime, key: number): boolean {
  const children = rt.state.elementInstances.query("children", key);
  for (const child of children) if (child.phase !== "ELEMENT_TERMINATING") terminate(contextOfInstance(rt, child));
  return children.length === 0;
}

/** Whether everything in a scope has ended. */
export function hasNoActivePaths(context: ElementContext): boolean {
  const { children, activeFlows } = instanceOf(context);
  return children === 0 && activeFlows === 0;
}
