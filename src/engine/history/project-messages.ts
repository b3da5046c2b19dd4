import type { EngineRecord } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { numberOf, numberOrNull, textOf } from "./values.ts";

const STATES: Readonly<Record<string, string>> = {
  CREATED: "CREATED",
  CORRELATED: "CORRELATED",
  DELETED: "DELETED",
  MIGRATED: "MIGRATED",
};

/** Subscriptions of waiting elements, and which message reached which of them. */
export function projectMessages(store: HistoryStore): Projections {
  return {
    PROCESS_MESSAGE_SUBSCRIPTION: (record) => {
      if (record.intent === "CREATING") store.messageSubscription.insert(record.key, createdSubscription(record));
      else changeSubscription(store, record);
      if (record.intent === "CORRELATED") correlate(store, record, elementSide(record));
    },
    MESSAGE_START_EVENT_SUBSCRIPTION: (record) => {
      if (record.intent === "CORRELATED") correlate(store, record, startSide(record));
    },
  };
}

function createdSubscription({ key, timestamp, value }: EngineRecord) {
  return {
    key,
    state: "CREATED",
    message_name: textOf(value, "messageName"),
    correlation_key: textOf(value, "correlationKey"),
    element_id: textOf(value, "elementId"),
    element_instance_key: numberOf(value, "elementInstanceKey"),
    instance_key: numberOf(value, "processInstanceKey"),
    process_id: textOf(value, "bpmnProcessId"),
    tenant_id: textOf(value, "tenantId"),
    updated_at: timestamp,
  };
}

function changeSubscription(store: HistoryStore, { intent, key, timestamp, value }: EngineRecord): void {
  const state = STATES[intent];
  if (state === undefined) return;
  const moved =
    intent === "MIGRATED" ? { element_id: textOf(value, "elementId"), process_id: textOf(value, "bpmnProcessId") } : {};
  store.messageSubscription.update(key, { state, updated_at: timestamp, ...moved });
}

function elementSide({ value }: EngineRecord) {
  return { element_id: textOf(value, "elementId"), element_instance_key: numberOrNull(value, "elementInstanceKey") };
}

function startSide({ value }: EngineRecord) {
  return { element_id: textOf(value, "startEventId"), element_instance_key: null };
}

type Side = ReturnType<typeof elementSide>;

function correlate(store: HistoryStore, { key, timestamp, value }: EngineRecord, side: Side): void {
  const messageKey = numberOf(value, "messageKey");
  const id = `${messageKey}-${key}`;
  store.correlation.insert(id, {
    id,
    subscription_key: key,
    message_key: messageKey,
    message_name: textOf(value, "messageName"),
    correlation_key: textOf(value, "correlationKey"),
    ...side,
    instance_key: numberOf(value, "processInstanceKey"),
    process_id: textOf(value, "bpmnProcessId"),
    tenant_id: textOf(value, "tenantId"),
    correlated_at: timestamp,
  });
}
