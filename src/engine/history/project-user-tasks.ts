import type { EngineRecord, JsonObject } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { instantOrNull, jsonOf, numberOf, numberOrNull, textOf, textOrNull } from "./values.ts";

/** The state that an event leaves a user task in. */
const STATES: Readonly<Record<string, string>> = {
  CREATED: "CREATED",
  ASSIGNING: "ASSIGNING",
  CLAIMING: "ASSIGNING",
  ASSIGNED: "CREATED",
  ASSIGNMENT_DENIED: "CREATED",
  UPDATING: "UPDATING",
  UPDATED: "CREATED",
  UPDATE_DENIED: "CREATED",
  COMPLETING: "COMPLETING",
  COMPLETED: "COMPLETED",
  COMPLETION_DENIED: "CREATED",
  CANCELING: "CANCELING",
  CANCELED: "CANCELED",
};

/** The events that fix the task's attributes; before them a listener may still deny or correct. */
const SETTLED = new Set(["CREATED", "ASSIGNED", "UPDATED", "COMPLETED"]);

const ENDS = new Set(["COMPLETED", "CANCELED"]);

/** User tasks with their assignment, dates and form. */
export function projectUserTasks(store: HistoryStore): Projections {
  return {
    USER_TASK: (record) => {
      if (record.intent === "CREATING") store.userTask.insert(record.key, creatingTask(record));
      else store.userTask.update(record.key, changedTask(record));
    },
  };
}

function creatingTask({ key, timestamp, value }: EngineRecord) {
  return {
    key,
    state: "CREATING",
    ...attributes(value),
    form_key: numberOrNull(value, "formKey"),
    external_form: textOrNull(value, "externalFormReference"),
    headers: jsonOf(value, "customHeaders", "{}"),
    element_id: textOf(value, "elementId"),
    element_instance_key: numberOf(value, "elementInstanceKey"),
    instance_key: numberOf(value, "processInstanceKey"),
    definition_key: numberOf(value, "processDefinitionKey"),
    tenant_id: textOf(value, "tenantId"),
    created_at: numberOrNull(value, "creationTimestamp") ?? timestamp,
    ended_at: null,
  };
}

function changedTask({ intent, timestamp, value }: EngineRecord) {
  const state = STATES[intent];
  return {
    ...(SETTLED.has(intent) ? attributes(value) : {}),
    ...(intent === "MIGRATED" ? migrated(value) : {}),
    ...(ENDS.has(intent) ? { ended_at: timestamp } : {}),
    ...(state === undefined ? {} : { state }),
  };
}

function attributes(value: JsonObject) {
  return {
    assignee: textOrNull(value, "assignee"),
    candidate_groups: jsonOf(value, "candidateGroupsList", "[]"),
    candidate_users: jsonOf(value, "candidateUsersList", "[]"),
    due_at: instantOrNull(value, "dueDate"),
    follow_up_at: instantOrNull(value, "followUpDate"),
    priority: numberOf(value, "priority"),
  };
}

function migrated(value: JsonObject) {
  return { definition_key: numberOf(value, "processDefinitionKey"), element_id: textOf(value, "elementId") };
}
