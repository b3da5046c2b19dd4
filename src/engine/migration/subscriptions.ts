import { openSubscriptions, waitedFor } from "../behaviour/catch-events.ts";
import { evaluateText } from "../behaviour/expressions.ts";
import { closeMessageSubscription } from "../behaviour/messages.ts";
import { closeSignal } from "../behaviour/signals.ts";
import { cancelTimer } from "../behaviour/timers.ts";
import { instanceOf, type ElementContext, type Runtime } from "../core/runtime.ts";
import type { Element } from "../model/process.ts";
import type { ProcessMessageSubscriptionRow } from "../store/tables-events.ts";
import type { MigrationPlan } from "./plan.ts";

/** An element instance whose own record has been migrated already. */
export interface Migrated {
  readonly plan: MigrationPlan;
  readonly context: ElementContext;
  /** Id that the element had in the source. */
  readonly sourceId: string;
}

/** Closes what is not mapped, opens what is new in the target, takes along what is mapped; gives why that cannot be. */
export function migrateSubscriptions(migrated: Migrated): string | undefined {
  const { plan, context } = migrated;
  const { rt, key } = context;
  const { state } = rt;
  const isMapped = (id: string): boolean => plan.mapping.has(id);
  const messages = state.processMessageSubscriptions.query("ofElement", key);
  const timers = state.timers.query("ofElement", key);
  const signals = state.signalSubscriptions.query("ofSubscriber", key);
  for (const each of messages) if (!isMapped(each.value.elementId)) closeMessageSubscription(rt, each);
  for (const each of timers) if (!isMapped(each.value.targetElementId)) cancelTimer(rt, each);
  for (const each of signals) if (!isMapped(each.value.catchEventId)) closeSignal(rt, each);
  const refusal = openNew(migrated);
  if (refusal !== undefined) return refusal;
  for (const each of messages) moveMessage(migrated, each);
  for (const { key: timerKey, value } of timers) {
    const targetElementId = plan.mapping.get(value.targetElementId);
    if (targetElementId === undefined) continue;
    const timer = { key: timerKey, value: { ...value, targetElementId, processDefinitionKey: plan.definition.key } };
    state.timers.put(timerKey, timer);
    rt.writers.event("TIMER", "MIGRATED", timer);
  }
  for (const { key: signalKey, value } of signals) {
    const catchEventId = plan.mapping.get(value.catchEventId);
    if (catchEventId === undefined) continue;
    const { key: processDefinitionKey, bpmnProcessId } = plan.definition;
    const signal = { key: signalKey, value: { ...value, catchEventId, processDefinitionKey, bpmnProcessId } };
    state.signalSubscriptions.put(signalKey, signal);
    rt.writers.event("SIGNAL_SUBSCRIPTION", "MIGRATED", signal);
  }
  return undefined;
}

/** The events that an element instance will wait for; as in Zeebe, those of the activity inside of a loop. */
function eventsOf({ element }: ElementContext): readonly Element[] {
  return waitedFor(element.inner ?? element);
}

function openNew({ plan, context, sourceId }: Migrated): string | undefined {
  const { rt, key, element } = context;
  const targets = new Set(plan.mapping.values());
  const isInterrupted = instanceOf(context).interruptedBy !== "";
  const fresh = eventsOf(context).filter(({ id }) => !targets.has(id) && !isInterrupted);
  for (const each of fresh) {
    const taken = takenMessage(rt, context, each);
    if (taken !== undefined) return alreadySubscribed(sourceId, taken, each.id);
  }
  const failure = openSubscriptions(context, fresh);
  if (failure === undefined) return undefined;
  return `active element with id '${sourceId}' is mapped to element with id '${element.id}' that must be subscribed to a catch event. ${failure.message}`;

  function takenMessage(runtime: Runtime, at: ElementContext, catching: Element): string | undefined {
    if (catching.event?.kind !== "message") return undefined;
    const name = evaluateText(at, catching.event.name);
    if (!name.ok) return undefined;
    const taken = runtime.state.processMessageSubscriptions.query("named", key, name.value);
    return taken.length === 0 ? undefined : name.value;
  }
}

function alreadySubscribed(sourceId: string, messageName: string, catchEventId: string): string {
  return (
    `active element with id '${sourceId}' is already subscribed to the same message name '${messageName}'. Currently, migrating message ` +
    "subscriptions to the same message name isn't supported without a mapping. Please provide a mapping instruction between message " +
    `catch event with id '${catchEventId}' and the target message catch event. `
  );
}

function moveMessage({ plan, context: { rt } }: Migrated, { key, state, value }: ProcessMessageSubscriptionRow): void {
  const elementId = plan.mapping.get(value.elementId);
  if (elementId === undefined) return;
  const interrupting = plan.target.element(elementId)?.isInterrupting ?? true;
  const { bpmnProcessId } = plan.definition;
  const row = { key, state, value: { ...value, bpmnProcessId, elementId, interrupting } };
  rt.state.processMessageSubscriptions.put(key, row);
  rt.writers.event("PROCESS_MESSAGE_SUBSCRIPTION", "MIGRATED", row);
  const { elementInstanceKey, processInstanceKey, messageName, correlationKey, tenantId } = value;
  const told = { bpmnProcessId, elementInstanceKey, processInstanceKey, messageName, correlationKey, tenantId };
  rt.writers.command("MESSAGE_SUBSCRIPTION", "MIGRATE", { key, value: { ...told, interrupting } });
}
