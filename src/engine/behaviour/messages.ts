import type { JsonObject } from "../core/record.ts";
import type { ElementContext, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import { resultTypeOf, toJson } from "../feel/expression.ts";
import type { Element } from "../model/process.ts";
import type {
  MessageRow,
  MessageSubscriptionRow,
  MessageSubscriptionValue,
  ProcessMessageSubscriptionRow,
} from "../store/tables-events.ts";
import type { CatchEventKind } from "./catch-event-kind.ts";
import { evaluate, evaluateText, warningsText, type Result } from "./expressions.ts";

/** Waiting for messages. */
export const messageEvents: CatchEventKind = {
  prepare: (context, catching) => {
    const { event } = catching;
    if (event?.kind !== "message") throw new Error(`Expected ${catching.id} to have a message, but it has none`);
    const name = evaluateText(context, event.name);
    if (!name.ok) return name;
    const scopeKey = catching.type === "BOUNDARY_EVENT" ? context.value.flowScopeKey : context.key;
    const correlationKey = evaluateCorrelationKey(context, event.correlationKey ?? "", scopeKey);
    if (!correlationKey.ok) return correlationKey;
    return {
      ok: true,
      value: () => {
        open(context, catching, { messageName: name.value, correlationKey: correlationKey.value });
      },
    };
  },
  close: ({ rt, key }, catching) => {
    for (const row of rt.state.processMessageSubscriptions.query("ofElement", key)) {
      if (catching === undefined || row.value.elementId === catching.id) closeMessageSubscription(rt, row);
    }
  },
};

/** Evaluates a correlation key: text, or a whole number as text. */
function evaluateCorrelationKey(context: ElementContext, source: string, scopeKey: number): Result<string> {
  const evaluation = evaluate(context, source, scopeKey);
  const refuse = (message: string): Result<string> => ({
    ok: false,
    failure: { errorType: "EXTRACT_VALUE_ERROR", message, variableScopeKey: scopeKey },
  });
  if (!evaluation.ok) return refuse(evaluation.message);
  const type = resultTypeOf(evaluation.value);
  if (typeof evaluation.value === "string") return { ok: true, value: evaluation.value };
  if (type === "NUMBER") return { ok: true, value: String(Math.trunc(Number(toJson(evaluation.value)))) };
  const bare = source.replace(/^=\s*/, "").trimEnd();
  return refuse(
    `Failed to extract the correlation key for '${bare}': The value must be either a string or a number, but was '${type}'.` +
      warningsText(evaluation.warnings),
  );
}

function open(
  { rt, key, value }: ElementContext,
  catching: Element,
  waited: { messageName: string; correlationKey: string },
): void {
  const subscription: MessageSubscriptionValue = {
    bpmnProcessId: value.bpmnProcessId,
    elementInstanceKey: key,
    variables: {},
    processInstanceKey: value.processInstanceKey,
    tenantId: TENANT,
    messageKey: -1,
    interrupting: catching.isInterrupting ?? true,
    ...waited,
  };
  const subscriptionKey = rt.keys.next();
  const row = {
    key: subscriptionKey,
    state: "opening",
    value: { ...subscription, elementId: catching.id },
  } as const satisfies ProcessMessageSubscriptionRow;
  rt.state.processMessageSubscriptions.insert(subscriptionKey, row);
  rt.writers.event("PROCESS_MESSAGE_SUBSCRIPTION", "CREATING", row);
  rt.writers.command("MESSAGE_SUBSCRIPTION", "CREATE", { key: -1, value: subscription });
}

/** Ends the waiting for a message. */
export function closeMessageSubscription(rt: Runtime, row: ProcessMessageSubscriptionRow): void {
  rt.state.processMessageSubscriptions.put(row.key, { ...row, state: "closing" });
  rt.writers.event("PROCESS_MESSAGE_SUBSCRIPTION", "DELETING", row);
  rt.writers.command("MESSAGE_SUBSCRIPTION", "DELETE", {
    key: -1,
    value: ackOf(row.value, { elementInstanceKey: row.value.elementInstanceKey }),
  });
}

/** What the two sides of a subscription tell each other: only what identifies it, and the message. */
export function ackOf(value: MessageSubscriptionValue, told: Partial<MessageSubscriptionValue>): JsonObject {
  return {
    bpmnProcessId: "",
    elementInstanceKey: value.elementInstanceKey,
    variables: {},
    processInstanceKey: value.processInstanceKey,
    tenantId: TENANT,
    correlationKey: "",
    messageKey: -1,
    messageName: value.messageName,
    interrupting: true,
    ...told,
  };
}

/** Lets a message correlate to a subscription: it is marked, and the process instance's side is told. */
export function correlating(
  rt: Runtime,
  subscription: MessageSubscriptionRow,
  message: MessageRow,
): MessageSubscriptionValue {
  const value = { ...subscription.value, messageKey: message.key, variables: message.value.variables };
  const row = { key: subscription.key, isCorrelating: true, value };
  rt.state.messageSubscriptions.put(row.key, row);
  markCorrelated(rt, message.key, value.bpmnProcessId);
  rt.writers.event("MESSAGE_SUBSCRIPTION", "CORRELATING", row);
  return value;
}

/** Notes that a process has got a message: it gets it only once. */
export function markCorrelated(rt: Runtime, messageKey: number, bpmnProcessId: string): void {
  const message = rt.state.messages.get(messageKey);
  if (message === undefined || message.correlated.includes(bpmnProcessId)) return;
  rt.state.messages.put(messageKey, { ...message, correlated: [...message.correlated, bpmnProcessId] });
}

/** Appends the command that brings a message to the process instance. */
export function tellProcess(rt: Runtime, value: MessageSubscriptionValue): void {
  const told = { ...value, elementId: "", interrupting: true };
  rt.writers.command("PROCESS_MESSAGE_SUBSCRIPTION", "CORRELATE", { key: -1, value: told });
}

/** Correlates the oldest buffered message that the subscription's process has not got; true when there was one. */
export function correlateNext(rt: Runtime, subscription: MessageSubscriptionRow): boolean {
  const { messageName, correlationKey, bpmnProcessId } = subscription.value;
  const buffered = rt.state.messages.query("buffered", messageName, correlationKey, rt.clock.now());
  const message = buffered.find(({ correlated }) => !correlated.includes(bpmnProcessId));
  if (message === undefined) return false;
  tellProcess(rt, correlating(rt, subscription, message));
  return true;
}
