import type { EngineRecord, JsonObject } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { jsonOf, numberOf, numberOrNull, numbersOf, objectOf, objectsOf, textOf, textOrNull } from "./values.ts";

/** The state that an event leaves a job in; the other events change attributes only. */
const STATES: Readonly<Record<string, string>> = {
  COMPLETED: "COMPLETED",
  CANCELED: "CANCELED",
  ERROR_THROWN: "ERROR_THROWN",
  FAILED: "FAILED",
  MIGRATED: "MIGRATED",
  RETRIES_UPDATED: "RETRIES_UPDATED",
  TIMED_OUT: "TIMED_OUT",
};

const ENDS = new Set(["COMPLETED", "CANCELED", "ERROR_THROWN"]);

/** Jobs, and which worker holds them until when. */
export function projectJobs(store: HistoryStore): Projections {
  const activate = store.job.updater("worker", "deadline", "updated_at");
  const complete = store.job.updater("state", "ended_at", "updated_at");
  return {
    JOB: (record) => {
      const { intent, key, timestamp, value } = record;
      if (intent === "CREATED") store.job.insert(key, createdJob(record));
      else if (intent === "COMPLETED" && value["jobKind"] === "BPMN_ELEMENT")
        complete(key, intent, timestamp, timestamp);
      else store.job.update(key, changedJob(record));
      if (intent === "FAILED" || intent === "ERROR_THROWN") store.jobFailure.insert(record.position, failureOf(record));
    },
    JOB_BATCH: ({ intent, timestamp, value }) => {
      if (intent !== "ACTIVATED") return;
      const deadline = numberOrNull(objectsOf(value, "jobs")[0] ?? {}, "deadline");
      const worker = textOf(value, "worker");
      for (const key of numbersOf(value["jobKeys"])) activate(key, worker, deadline, timestamp);
    },
  };
}

function createdJob({ key, timestamp, value }: EngineRecord) {
  return {
    key,
    type: textOf(value, "type"),
    kind: textOf(value, "jobKind"),
    listener_event: textOf(value, "jobListenerEventType"),
    state: "CREATED",
    worker: textOf(value, "worker"),
    retries: numberOf(value, "retries"),
    deadline: numberOrNull(value, "deadline"),
    headers: jsonOf(value, "customHeaders", "{}"),
    error_code: null,
    error_message: null,
    is_denied: null,
    denied_reason: null,
    element_id: textOrNull(value, "elementId"),
    element_instance_key: numberOf(value, "elementInstanceKey"),
    instance_key: numberOf(value, "processInstanceKey"),
    definition_key: numberOf(value, "processDefinitionKey"),
    tenant_id: textOf(value, "tenantId"),
    created_at: timestamp,
    updated_at: timestamp,
    ended_at: null,
  };
}

/** A job may fail several times and be completed in the end, so each failure is a row of its own. */
function failureOf({ position, timestamp, value }: EngineRecord) {
  return {
    position,
    at: timestamp,
    type: textOf(value, "type"),
    worker: textOf(value, "worker"),
    error_code: textOf(value, "errorCode"),
    error_message: textOf(value, "errorMessage"),
    instance_key: numberOf(value, "processInstanceKey"),
  };
}

function changedJob({ intent, timestamp, value }: EngineRecord) {
  const state = STATES[intent];
  return {
    ...(state === undefined ? {} : { state }),
    ...(ENDS.has(intent) ? { ended_at: timestamp } : {}),
    ...(intent === "COMPLETED" ? denial(value) : attributes(value)),
    ...(intent === "MIGRATED" ? migrated(value) : {}),
    updated_at: timestamp,
  };
}

function attributes(value: JsonObject) {
  return {
    retries: numberOf(value, "retries"),
    deadline: numberOrNull(value, "deadline"),
    error_code: textOrNull(value, "errorCode"),
    error_message: textOrNull(value, "errorMessage"),
  };
}

/** Only a listener's answer says yes or no to a transition. */
function denial(value: JsonObject) {
  if (textOf(value, "jobKind") !== "TASK_LISTENER") return {};
  const result = objectOf(value, "result");
  return { is_denied: result["denied"] === true ? 1 : 0, denied_reason: textOrNull(result, "deniedReason") };
}

function migrated(value: JsonObject) {
  return { definition_key: numberOf(value, "processDefinitionKey"), element_id: textOrNull(value, "elementId") };
}
