import type { JsonObject } from "../core/record.ts";
import type { TableSpec } from "./table.ts";

/** Value of TIMER records. */
export type TimerValue = {
  readonly targetElementId: string;
  readonly dueDate: number;
  readonly repetitions: number;
  /** -1 for the start event of a process. */
  readonly elementInstanceKey: number;
  readonly processInstanceKey: number;
  readonly tenantId: string;
  readonly processDefinitionKey: number;
};

/** A timer that is running. */
export interface TimerRow {
  readonly key: number;
  readonly value: TimerValue;
}

/** Timers by key. */
export const TIMERS: TableSpec<TimerRow> = {
  name: "timer",
  columns: {
    element_instance_key: (row) => row.value.elementInstanceKey,
    process_definition_key: (row) => row.value.processDefinitionKey,
    due: (row) => row.value.dueDate,
  },
  indexes: [["element_instance_key", "process_definition_key"], ["due"]],
  queries: {
    ofElement: "element_instance_key = ? ORDER BY key",
    ofStart: "element_instance_key = -1 AND process_definition_key = ? ORDER BY key",
    due: "due <= ? ORDER BY due, element_instance_key < 0, element_instance_key, key",
  },
};

/** Value of MESSAGE records. */
export type MessageValue = {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly timeToLive: number;
  readonly deadline: number;
  readonly variables: JsonObject;
  readonly tenantId: string;
};

/** A buffered message, or one that is just being correlated. */
export interface MessageRow {
  readonly key: number;
  readonly value: MessageValue;
  /** Ids of the processes that it has reached: each gets it once. */
  readonly correlated: readonly string[];
  /** Who waits for the answer to a correlation; undefined for a published message. */
  readonly awaited?: { readonly requestId: number | undefined } | undefined;
}

/** Messages by key. */
export const MESSAGES: TableSpec<MessageRow> = {
  name: "message",
  columns: {
    name: (row) => row.value.name,
    correlation_key: (row) => row.value.correlationKey,
    message_id: (row) => row.value.messageId,
    deadline: (row) => row.value.deadline,
  },
  indexes: [["name", "correlation_key", "message_id"], ["deadline"]],
  queries: {
    buffered: "name = ? AND correlation_key = ? AND deadline > ? ORDER BY key",
    published: "name = ? AND correlation_key = ? AND message_id = ?",
    expired: "deadline <= ? AND deadline >= 0 ORDER BY deadline, key",
  },
};

/** Value of MESSAGE_SUBSCRIPTION records. */
export type MessageSubscriptionValue = {
  readonly bpmnProcessId: string;
  readonly elementInstanceKey: number;
  readonly variables: JsonObject;
  readonly processInstanceKey: number;
  readonly tenantId: string;
  readonly correlationKey: string;
  readonly messageKey: number;
  readonly messageName: string;
  readonly interrupting: boolean;
};

/** The side of a subscription that faces the messages. */
export interface MessageSubscriptionRow {
  readonly key: number;
  readonly isCorrelating: boolean;
  readonly value: MessageSubscriptionValue;
}

/** Message subscriptions by key. */
export const MESSAGE_SUBSCRIPTIONS: TableSpec<MessageSubscriptionRow> = {
  name: "message_subscription",
  columns: {
    message_name: (row) => row.value.messageName,
    correlation_key: (row) => row.value.correlationKey,
    element_instance_key: (row) => row.value.elementInstanceKey,
  },
  indexes: [["message_name", "correlation_key"], ["element_instance_key"]],
  queries: {
    waiting: "message_name = ? AND correlation_key = ? ORDER BY element_instance_key",
    ofElement: "element_instance_key = ? AND message_name = ?",
  },
};

/** Value of PROCESS_MESSAGE_SUBSCRIPTION records. */
export type ProcessMessageSubscriptionValue = MessageSubscriptionValue & { readonly elementId: string };

/** The side of a subscription that faces the process instance. */
export interface ProcessMessageSubscriptionRow {
  readonly key: number;
  readonly state: "opening" | "opened" | "closing";
  readonly value: ProcessMessageSubscriptionValue;
}

/** Process message subscriptions by key. */
export const PROCESS_MESSAGE_SUBSCRIPTIONS: TableSpec<ProcessMessageSubscriptionRow> = {
  name: "process_message_subscription",
  columns: {
    element_instance_key: (row) => row.value.elementInstanceKey,
    message_name: (row) => row.value.messageName,
  },
  indexes: [["element_instance_key", "message_name"]],
  queries: {
    // Zeebe keeps names with their length in front, so short names come first.
    ofElement: "element_instance_key = ? ORDER BY length(CAST(message_name AS BLOB)), message_name",
    named: "element_instance_key = ? AND message_name = ?",
  },
};

/** Value of MESSAGE_START_EVENT_SUBSCRIPTION records. */
export type MessageStartValue = {
  readonly processDefinitionKey: number;
  readonly bpmnProcessId: string;
  readonly startEventId: string;
  readonly messageName: string;
  readonly messageKey: number;
  readonly correlationKey: string;
  readonly processInstanceKey: number;
  readonly variables: JsonObject;
  readonly tenantId: string;
};

/** A message start event of the newest version of a process. */
export interface MessageStartRow {
  readonly key: number;
  readonly value: MessageStartValue;
}

/** Message start events by the key of their subscription. */
export const MESSAGE_STARTS: TableSpec<MessageStartRow> = {
  name: "message_start",
  columns: {
    message_name: (row) => row.value.messageName,
    process_definition_key: (row) => row.value.processDefinitionKey,
  },
  indexes: [["message_name", "process_definition_key"], ["process_definition_key"]],
  queries: {
    named: "message_name = ? ORDER BY process_definition_key, key",
    ofProcess: "process_definition_key = ? ORDER BY key",
  },
};

/** Value of SIGNAL_SUBSCRIPTION records. */
export type SignalSubscriptionValue = {
  readonly signalName: string;
  readonly catchEventId: string;
  /** -1 for the start event of a process. */
  readonly catchEventInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly bpmnProcessId: string;
  readonly tenantId: string;
};

/** Something that waits for a signal. */
export interface SignalSubscriptionRow {
  readonly key: number;
  readonly value: SignalSubscriptionValue;
}

/** Signal subscriptions by key; an element instance or a process definition subscribes. */
export const SIGNAL_SUBSCRIPTIONS: TableSpec<SignalSubscriptionRow> = {
  name: "signal_subscription",
  columns: {
    signal_name: (row) => row.value.signalName,
    subscriber_key: (row) =>
      row.value.catchEventInstanceKey < 0 ? row.value.processDefinitionKey : row.value.catchEventInstanceKey,
  },
  indexes: [["signal_name", "subscriber_key"], ["subscriber_key"]],
  queries: {
    named: "signal_name = ? ORDER BY subscriber_key, key",
    ofSubscriber: "subscriber_key = ? ORDER BY length(CAST(signal_name AS BLOB)), signal_name, key",
  },
};
