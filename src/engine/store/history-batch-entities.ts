import { instant, integer, key, oneOf, PLAIN, SHOWN, text, UNSORTED, type Entity } from "./history-entity.ts";

const TYPES = [
  "ADD_VARIABLE",
  "CANCEL_PROCESS_INSTANCE",
  "DELETE_DECISION_DEFINITION",
  "DELETE_DECISION_INSTANCE",
  "DELETE_PROCESS_DEFINITION",
  "DELETE_PROCESS_INSTANCE",
  "MIGRATE_PROCESS_INSTANCE",
  "MODIFY_PROCESS_INSTANCE",
  "RESOLVE_INCIDENT",
  "UPDATE_VARIABLE",
];
const STATES = ["ACTIVE", "CANCELED", "COMPLETED", "CREATED", "FAILED", "PARTIALLY_COMPLETED", "SUSPENDED"];
const ITEM_STATES = ["ACTIVE", "COMPLETED", "SKIPPED", "CANCELED", "FAILED"];

/** Batch operations. */
export const BATCH_OPERATIONS = {
  name: "Batch Operation",
  from: "history_batch_operation t",
  id: key("t.key"),
  fields: {
    batchOperationKey: key("t.key"),
    batchOperationType: oneOf("t.type", TYPES, SHOWN),
    operationType: oneOf("t.type", TYPES, { isHidden: true }),
    state: oneOf("t.state", STATES),
    startDate: instant("t.started_at", { filter: "none" }),
    endDate: instant("t.ended_at", { filter: "none" }),
    actorType: text("NULL", PLAIN),
    actorId: text("NULL"),
    operationsTotalCount: integer("t.total", SHOWN),
    operationsCompletedCount: integer("t.completed", SHOWN),
    operationsFailedCount: integer("t.failed", SHOWN),
  },
} satisfies Entity;

/** Items of batch operations. */
export const BATCH_OPERATION_ITEMS = {
  name: "Batch Operation Item",
  from: "history_batch_item t LEFT JOIN history_process_instance i ON i.key = t.instance_key",
  id: key("t.key"),
  fields: {
    operationType: oneOf("t.type", TYPES, UNSORTED),
    batchOperationKey: key("t.batch_key"),
    itemKey: key("t.item_key"),
    processInstanceKey: key("t.instance_key"),
    rootProcessInstanceKey: key("i.root_key", SHOWN),
    state: oneOf("t.state", ITEM_STATES),
    processedDate: instant("t.processed_at", { filter: "none" }),
    errorMessage: text("t.error_message", SHOWN),
  },
} satisfies Entity;
