import type { ElementContext, Failure, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { SignalSubscriptionRow, SignalSubscriptionValue } from "../store/tables-events.ts";
import type { CatchEventKind } from "./catch-event-kind.ts";
import { evaluateText } from "./expressions.ts";
import { localVariables } from "./variables.ts";

/** Waiting for signals. */
export const signalEvents: CatchEventKind = {
  prepare: (context, catching) => {
    if (catching.event?.kind !== "signal") throw new Error(`Expected ${catching.id} to have a signal, but it has none`);
    const name = evaluateText(context, catching.event.name);
    if (!name.ok) return name;
    return {
      ok: true,
      value: () => {
        openSignal(context.rt, {
          signalName: name.value,
          catchEventId: catching.id,
          catchEventInstanceKey: context.key,
          processDefinitionKey: context.value.processDefinitionKey,
          bpmnProcessId: context.value.bpmnProcessId,
          tenantId: TENANT,
        });
      },
    };
  },
  close: ({ rt, key }, catching) => {
    for (const signal of rt.state.signalSubscriptions.query("ofSubscriber", key)) {
      if (catching === undefined || signal.value.catchEventId === catching.id) closeSignal(rt, signal);
    }
  },
};

/** Begins to wait for a signal. */
export function openSignal(rt: Runtime, value: SignalSubscriptionValue): void {
  const key = rt.keys.next();
  rt.state.signalSubscriptions.insert(key, { key, value });
  rt.writers.event("SIGNAL_SUBSCRIPTION", "CREATED", { key, value });
}

/** Ends the waiting for a signal. */
export function closeSignal(rt: Runtime, signal: SignalSubscriptionRow): void {
  rt.state.signalSubscriptions.delete(signal.key);
  rt.writers.event("SIGNAL_SUBSCRIPTION", "DELETED", signal);
}

/** Broadcasts the signal of a throw or end event with the event's own variables. */
export function throwSignal(context: ElementContext): Failure | undefined {
  const { rt, element, key } = context;
  if (element.event?.kind !== "signal") throw new Error(`Expected ${element.id} to have a signal, but it has none`);
  const name = evaluateText(context, element.event.name);
  if (!name.ok) return name.failure;
  const value = { signalName: name.value, variables: localVariables(rt, key), tenantId: TENANT };
  rt.writers.command("SIGNAL", "BROADCAST", { key: rt.keys.next(), value });
  return undefined;
}
