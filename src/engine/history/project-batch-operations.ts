import type { EngineRecord } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { numberOf, numbersOf, objectsOf, textOf, textOrNull } from "./values.ts";

/** The state that a step in its life leaves a batch operation in. */
const STATES: Readonly<Record<string, string>> = {
  SUSPENDED: "SUSPENDED",
  RESUMED: "ACTIVE",
  CANCELED: "CANCELED",
  COMPLETED: "COMPLETED",
};

/** Batch operations and their items. */
export function projectBatchOperations(store: HistoryStore): Projections {
  return {
    BATCH_OPERATION_CREATION: (record) => {
      store.batchOperation.insert(record.key, created(record));
    },
    BATCH_OPERATION_CHUNK: (record) => {
      insertItems(store, record);
    },
    BATCH_OPERATION_INITIALIZATION: ({ key, timestamp }) => {
      store.batchOperation.update(key, { state: "ACTIVE", started_at: timestamp });
    },
    BATCH_OPERATION_EXECUTION: (record) => {
      execute(store, record);
    },
    BATCH_OPERATION_LIFECYCLE_MANAGEMENT: (record) => {
      move(store, record);
    },
  };
}

function created({ key, value }: EngineRecord) {
  return {
    key,
    type: textOf(value, "batchOperationType"),
    state: "CREATED",
    started_at: null,
    ended_at: null,
    total: numberOf(value, "itemCount"),
    completed: 0,
    failed: 0,
  };
}

function insertItems(store: HistoryStore, { key: batch, value }: EngineRecord): void {
  for (const item of objectsOf(value, "items")) {
    const key = numberOf(item, "key");
    const instanceKey = numberOf(item, "processInstanceKey");
    store.batchItem.insert(key, {
      key,
      batch_key: batch,
      type: textOf(value, "batchOperationType"),
      item_key: numberOf(item, "itemKey"),
      instance_key: instanceKey,
      state: "ACTIVE",
      processed_at: null,
      error_message: null,
    });
  }
}

function execute(store: HistoryStore, { key, timestamp, value }: EngineRecord): void {
  store.batchOperation.update(key, {
    completed: numberOf(value, "completedCount"),
    failed: numberOf(value, "failedCount"),
  });
  store.batchItem.update(numberOf(value, "item"), {
    state: textOf(value, "state"),
    processed_at: timestamp,
    error_message: textOrNull(value, "errorMessage"),
  });
}

function move(store: HistoryStore, { intent, key, timestamp, value }: EngineRecord): void {
  const state = STATES[intent];
  if (state === undefined) return;
  const isOver = intent === "CANCELED" || intent === "COMPLETED";
  store.batchOperation.update(key, { state, ...(isOver ? { ended_at: timestamp } : {}) });
  for (const item of numbersOf(value["items"]))
    store.batchItem.update(item, { state: "CANCELED", processed_at: timestamp });
}
