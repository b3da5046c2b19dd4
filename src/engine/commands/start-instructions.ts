import { contextFor, type Runtime } from "../core/runtime.ts";
import { activateChild, toActivated, toActivating } from "../core/transitions.ts";
import type { ProcessInstanceValue } from "../core/values.ts";
import { subscribe } from "../behaviour/catch-events.ts";

/** Starts an instance at given elements instead of its start event; containers around them are activated first. */
export function startAt(
  rt: Runtime,
  start: { key: number; value: ProcessInstanceValue; starts: readonly string[] },
): void {
  const context = contextFor(rt, start.key, start.value);
  toActivating(context);
  subscribe(context);
  toActivated(context);
  for (const id of start.starts) {
    const element = context.process.element(id);
    if (element !== undefined) activateChild(context, element, rt.keys.next());
  }
}
