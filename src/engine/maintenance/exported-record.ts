import type { EngineRecord, JsonObject } from "../core/record.ts";

/** The engine whose protocol the records follow. */
const BROKER_VERSION = "8.8.21";

/** How often Zeebe has changed what an event of a kind means; 1 where it is not listed. Seen on the real engine. */
const RECORD_VERSIONS: Readonly<Record<string, number>> = {
  "DECISION CREATED": 2,
  "DECISION_EVALUATION EVALUATED": 2,
  "DEPLOYMENT CREATED": 3,
  "FORM CREATED": 2,
  "INCIDENT RESOLVED": 3,
  "JOB CANCELED": 2,
  "JOB COMPLETED": 2,
  "JOB UPDATED": 2,
  "PROCESS CREATED": 2,
  "PROCESS_INSTANCE ELEMENT_ACTIVATING": 2,
  "PROCESS_INSTANCE_CREATION CREATED": 2,
  "USER_TASK ASSIGNED": 3,
  "USER_TASK ASSIGNING": 2,
  "USER_TASK CANCELING": 2,
  "USER_TASK COMPLETED": 2,
  "USER_TASK COMPLETING": 2,
  "USER_TASK CREATED": 2,
  "USER_TASK CREATING": 2,
  "USER_TASK UPDATED": 2,
  "USER_TASK UPDATING": 2,
};

/** A record with the fields that a Zeebe exporter writes, in its order. */
export function exportedRecord(record: EngineRecord): JsonObject {
  const { valueType, key, position, timestamp, recordType, intent, value } = record;
  const { rejectionType, rejectionReason, sourceRecordPosition } = record;
  const version = recordType === "EVENT" ? RECORD_VERSIONS[`${valueType} ${intent}`] : undefined;
  return {
    valueType,
    key,
    position,
    timestamp,
    recordType,
    intent,
    partitionId: 1,
    rejectionType,
    rejectionReason,
    brokerVersion: BROKER_VERSION,
    recordVersion: version ?? 1,
    operationReference: -1,
    batchOperationReference: -1,
    value,
    authorizations: {},
    sourceRecordPosition,
  };
}
