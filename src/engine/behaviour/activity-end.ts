import type { ElementContext, Failure } from "../core/runtime.ts";
import { toCompleted } from "../core/transitions.ts";
import { unsubscribe } from "./catch-events.ts";
import { endHandler } from "./compensation-end.ts";
import { openCompensation } from "./compensation.ts";
import { mapOutputs } from "./mapping.ts";

/** Ends what an activity has done, before its end listeners see it: its outputs go outward, nothing can hit it any more. */
export function concludeActivity(context: ElementContext): Failure | undefined {
  const failure = mapOutputs(context);
  if (failure === undefined) unsubscribe(context);
  return failure;
}

/** Completes an activity whose work and mappings are done: it can be compensated from now on, and a compensation that it served goes on. */
export function completeActivity(context: ElementContext): Failure | undefined {
  openCompensation(context);
  const failure = toCompleted(context);
  if (failure === undefined) endHandler(context);
  return failure;
}
