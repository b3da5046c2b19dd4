import type { JsonObject } from "../core/record.ts";
import type { TableSpec } from "./table.ts";

/** Value of USER_TASK records. */
export type UserTaskValue = {
  readonly priority: number;
  readonly formKey: number;
  readonly dueDate: string;
  readonly candidateGroupsList: readonly string[];
  readonly candidateUsersList: readonly string[];
  readonly creationTimestamp: number;
  readonly assignee: string;
  readonly followUpDate: string;
  readonly externalFormReference: string;
  readonly action: string;
  readonly userTaskKey: number;
  readonly deniedReason: string;
  readonly processDefinitionVersion: number;
  readonly bpmnProcessId: string;
  readonly elementInstanceKey: number;
  readonly customHeaders: JsonObject;
  readonly variables: JsonObject;
  readonly processInstanceKey: number;
  readonly tenantId: string;
  readonly processDefinitionKey: number;
  readonly changedAttributes: readonly string[];
  readonly elementId: string;
};

/** Where a user task stands: settled, or in a transition that its listeners stand before. */
export type UserTaskState = "CREATING" | "CREATED" | "ASSIGNING" | "CLAIMING" | "UPDATING" | "COMPLETING" | "CANCELING";

/** A user task that is open. */
export interface UserTaskRow {
  readonly key: number;
  /** As it is settled; a transition in work does not show yet. */
  readonly value: UserTaskValue;
  /** Absent: CREATED. */
  readonly state?: UserTaskState;
  /** What the transition in work is to make of it. */
  readonly pending?: UserTaskValue | undefined;
  /** Which listener of the transition is called. */
  readonly listenerIndex?: number;
  /** Whom the model assigns it to, once it is created. */
  readonly initialAssignee?: string | undefined;
  /** The setting of variables that is the transition in work. */
  readonly document?: { readonly key: number; readonly value: JsonObject } | undefined;
}

/** Open user tasks by key. */
export const USER_TASKS: TableSpec<UserTaskRow> = {
  name: "user_task",
  columns: { element_instance_key: (row) => row.value.elementInstanceKey },
  indexes: [],
  queries: {},
};
