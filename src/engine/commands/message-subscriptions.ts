import { canTrigger, triggerEvent } from "../behaviour/event-trigger.ts";
import { ackOf, correlateNext, correlating, tellProcess } from "../behaviour/messages.ts";
import { booleanField, numberField, objectField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type {
  MessageSubscriptionRow,
  MessageSubscriptionValue,
  ProcessMessageSubscriptionRow,
} from "../store/tables-events.ts";
import { correlationOf } from "./publish-message.ts";

/** What the two sides of a message subscription tell each other. */
export const messageSubscriptionCommands: CommandProcessors = {
  "MESSAGE_SUBSCRIPTION CREATE": create,
  "MESSAGE_SUBSCRIPTION CORRELATE": correlated,
  "MESSAGE_SUBSCRIPTION DELETE": remove,
  "MESSAGE_SUBSCRIPTION MIGRATE": migrated,
  "MESSAGE_SUBSCRIPTION REJECT": rejected,
  "PROCESS_MESSAGE_SUBSCRIPTION CREATE": created,
  "PROCESS_MESSAGE_SUBSCRIPTION CORRELATE": correlate,
  "PROCESS_MESSAGE_SUBSCRIPTION DELETE": removed,
};

function subscriptionValue(value: JsonObject): MessageSubscriptionValue {
  return {
    bpmnProcessId: textField(value, "bpmnProcessId"),
    elementInstanceKey: numberField(value, "elementInstanceKey"),
    variables: objectField(value, "variables"),
    processInstanceKey: numberField(value, "processInstanceKey"),
    tenantId: TENANT,
    correlationKey: textField(value, "correlationKey"),
    messageKey: numberField(value, "messageKey"),
    messageName: textField(value, "messageName"),
    interrupting: booleanField(value, "interrupting", true),
  };
}

function create(rt: Runtime, command: PendingCommand): void {
  const value = subscriptionValue(command.value);
  if (find(rt, value) !== undefined) {
    rt.writers.reject(
      "INVALID_STATE",
      `Expected to open a new message subscription for element with key '${value.elementInstanceKey}' and message name ` +
        `'${value.messageName}', but there is already a message subscription for that element key and message name opened`,
    );
    return;
  }
  const row: MessageSubscriptionRow = { key: rt.keys.next(), isCorrelating: false, value };
  rt.state.messageSubscriptions.insert(row.key, row);
  rt.writers.event("MESSAGE_SUBSCRIPTION", "CREATED", row);
  if (!correlateNext(rt, row)) acknowledge(rt, "CREATE", value);
}

function acknowledge(rt: Runtime, intent: string, value: MessageSubscriptionValue): void {
  rt.writers.command("PROCESS_MESSAGE_SUBSCRIPTION", intent, {
    key: -1,
    value: { ...ackOf(value, { interrupting: value.interrupting }), elementId: "" },
  });
}

function created(rt: Runtime, command: PendingCommand): void {
  const value = subscriptionValue(command.value);
  const row = findOfProcess(rt, value);
  if (row?.state === "opening") {
    rt.state.processMessageSubscriptions.put(row.key, { ...row, state: "opened" });
    rt.writers.event("PROCESS_MESSAGE_SUBSCRIPTION", "CREATED", row);
    return;
  }
  const text = `Expected to create ${whichOf(value)}, but`;
  if (row === undefined) rt.writers.reject("NOT_FOUND", `${text} no such subscription was found`);
  else rt.writers.reject("INVALID_STATE", `${text} it is already ${row.state}`);
}

function whichOf({ elementInstanceKey, messageName }: MessageSubscriptionValue): string {
  return `process message subscription with element key '${elementInstanceKey}' and message name '${messageName}'`;
}

/** The message has come to the process instance: if its element can still take it, the element goes on. */
function correlate(rt: Runtime, command: PendingCommand): void {
  const told = subscriptionValue(command.value);
  const row = findOfProcess(rt, told);
  const refusal = refusalOf(rt, told, row);
  if (row === undefined || refusal !== undefined) {
    rt.writers.reject(row === undefined ? "NOT_FOUND" : "INVALID_STATE", refusal ?? "");
    rt.writers.command("MESSAGE_SUBSCRIPTION", "REJECT", {
      key: -1,
      value: { ...ackOf(told, told), variables: {}, interrupting: true },
    });
    return;
  }
  const { elementId, interrupting } = row.value;
  const value = { ...told, elementId, interrupting };
  if (interrupting) rt.state.processMessageSubscriptions.delete(row.key);
  else rt.state.processMessageSubscriptions.put(row.key, { key: row.key, state: "opened", value });
  rt.writers.event("PROCESS_MESSAGE_SUBSCRIPTION", "CORRELATED", { key: row.key, value });
  triggerEvent(rt, { scopeKey: told.elementInstanceKey, elementId, variables: told.variables });
  const { bpmnProcessId, messageKey } = told;
  rt.writers.command("MESSAGE_SUBSCRIPTION", "CORRELATE", {
    key: -1,
    value: ackOf(told, { bpmnProcessId, messageKey }),
  });
}

function refusalOf(
  rt: Runtime,
  told: MessageSubscriptionValue,
  row: ProcessMessageSubscriptionRow | undefined,
): string | undefined {
  if (row === undefined) return `Expected to correlate ${whichOf(told)}, but no such subscription was found`;
  if (row.state === "closing") return `Expected to correlate ${whichOf(told)}, but it is already closing`;
  if (canTrigger(rt, told.elementInstanceKey, row.value.elementId)) return undefined;
  return `Expected to correlate a ${whichOf(told)}, but the subscription is not active anymore`;
}

/** The process instance has taken the message. */
function correlated(rt: Runtime, command: PendingCommand): void {
  const told = subscriptionValue(command.value);
  const row = find(rt, told);
  if (row === undefined) {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to correlate subscription for element with key '${told.elementInstanceKey}' and message name ` +
        `'${told.messageName}', but no such message subscription exists`,
    );
    return;
  }
  const free = { ...row, isCorrelating: false };
  if (row.value.interrupting) rt.state.messageSubscriptions.delete(row.key);
  else rt.state.messageSubscriptions.put(row.key, free);
  rt.writers.event("MESSAGE_SUBSCRIPTION", "CORRELATED", row);
  answer(rt, row.value, { processInstanceKey: row.value.processInstanceKey });
  if (!row.value.interrupting) correlateNext(rt, free);
}

/** Answers the correlation that somebody awaits. */
function answer(rt: Runtime, value: MessageSubscriptionValue, more: { processInstanceKey?: number }): void {
  const isAsked = rt.state.correlations.get(value.messageKey, "request") !== undefined;
  const requestId = rt.correlating.get(value.messageKey);
  rt.state.correlations.drop(value.messageKey);
  rt.correlating.delete(value.messageKey);
  if (!isAsked) return;
  const { messageName: name, correlationKey, variables } = value;
  const message = { key: value.messageKey, value: { name, correlationKey, variables } };
  const intent = more.processInstanceKey === undefined ? "NOT_CORRELATED" : "CORRELATED";
  const record = rt.writers.event("MESSAGE_CORRELATION", intent, {
    key: message.key,
    value: correlationOf(message, more),
  });
  if (requestId !== undefined) rt.writers.respond(record, requestId);
}

/** The process instance could not take the message: another of the same process may. */
function rejected(rt: Runtime, command: PendingCommand): void {
  const told = subscriptionValue(command.value);
  const message = rt.state.messages.get(told.messageKey);
  if (message !== undefined) {
    const correlated = message.correlated.filter((id) => id !== told.bpmnProcessId);
    rt.state.messages.put(message.key, { ...message, correlated });
  }
  const row = find(rt, told);
  if (row !== undefined) rt.state.messageSubscriptions.delete(row.key);
  // of a subscription that is gone nobody knows any more whether it interrupts
  const interrupting = row?.value.interrupting ?? false;
  rt.writers.event("MESSAGE_SUBSCRIPTION", "REJECTED", { key: command.key, value: { ...told, interrupting } });
  const next =
    message === undefined
      ? undefined
      : rt.state.messageSubscriptions
          .query("waiting", told.messageName, told.correlationKey)
          .find(({ value, isCorrelating }) => value.bpmnProcessId === told.bpmnProcessId && !isCorrelating);
  if (next === undefined || message === undefined) answer(rt, told, {});
  else tellProcess(rt, correlating(rt, next, message));
}

/** The process instance belongs to another process now. */
function migrated(rt: Runtime, command: PendingCommand): void {
  const told = subscriptionValue(command.value);
  const row = find(rt, told);
  if (row === undefined) {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to migrate subscription for element with key '${told.elementInstanceKey}' and message name ` +
        `'${told.messageName}', but no such message subscription exists`,
    );
    return;
  }
  const { bpmnProcessId, interrupting } = told;
  const changed = { ...row, value: { ...row.value, bpmnProcessId, interrupting } };
  rt.state.messageSubscriptions.put(row.key, changed);
  rt.writers.event("MESSAGE_SUBSCRIPTION", "MIGRATED", { key: row.key, value: changed.value });
}

