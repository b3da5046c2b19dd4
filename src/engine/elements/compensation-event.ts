import { throwCompensation } from "../behaviour/compensation-throw.ts";
import type { ElementContext } from "../core/runtime.ts";
import { complete, toActivated } from "../core/transitions.ts";

/** Compensation throw and end events: they wait until every handler that they have started is done. */
export function activateCompensationEvent(context: ElementContext): void {
  toActivated(context);
  if (!throwCompensation(context)) complete(context);
}
