import { itemCommands } from "../behaviour/batch-items.ts";
import { numberField, objectField, objectsField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { BatchItemRow, BatchOperationRow, BatchOperationType } from "../store/tables-batch.ts";

/** How many items are worked off in one group, so that nobody else waits long. */
const ITEMS_A_GROUP = 50;
/** How many items one record names. */
const ITEMS_A_CHUNK = 1_000;

const TYPES: Readonly<Record<BatchOperationType, true>> = {
  CANCEL_PROCESS_INSTANCE: true,
  MIGRATE_PROCESS_INSTANCE: true,
  MODIFY_PROCESS_INSTANCE: true,
  RESOLVE_INCIDENT: true,
  DELETE_PROCESS_INSTANCE: true,
  DELETE_DECISION_INSTANCE: true,
};

/** Batch operations: one thing done to many, in the background and durably. */
export const batchOperationCommands: CommandProcessors = {
  "BATCH_OPERATION_CREATION CREATE": create,
  "BATCH_OPERATION_EXECUTION EXECUTE": execute,
  "BATCH_OPERATION_EXECUTION REPORT": report,
  "BATCH_OPERATION_LIFECYCLE_MANAGEMENT CANCEL": cancel,
  "BATCH_OPERATION_LIFECYCLE_MANAGEMENT SUSPEND": suspend,
  "BATCH_OPERATION_LIFECYCLE_MANAGEMENT RESUME": resume,
};

function isType(text: string): text is BatchOperationType {
  return text in TYPES;
}

function create(rt: Runtime, { value }: PendingCommand): void {
  const type = textField(value, "batchOperationType");
  if (!isType(type)) {
    rt.writers.reject("INVALID_ARGUMENT", `Expected a batch operation that the engine knows, but got '${type}'`);
    return;
  }
  const key = rt.keys.next();
  const plan = objectField(value, "plan");
  rt.state.batchOperations.insert(key, { key, type, state: "CREATED", plan, completed: 0, failed: 0 });
  const items = objectsField(value, "items").map((item) => insertItem(rt, key, item));
  const created = { batchOperationKey: key, batchOperationType: type, plan, itemCount: items.length };
  const record = rt.writers.event("BATCH_OPERATION_CREATION", "CREATED", { key, value: created });
  for (let from = 0; from < items.length; from += ITEMS_A_CHUNK) {
    const chunk = { batchOperationKey: key, batchOperationType: type, items: items.slice(from, from + ITEMS_A_CHUNK) };
    rt.writers.event("BATCH_OPERATION_CHUNK", "CREATED", { key, value: chunk });
  }
  rt.writers.respond(record);
  rt.announceBatch();
}

function insertItem(rt: Runtime, batchOperationKey: number, item: JsonObject): JsonObject {
  const key = rt.keys.next();
  const [itemKey, processInstanceKey] = [numberField(item, "itemKey"), numberField(item, "processInstanceKey")];
  rt.state.batchItems.insert(key, { key, batchOperationKey, itemKey, processInstanceKey });
  return { key, itemKey, processInstanceKey };
}

/** Works off the next items of the oldest batch operation that may run. */
function execute(rt: Runtime): void {
  const batch = rt.state.batchOperations.query("runnable")[0];
  if (batch === undefined) return;
  if (batch.state === "CREATED") begin(rt, batch);
  const items = rt.state.batchItems.query("next", batch.key, ITEMS_A_GROUP);
  if (items.length === 0) end(rt, batch);
  else for (const item of items) run(rt, batch, item);
  rt.announceBatch();
}

function begin(rt: Runtime, batch: BatchOperationRow): void {
  rt.state.batchOperations.put(batch.key, { ...batch, state: "ACTIVE" });
  rt.writers.event("BATCH_OPERATION_INITIALIZATION", "INITIALIZED", { key: batch.key, value: valueOf(batch) });
}

function valueOf({ key, type, completed, failed }: BatchOperationRow) {
  return { batchOperationKey: key, batchOperationType: type, completedCount: completed, failedCount: failed };
}

/** The last of an item's commands reports what came of it. */
function run(rt: Runtime, batch: BatchOperationRow, item: BatchItemRow): void {
  const commands = itemCommands(rt, batch, item);
  for (const [index, entry] of commands.entries()) {
    const isLast = index === commands.length - 1;
    const done = { valueType: "BATCH_OPERATION_EXECUTION", intent: "REPORT", key: item.key, value: {} };
    rt.writers.afterwards(entry.valueType, entry.intent, {
      key: entry.key,
      value: entry.value,
      ...(isLast ? { report: done } : {}),
    });
  }
}

function report(rt: Runtime, { key, value }: PendingCommand): void {
  const item = rt.state.batchItems.get(key);
  const batch = rt.state.batchOperations.get(item?.batchOperationKey ?? -1);
  if (item === undefined || batch === undefined) return;
  rt.state.batchItems.delete(key);
  const rejection = textField(value, "rejectionType", "NULL_VAL");
  const state = itemState(rejection);
  const counted = {
    ...batch,
    completed: batch.completed + (state === "COMPLETED" ? 1 : 0),
    failed: batch.failed + (state === "FAILED" ? 1 : 0),
  };
  rt.state.batchOperations.put(batch.key, counted);
  const errorMessage = state === "FAILED" ? `${rejection}: ${textField(value, "rejectionReason")}` : "";
  rt.writers.event("BATCH_OPERATION_EXECUTION", "EXECUTED", {
    key: batch.key,
    value: { ...valueOf(counted), itemKey: item.itemKey, item: key, state, errorMessage },
  });
}

/** What has gone meanwhile needs nothing to be done to it. */
function itemState(rejection: string): "COMPLETED" | "SKIPPED" | "FAILED" {
  if (rejection === "NULL_VAL") return "COMPLETED";
  return rejection === "NOT_FOUND" ? "SKIPPED" : "FAILED";
}

function end(rt: Runtime, batch: BatchOperationRow, closed?: readonly number[]): void {
  rt.state.batchOperations.delete(batch.key);
  const intent = closed === undefined ? "COMPLETED" : "CANCELED";
  const value = { ...valueOf(batch), items: closed ?? [] };
  rt.writers.respond(rt.writers.event("BATCH_OPERATION_LIFECYCLE_MANAGEMENT", intent, { key: batch.key, value }));
}

function cancel(rt: Runtime, { key }: PendingCommand): void {
  const batch = rt.state.batchOperations.get(key);
  if (batch === undefined) {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to cancel a batch operation with key '${key}', but no such batch operation was found`,
    );
    return;
  }
  const items = rt.state.batchItems.query("ofBatch", key).map((item) => item.key);
  for (const item of items) rt.state.batchItems.delete(item);
  end(rt, batch, items);
}

function suspend(rt: Runtime, { key }: PendingCommand): void {
  const batch = rt.state.batchOperations.get(key);
  const purpose = `Expected to suspend a batch operation with key '${key}', but`;
  if (batch === undefined) rt.writers.reject("NOT_FOUND", `${purpose} no such batch operation was found.`);
  else if (batch.state === "SUSPENDED") {
    rt.writers.reject("INVALID_STATE", `${purpose} it has an invalid state '${batch.state}'.`);
  } else change(rt, { ...batch, state: "SUSPENDED" }, "SUSPENDED");
}

function resume(rt: Runtime, { key }: PendingCommand): void {
  const batch = rt.state.batchOperations.get(key);
  const purpose = `Expected to resume a batch operation with key '${key}', but`;
  if (batch === undefined) rt.writers.reject("NOT_FOUND", `${purpose} no such batch operation was found`);
  else if (batch.state !== "SUSPENDED") {
    rt.writers.reject("INVALID_STATE", `${purpose} it has an invalid state '${batch.state}'.`);
  } else change(rt, { ...batch, state: "ACTIVE" }, "RESUMED");
  rt.announceBatch();
}

function change(rt: Runtime, batch: BatchOperationRow, intent: string): void {
  rt.state.batchOperations.put(batch.key, batch);
  const entry = { key: batch.key, value: valueOf(batch) };
  rt.writers.respond(rt.writers.event("BATCH_OPERATION_LIFECYCLE_MANAGEMENT", intent, entry));
}
