import type { JsonObject } from "../core/record.ts";
import type { TableSpec } from "./table.ts";

/** What is done to every item of a batch operation; Camunda's names. */
export type BatchOperationType =
  | "CANCEL_PROCESS_INSTANCE"
  | "MIGRATE_PROCESS_INSTANCE"
  | "MODIFY_PROCESS_INSTANCE"
  | "RESOLVE_INCIDENT"
  | "DELETE_PROCESS_INSTANCE"
  | "DELETE_DECISION_INSTANCE";

/** A batch operation that has not ended. */
export interface BatchOperationRow {
  readonly key: number;
  readonly type: BatchOperationType;
  readonly state: "CREATED" | "ACTIVE" | "SUSPENDED";
  /** What is to be done beyond the type: the mapping of a migration, the moves of a modification. */
  readonly plan: JsonObject;
  readonly completed: number;
  readonly failed: number;
}

/** Batch operations by key. */
export const BATCH_OPERATIONS: TableSpec<BatchOperationRow> = {
  name: "batch_operation",
  columns: { state: (row) => row.state },
  indexes: [["state"]],
  queries: { runnable: "state IN ('CREATED', 'ACTIVE') ORDER BY key LIMIT 1" },
};

/** An item of a batch operation that nothing has been done to yet. */
export interface BatchItemRow {
  readonly key: number;
  readonly batchOperationKey: number;
  readonly itemKey: number;
  readonly processInstanceKey: number;
}

/** Open items by a key of their own. */
export const BATCH_ITEMS: TableSpec<BatchItemRow> = {
  name: "batch_item",
  columns: { batch_operation_key: (row) => row.batchOperationKey },
  indexes: [["batch_operation_key"]],
  queries: {
    next: "batch_operation_key = ? ORDER BY key LIMIT ?",
    ofBatch: "batch_operation_key = ? ORDER BY key",
  },
};