function remove(rt: Runtime, command: PendingCommand): void {
  const told = subscriptionValue(command.value);
  const row = find(rt, told);
  if (row === undefined) {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to close message subscription for element with key '${told.elementInstanceKey}' and message name ` +
        `'${told.messageName}', but no such message subscription exists`,
    );
  } else {
    rt.state.messageSubscriptions.delete(row.key);
    rt.writers.event("MESSAGE_SUBSCRIPTION", "DELETED", row);
  }
  acknowledge(rt, "DELETE", { ...told, interrupting: true });
}

function removed(rt: Runtime, command: PendingCommand): void {
  const told = subscriptionValue(command.value);
  const row = findOfProcess(rt, told);
  if (row === undefined) {
    rt.writers.reject("NOT_FOUND", `Expected to delete ${whichOf(told)}, but no such subscription was found`);
    return;
  }
  rt.state.processMessageSubscriptions.delete(row.key);
  rt.writers.event("PROCESS_MESSAGE_SUBSCRIPTION", "DELETED", row);
}

function find(rt: Runtime, value: MessageSubscriptionValue): MessageSubscriptionRow | undefined {
  return rt.state.messageSubscriptions.query("ofElement", value.elementInstanceKey, value.messageName)[0];
}

function findOfProcess(rt: Runtime, value: MessageSubscriptionValue): ProcessMessageSubscriptionRow | undefined {
  return rt.state.processMessageSubscriptions.query("named", value.elementInstanceKey, value.messageName)[0];
}
