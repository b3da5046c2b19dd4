import { NO_RESULT } from "../core/job-result.ts";
import { TENANT, type ProcessInstanceValue } from "../core/values.ts";
import type { JsonObject } from "../core/record.ts";
import type { ProcessSource } from "../model/source.ts";
import { compact } from "./compact.ts";
import type { TableSpec } from "./table.ts";

/** Where an element instance stands in its life. */
export type LifePhase = "ELEMENT_ACTIVATING" | "ELEMENT_ACTIVATED" | "ELEMENT_COMPLETING" | "ELEMENT_TERMINATING";

/** An element instance (token, scope) that has not ended. */
export type ElementInstance = {
  readonly key: number;
  /** Key of the flow scope; -1 for a process instance. */
  readonly parentKey: number;
  readonly phase: LifePhase;
  readonly value: ProcessInstanceValue;
  /** Active element instances directly inside. */
  readonly children: number;
  /** Ids of sequence flows taken inside whose target is not active yet, one for each token. */
  readonly activeFlows: readonly string[];
  /** Key of its open job; -1 for none. */
  readonly jobKey: number;
  readonly userTaskKey: number;
  /** Call activities: the process instance called; -1 for none. */
  readonly calledKey: number;
  /** Multi-instance: number of this inner instance, from 1; in a body, the count so far. */
  readonly loopCounter: number;
  /** How many of the listeners of the present phase have been completed. */
  readonly listenerIndex: number;
  /** Multi-instance bodies: how many inner instances have ended, and whether the completion condition has been met. */
  readonly loop?: { readonly completed: number; readonly terminated: number; readonly isOver: boolean } | undefined;
  /** Ad-hoc sub-processes: the completion condition has been met. */
  readonly isFulfilled?: boolean | undefined;
  /** Id of the element that has interrupted this scope; "" for none. */
  readonly interruptedBy: string;
  /** Which events can still hit it: after an interrupting event of its own only those at its boundary, after one of those none. */
  readonly accepts: "all" | "boundary" | "none";
  /** Process instances: ids of the elements after which it ends; undefined for none. */
  readonly endAfter?: readonly string[] | undefined;
  /** Process instances: it is about to end after such an element. */
  readonly isEnding?: boolean | undefined;
  /** Migrated element instances: the paths that they had before, which Zeebe goes on showing in some records. */
  readonly formerPaths?: Pick<ElementInstance, "definitionPath" | "callingPath"> | undefined;
  /** Migrated activities: ids of the boundary events that interrupted it before; undefined for what the model says. */
  readonly interrupting?: readonly string[] | undefined;
  /** Keys from the process instance down to here, and those of the calling instances. */
  readonly path: readonly (readonly number[])[];
  readonly definitionPath: readonly number[];
  readonly callingPath: readonly number[];
};

const USUAL = {
  children: 0,
  activeFlows: [],
  jobKey: -1,
  userTaskKey: -1,
  calledKey: -1,
  loopCounter: 0,
  listenerIndex: 0,
  interruptedBy: "",
  accepts: "all",
  callingPath: [],
} as const;

const USUAL_VALUE = {
  tenantId: TENANT,
  tags: [],
  bpmnEventType: "UNSPECIFIED",
  parentProcessInstanceKey: -1,
  parentElementInstanceKey: -1,
  elementInstancePath: [],
  processDefinitionPath: [],
  callingElementPath: [],
} as const;

/** Element instances by key. */
export const ELEMENT_INSTANCES: TableSpec<ElementInstance> = {
  name: "element_instance",
  columns: {
    parent_key: (instance) => instance.parentKey,
    process_instance_key: (instance) => instance.value.processInstanceKey,
    process_definition_key: (instance) => instance.value.processDefinitionKey,
    element_id: (instance) => instance.value.elementId,
  },
  indexes: [["parent_key"], ["process_definition_key"]],
  queries: {
    children: "parent_key = ? ORDER BY key",
    childrenFrom: "parent_key = ? AND key >= ? ORDER BY key LIMIT 2",
    ofDefinition: "process_definition_key = ? AND parent_key = -1 ORDER BY key",
  },
  kept: {
    pack: (instance) => ({ ...compact(instance, USUAL), value: compact(instance.value, USUAL_VALUE) }),
    unpack: (kept) => ({ ...USUAL, ...kept, value: { ...USUAL_VALUE, ...kept.value } }),
  },
};

/** A deployed process. */
export interface ProcessRow {
  readonly key: number;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly versionTag: string;
  readonly deploymentKey: number;
  readonly resourceName: string;
  readonly checksum: string;
  /** The model's XML, base64. */
  readonly resource: string;
  readonly source: ProcessSource;
}

