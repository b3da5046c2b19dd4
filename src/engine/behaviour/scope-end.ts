import { instanceOf, type ElementContext } from "../core/runtime.ts";
import { completeContainer } from "../core/transitions.ts";
import { activateTriggered } from "./triggered-event.ts";
import { takeTrigger } from "./mapping.ts";
import { hasNoActivePaths } from "./termination.ts";

/** Goes on in an active scope after a child of it was terminated: with the event that interrupted it, else to its end. */
export function continueScope(context: ElementContext): void {
  const { children, interruptedBy } = instanceOf(context);
  const trigger = interruptedBy !== "" && children === 0 ? takeTrigger(context) : undefined;
  if (trigger !== undefined) activateTriggered(context, trigger, context.key);
  else if (hasNoActivePaths(context)) completeContainer(context);
}
