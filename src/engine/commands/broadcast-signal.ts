import { canTrigger, triggerEvent } from "../behaviour/event-trigger.ts";
import { startByEvent } from "../behaviour/start-events.ts";
import { objectField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { SignalSubscriptionRow } from "../store/tables-events.ts";

/** Broadcasting of signals, from outside and by throw events. */
export const signalCommands: CommandProcessors = { "SIGNAL BROADCAST": broadcast };

function broadcast(rt: Runtime, command: PendingCommand): void {
  const signalName = textField(command.value, "signalName");
  const variables = objectField(command.value, "variables");
  const subscriptions = rt.state.signalSubscriptions.query("named", signalName);
  const record = rt.writers.event("SIGNAL", "BROADCASTED", {
    key: rt.keys.next(),
    value: { signalName, variables, tenantId: TENANT },
  });
  for (const subscription of subscriptions) reach(rt, subscription, variables);
  rt.writers.respond(record);
}

function reach(rt: Runtime, { value }: SignalSubscriptionRow, variables: JsonObject): void {
  const { catchEventInstanceKey: scopeKey, catchEventId: elementId, processDefinitionKey } = value;
  if (scopeKey < 0) {
    startByEvent(rt, { processDefinitionKey, processInstanceKey: rt.keys.next(), elementId, variables });
  } else if (canTrigger(rt, scopeKey, elementId)) {
    triggerEvent(rt, { scopeKey, elementId, variables });
  }
}