/** Deployed processes by key. */
export const PROCESSES: TableSpec<ProcessRow> = {
  name: "process",
  columns: {
    bpmn_process_id: (row) => row.bpmnProcessId,
    version: (row) => row.version,
    version_tag: (row) => row.versionTag,
    deployment_key: (row) => row.deploymentKey,
  },
  indexes: [["bpmn_process_id", "version"], ["deployment_key"]],
  queries: {
    latest: "bpmn_process_id = ? ORDER BY version DESC LIMIT 1",
    version: "bpmn_process_id = ? AND version = ?",
    before: "bpmn_process_id = ? AND version < ? ORDER BY version DESC LIMIT 1",
    tagged: "bpmn_process_id = ? AND version_tag = ? ORDER BY version DESC LIMIT 1",
    deployed: "bpmn_process_id = ? AND deployment_key = ?",
  },
};

/** Value of JOB records. */
export type JobValue = JsonObject & {
  readonly type: string;
  readonly elementInstanceKey: number;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly retries: number;
  readonly retryBackoff: number;
  readonly recurringTime: number;
  readonly deadline: number;
  readonly worker: string;
  readonly errorMessage: string;
  readonly errorCode: string;
  readonly variables: JsonObject;
  readonly jobKind: "BPMN_ELEMENT" | "EXECUTION_LISTENER" | "TASK_LISTENER" | "AD_HOC_SUB_PROCESS";
  readonly jobListenerEventType: string;
  readonly tags: readonly string[];
};

/** What an open job waits for. */
export type JobState = "ACTIVATABLE" | "ACTIVATED" | "FAILED" | "ERROR_THROWN";

/** A job that has not ended. */
export interface JobRow {
  readonly key: number;
  readonly state: JobState;
  /** It comes back by itself after its back-off. One without retries waits for its incident, although its record still carries the time of the attempt before. */
  readonly recurs?: boolean;
  readonly value: JobValue;
}

const USUAL_JOB = {
  result: NO_RESULT,
  errorCode: "",
  timeout: -1,
  deadline: -1,
  recurringTime: -1,
  retryBackoff: 0,
  customHeaders: {},
  variables: {},
  tenantId: TENANT,
  jobKind: "BPMN_ELEMENT",
  jobListenerEventType: "UNSPECIFIED",
  changedAttributes: [],
  jobToUserTaskMigration: false,
  tags: [],
  errorMessage: "",
  worker: "",
} as const;

/** Jobs by key; `due` is the deadline of an activated job or the end of a back-off. */
export const JOBS: TableSpec<JobRow> = {
  name: "job",
  columns: {
    type: (row) => row.value.type,
    state: (row) => row.state,
    due: (row) => {
      // as in Zeebe the time is over after the deadline, not at it
      if (row.state === "ACTIVATED") return row.value.deadline + 1;
      return row.state === "FAILED" && row.recurs === true ? row.value.recurringTime : null;
    },
  },
  indexes: [["type", "state"], ["due"]],
  fronts: {
    activatable: {
      group: (row) => (row.state === "ACTIVATABLE" ? row.value.type : undefined),
      where: "type = ? AND state = 'ACTIVATABLE'",
    },
  },
  queries: {
    due: "due <= ? ORDER BY due, key",
  },
  kept: {
    pack: (row) => ({ ...row, value: compact(row.value, USUAL_JOB) }),
    unpack: (kept) => ({ ...kept, value: { ...USUAL_JOB, ...kept.value } }),
  },
};

/** Value of INCIDENT records. */
export type IncidentValue = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly bpmnProcessId: string;
  readonly processInstanceKey: number;
  readonly elementId: string;
  readonly elementInstanceKey: number;
  readonly jobKey: number;
  readonly tenantId: string;
  readonly processDefinitionKey: number;
  readonly variableScopeKey: number;
  readonly elementInstancePath: readonly (readonly number[])[];
  readonly processDefinitionPath: readonly number[];
  readonly callingElementPath: readonly number[];
};

/** A command that failed; without a value type and key it is about the element instance. */
export interface FailedCommand {
  readonly valueType?: string;
  readonly intent: string;
  readonly key?: number;
  readonly value: JsonObject;
}

/** An open incident. */
export interface IncidentRow {
  readonly key: number;
  readonly value: IncidentValue;
  /** The command that failed, which resolving repeats; undefined for a job's incident. */
  readonly failed: FailedCommand | undefined;
}

/** Open incidents by key. */
export const INCIDENTS: TableSpec<IncidentRow> = {
  name: "incident",
  columns: {
    element_instance_key: (row) => row.value.elementInstanceKey,
    job_key: (row) => row.value.jobKey,
  },
  indexes: [["element_instance_key"], ["job_key"]],
  queries: {
    ofElement: "element_instance_key = ? ORDER BY key",
    ofJob: "job_key = ? ORDER BY key",
  },
};
