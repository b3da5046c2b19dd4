import type { ElementContext, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import type { TimerRow, TimerValue } from "../store/tables-events.ts";
import type { CatchEventKind } from "./catch-event-kind.ts";
import { evaluate, type Result } from "./expressions.ts";
import { scheduleOf, type Schedule } from "./timer-schedule.ts";

/** Waiting for timers. */
export const timerEvents: CatchEventKind = {
  prepare: (context, catching) => {
    const schedule = scheduleFor(context, catching);
    if (!schedule.ok) return schedule;
    const { value } = schedule;
    return {
      ok: true,
      value: () => {
        createTimer(context.rt, {
          targetElementId: catching.id,
          dueDate: value.firstDue(context.rt.clock.now()),
          repetitions: value.repetitions,
          elementInstanceKey: context.key,
          processInstanceKey: context.value.processInstanceKey,
          tenantId: TENANT,
          processDefinitionKey: context.value.processDefinitionKey,
        });
      },
    };
  },
  close: ({ rt, key }, catching) => {
    for (const timer of rt.state.timers.query("ofElement", key)) {
      if (catching === undefined || timer.value.targetElementId === catching.id) cancelTimer(rt, timer);
    }
  },
};

/** The schedule of a timer event as an element instance sees it; a failure is an EXTRACT_VALUE_ERROR there. */
export function scheduleFor(context: Pick<ElementContext, "rt" | "key">, catching: Element): Result<Schedule> {
  if (catching.event?.kind !== "timer") throw new Error(`Expected ${catching.id} to have a timer, but it has none`);
  const scheduled = scheduleOf(catching.event, (source) => evaluate(context, source));
  if (scheduled.ok) return scheduled;
  const failure = { errorType: "EXTRACT_VALUE_ERROR", message: scheduled.message, variableScopeKey: context.key };
  return { ok: false, failure };
}

/** Starts a timer. */
export function createTimer(rt: Runtime, value: TimerValue): void {
  const key = rt.keys.next();
  rt.state.timers.insert(key, { key, value });
  rt.writers.event("TIMER", "CREATED", { key, value });
}

/** Stops a timer before it fires. */
export function cancelTimer(rt: Runtime, timer: TimerRow): void {
  rt.state.timers.delete(timer.key);
  rt.writers.event("TIMER", "CANCELED", timer);
}
