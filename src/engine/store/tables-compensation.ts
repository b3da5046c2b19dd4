import type { JsonObject } from "../core/record.ts";
import type { TableSpec } from "./table.ts";

/** Value of COMPENSATION_SUBSCRIPTION records. */
export type CompensationValue = {
  readonly tenantId: string;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly compensableActivityId: string;
  readonly compensableActivityInstanceKey: number;
  readonly compensableActivityScopeKey: number;
  /** "" for a scope that only holds others to compensate. */
  readonly compensationHandlerId: string;
  readonly compensationHandlerInstanceKey: number;
  /** "" until a compensation event has hit it. */
  readonly throwEventId: string;
  readonly throwEventInstanceKey: number;
  readonly variables: JsonObject;
};

/** A completed activity that can be compensated, or is being compensated. */
export interface CompensationRow {
  readonly key: number;
  readonly value: CompensationValue;
}

/** Compensation subscriptions by key. */
export const COMPENSATIONS: TableSpec<CompensationRow> = {
  name: "compensation_subscription",
  columns: { process_instance_key: (row) => row.value.processInstanceKey },
  indexes: [["process_instance_key"]],
  queries: { ofInstance: "process_instance_key = ? ORDER BY key" },
};
