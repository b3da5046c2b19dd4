import { correlating, tellProcess } from "../behaviour/messages.ts";
import { isStartLocked, startByMessage } from "../behaviour/start-events.ts";
import { numberField, objectField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { MessageRow, MessageSubscriptionValue, MessageValue } from "../store/tables-events.ts";

/** Publication, correlation and expiry of messages. */
export const messageCommands: CommandProcessors = {
  "MESSAGE PUBLISH": publish,
  "MESSAGE_CORRELATION CORRELATE": correlate,
  "MESSAGE EXPIRE": expireBuffered,
};

function publish(rt: Runtime, command: PendingCommand): void {
  const value = messageOf(command.value);
  const { name, correlationKey, messageId, timeToLive } = value;
  if (messageId !== "" && rt.state.messages.query("published", name, correlationKey, messageId).length > 0) {
    rt.writers.reject(
      "ALREADY_EXISTS",
      `Expected to publish a new message with id '${messageId}', but a message with that id was already published`,
    );
    return;
  }
  const message = keep(rt, { ...value, timeToLive, deadline: rt.clock.now() + timeToLive });
  rt.writers.respond(rt.writers.event("MESSAGE", "PUBLISHED", message));
  const { waiting } = spread(rt, message);
  for (const each of waiting) tellProcess(rt, each);
  if (timeToLive <= 0) expire(rt, message);
}

function keep(rt: Runtime, value: MessageValue): MessageRow {
  const message: MessageRow = { key: rt.keys.next(), value, correlated: [] };
  rt.state.messages.insert(message.key, message);
  rt.state.correlations.begin(message.key);
  return message;
}

function messageOf(value: JsonObject): MessageValue {
  return {
    name: textField(value, "name"),
    correlationKey: textField(value, "correlationKey"),
    messageId: textField(value, "messageId"),
    timeToLive: numberField(value, "timeToLive", -1),
    deadline: -1,
    variables: objectField(value, "variables"),
    tenantId: TENANT,
  };
}

/** To all that wait and to start events; each process id gets it once. */
function spread(rt: Runtime, message: MessageRow) {
  const { name, correlationKey } = message.value;
  const reached = new Set<string>();
  const waiting: MessageSubscriptionValue[] = [];
  for (const subscription of rt.state.messageSubscriptions.query("waiting", name, correlationKey)) {
    const { bpmnProcessId } = subscription.value;
    if (subscription.isCorrelating || reached.has(bpmnProcessId)) continue;
    reached.add(bpmnProcessId);
    waiting.push(correlating(rt, subscription, message));
  }
  const started: number[] = [];
  const blocked: string[] = [];
  for (const start of rt.state.messageStarts.query("named", name)) {
    const { bpmnProcessId } = start.value;
    if (reached.has(bpmnProcessId)) continue;
    if (isStartLocked(rt, bpmnProcessId, correlationKey)) {
      blocked.push(bpmnProcessId);
      continue;
    }
    reached.add(bpmnProcessId);
    started.push(startByMessage(rt, start, message));
  }
  return { waiting, started, blocked };
}

function expire(rt: Runtime, message: MessageRow): void {
  rt.writers.event("MESSAGE", "EXPIRED", message);
  rt.state.messages.delete(message.key);
}

/** Correlation is answered with the process instance that took the message, or refused. */
function correlate(rt: Runtime, command: PendingCommand): void {
  const value = messageOf({ ...command.value, timeToLive: -1, messageId: "" });
  const message = keep(rt, value);
  rt.writers.event("MESSAGE", "PUBLISHED", message);
  const correlation = correlationOf(message, { requestStreamId: NO_STREAM });
  rt.writers.event("MESSAGE_CORRELATION", "CORRELATING", { key: message.key, value: correlation });
  const { waiting, started, blocked } = spread(rt, message);
  const [processInstanceKey] = started;
  if (waiting.length === 0 && processInstanceKey === undefined) {
    rt.state.messages.delete(message.key);
    rt.writers.reject("NOT_FOUND", refusal(value, blocked), correlation);
    return;
  }
  if (processInstanceKey === undefined) {
    rt.state.correlations.put(message.key, "request", ASKED);
    if (rt.writers.requestId !== undefined) rt.correlating.set(message.key, rt.writers.requestId);
  } else {
    const answered = { ...correlation, processInstanceKey };
    rt.writers.respond(rt.writers.event("MESSAGE_CORRELATION", "CORRELATED", { key: message.key, value: answered }));
  }
  for (const each of waiting) tellProcess(rt, each);
  expire(rt, message);
}

/** The mark of a correlation that somebody has asked for. */
const ASKED = 1;

/** What Zeebe writes for "no request stream" into the record of a command. */
const NO_STREAM = -2_147_483_648;

/** The value of MESSAGE_CORRELATION records of a message. */
export function correlationOf(
  { key, value }: Pick<MessageRow, "key"> & { value: Pick<MessageValue, "name" | "correlationKey" | "variables"> },
  more: { requestStreamId?: number; processInstanceKey?: number },
): JsonObject {
  return {
    name: value.name,
    correlationKey: value.correlationKey,
    variables: value.variables,
    tenantId: TENANT,
    messageKey: key,
    processInstanceKey: -1,
    requestId: -1,
    requestStreamId: -1,
    ...more,
  };
}

function refusal({ name, correlationKey }: MessageValue, blocked: readonly string[]): string {
  const text = `Expected to find subscription for message with name '${name}' and correlation key '${correlationKey}', but`;
  if (blocked.length === 0) return `${text} none was found.`;
  return (
    `${text} no active subscription was found. A process instance with this correlation key is already active for a ` +
    `message start event with this message name in process IDs [${blocked.join(", ")}]. Only one active process ` +
    "instance per correlation key is allowed for message start events."
  );
}

/** The time to live of a buffered message is over. */
function expireBuffered(rt: Runtime, command: PendingCommand): void {
  if (rt.state.messages.get(command.key) === undefined) {
    rt.writers.reject("NOT_FOUND", `Expected to expire message with key '${command.key}', but there is none`);
    return;
  }
  rt.state.messages.delete(command.key);
  rt.writers.event("MESSAGE", "EXPIRED", { key: command.key, value: NOTHING });
}

/** Zeebe's checker knows only the keys of the messages that it expires. */
const NOTHING: MessageValue = {
  name: "",
  correlationKey: "",
  messageId: "",
  timeToLive: -1,
  deadline: -1,
  variables: {},
  tenantId: TENANT,
};
