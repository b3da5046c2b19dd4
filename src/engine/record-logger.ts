import type { RecordObserver } from "./core/loop.ts";
import type { EngineRecord } from "./core/record.ts";
import { numberOf, numberOrNull, objectsOf, textOf } from "./history/values.ts";
import type { RestLogger } from "./rest/server.ts";

interface Line {
  readonly level: "info" | "warn";
  readonly fields: object;
  readonly message: string;
}

/**
 * Tells the log what an administrator wants to know: incidents, deployments, cancelled instances. Fields are keys and ids under
 * the protocol's names; no value of a variable and no message of an incident, which may quote one. Nothing is told before it is on disk.
 */
export function createRecordLogger(logger: RestLogger): RecordObserver {
  const waiting: Line[] = [];
  return {
    onRecord: (record) => {
      const line = lineOf(record);
      if (line !== undefined) waiting.push(line);
    },
    afterCommit: () => {
      for (const { level, fields, message } of waiting.splice(0)) logger[level]?.(fields, message);
    },
    afterRollback: () => {
      waiting.length = 0;
    },
  };
}

/** Tells that the data file cannot be written, or that it can again. */
export function logTrouble(logger: RestLogger, trouble: string | undefined): void {
  if (trouble === undefined) logger.info?.({}, "The engine's data file can be written again");
  else logger.error({}, trouble);
}

function lineOf(record: EngineRecord): Line | undefined {
  if (record.recordType === "COMMAND_REJECTION") return undefined;
  switch (`${record.valueType} ${record.intent}`) {
    case "INCIDENT CREATED":
      return { level: "warn", fields: incidentFields(record), message: "Incident raised" };
    case "INCIDENT RESOLVED":
      return { level: "info", fields: incidentFields(record), message: "Incident resolved" };
    case "DEPLOYMENT CREATED":
      return { level: "info", fields: deploymentFields(record), message: "Resources deployed" };
    case "PROCESS_INSTANCE ELEMENT_TERMINATED":
      return textOf(record.value, "bpmnElementType") === "PROCESS"
        ? { level: "info", fields: placeOf(record), message: "Process instance terminated" }
        : undefined;
    default:
      return undefined;
  }
}

function placeOf({ value, position }: EngineRecord): object {
  return {
    processInstanceKey: numberOrNull(value, "processInstanceKey"),
    bpmnProcessId: textOf(value, "bpmnProcessId"),
    elementId: textOf(value, "elementId"),
    position,
  };
}

function incidentFields(record: EngineRecord): object {
  const { value, key } = record;
  return {
    incidentKey: key,
    errorType: textOf(value, "errorType"),
    elementInstanceKey: numberOrNull(value, "elementInstanceKey"),
    jobKey: numberOrNull(value, "jobKey"),
    ...placeOf(record),
  };
}

function deploymentFields({ key, value, position }: EngineRecord): object {
  const processes = objectsOf(value, "processesMetadata");
  return {
    deploymentKey: key,
    processes: processes.map((process) => `${textOf(process, "bpmnProcessId")} v${numberOf(process, "version")}`),
    position,
  };
}
