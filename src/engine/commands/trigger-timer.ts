import { canTrigger, triggerEvent } from "../behaviour/event-trigger.ts";
import { startByEvent } from "../behaviour/start-events.ts";
import { createTimer, scheduleFor } from "../behaviour/timers.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { TimerRow } from "../store/tables-events.ts";

/** Timers that are due. */
export const timerCommands: CommandProcessors = { "TIMER TRIGGER": trigger };

function trigger(rt: Runtime, command: PendingCommand): void {
  const timer = rt.state.timers.get(command.key);
  if (timer === undefined) {
    rt.writers.reject("NOT_FOUND", `Expected to trigger timer with key '${command.key}', but no such timer was found`);
    return;
  }
  const fired = timer.value.elementInstanceKey < 0 ? startProcess(rt, timer) : triggerElement(rt, timer);
  if (fired === undefined) {
    rt.writers.reject(
      "INVALID_STATE",
      `Expected to trigger a timer with key '${command.key}', but the timer is not active anymore`,
    );
    return;
  }
  if (fired.value.repetitions === -1 || fired.value.repetitions > 1) repeat(rt, fired);
}

function startProcess(rt: Runtime, timer: TimerRow): TimerRow {
  const processInstanceKey = rt.keys.next();
  const fired = { ...timer, value: { ...timer.value, processInstanceKey } };
  rt.state.timers.delete(timer.key);
  rt.writers.event("TIMER", "TRIGGERED", fired);
  const { processDefinitionKey, targetElementId } = timer.value;
  startByEvent(rt, { processDefinitionKey, processInstanceKey, elementId: targetElementId, variables: {} });
  return fired;
}

function triggerElement(rt: Runtime, timer: TimerRow): TimerRow | undefined {
  const { elementInstanceKey, targetElementId } = timer.value;
  if (!canTrigger(rt, elementInstanceKey, targetElementId)) return undefined;
  rt.state.timers.delete(timer.key);
  rt.writers.event("TIMER", "TRIGGERED", timer);
  triggerEvent(rt, { scopeKey: elementInstanceKey, elementId: targetElementId, variables: {} });
  return timer;
}

function repeat(rt: Runtime, { value }: TimerRow): void {
  const element = rt.process(value.processDefinitionKey)?.element(value.targetElementId);
  if (element === undefined) throw new Error(`Expected the model to have an element ${value.targetElementId}`);
  const schedule = scheduleFor({ rt, key: value.elementInstanceKey }, element);
  if (!schedule.ok) {
    throw new Error(
      `Expected to reschedule repeating timer for element with id '${element.id}', but an error occurred: ${schedule.failure.message}`,
    );
  }
  const dueDate = schedule.value.nextDue(value.dueDate, rt.clock.now());
  const repetitions = value.repetitions === -1 ? -1 : value.repetitions - 1;
  createTimer(rt, { ...value, dueDate, repetitions });
}
