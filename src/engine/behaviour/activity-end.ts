import type { ElementContext, Failure } from "../core/runtime.ts";
import { toCompleted } from "../core/transitions.ts";
import { endHandler } from "./compensation-end.ts";
import { openCompensation } from "./compensation.ts";

/** Completes an activity whose work and mappings are done: it can be compensated from now on, and a compensation that it served goes on. */
export function completeActivity(context: ElementContext): Failure | undefined {
  openCompensation(context);
  const failure = toCompleted(context);
  if (failure === undefined) endHandler(context);
  return failure;
}
