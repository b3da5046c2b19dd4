import type { Registry } from "prom-client";
import type { EngineRecord } from "./core/record.ts";
import { objectsOf, textOf } from "./history/values.ts";
import type { Measured } from "./metrics-registry.ts";
import { Tally } from "./tally.ts";

/** What is measured of an engine, in a registry of its own; names and labels are Zeebe's where Zeebe has them. */
export interface EngineMetrics {
  /** The registry of it all; what it is made of is loaded when it is first needed. */
  readonly registry: () => Promise<Registry>;
  onRecord(record: EngineRecord): void;
  readonly onAnswer: (operation: string, status: number) => void;
  /** An answered gRPC call, with the name of its status. */
  readonly onCall: (rpc: string, code: string) => void;
  /** Told how long a command took from its arrival to its commit, in seconds. */
  readonly onProcessed: (seconds: number) => void;
}

const JOB_ACTIONS: Readonly<Record<string, string>> = {
  CREATED: "created",
  COMPLETED: "completed",
  FAILED: "failed",
  TIMED_OUT: "timed out",
  CANCELED: "canceled",
  ERROR_THROWN: "error thrown",
};

const ELEMENT_ACTIONS: Readonly<Record<string, string>> = {
  ELEMENT_ACTIVATED: "activated",
  ELEMENT_COMPLETED: "completed",
  ELEMENT_TERMINATED: "terminated",
};

/** Builds the metrics of one engine. */
export function createEngineMetrics(measure: () => Measured): EngineMetrics {
  const counters = newCounters();
  // What was observed before the registry was there.
  const early: number[] = [];
  let observe = (seconds: number): void => {
    early.push(seconds);
  };
  let loading: Promise<Registry> | undefined;
  const load = async (): Promise<Registry> => {
    const built = await import("./metrics-registry.ts").then(({ buildRegistry }) =>
      buildRegistry(Object.values(counters), measure),
    );
    observe = built.observe;
    for (const seconds of early.splice(0)) observe(seconds);
    return built.registry;
  };
  const registry = (): Promise<Registry> => (loading ??= load());
  return {
    registry,
    onRecord: (record) => {
      if (record.recordType === "EVENT") count(counters, record);
      else counters.records.inc({ action: "rejected" });
    },
    onAnswer: (operation, status) => {
      counters.requests.inc({ operation, status });
    },
    onCall: (rpc, code) => {
      counters.calls.inc({ rpc, code });
    },
    onProcessed: (seconds) => {
      observe(seconds);
      if (loading === undefined) void registry();
    },
  };
}

function newCounters() {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Tally<L> =>
    new Tally({ name, help, labelNames });
  return {
    elements: counter("zeebe_element_instance_events_total", "Events of element instances", [
      "action",
      "type",
      "eventType",
    ]),
    executed: counter("zeebe_executed_instances_total", "Root process instances begun and ended", ["action", "type"]),
    creations: counter("zeebe_process_instance_creations_total", "Process instances created by command", [
      "creation_mode",
    ]),
    jobs: counter("zeebe_job_events_total", "Events of jobs", ["action", "type", "job_kind"]),
    incidents: counter("zeebe_incident_events_total", "Events of incidents", ["action"]),
    decisions: counter("zeebe_evaluated_dmn_elements_total", "Decisions evaluated", ["action"]),
    records: counter("zeebe_stream_processor_records_total", "Records written", ["action"]),
    requests: counter("kim_engine_requests_total", "Answers of the REST API", ["operation", "status"]),
    calls: counter("kim_engine_grpc_calls_total", "Answers of the gRPC gateway", ["rpc", "code"]),
  };
}

type Counters = ReturnType<typeof newCounters>;

function count(counters: Counters, { valueType, intent, value }: EngineRecord): void {
  counters.records.inc({ action: "written" });
  switch (valueType) {
    case "PROCESS_INSTANCE":
      countElement(counters, intent, value);
      break;
    case "PROCESS_INSTANCE_CREATION":
      if (intent === "CREATED") counters.creations.inc({ creation_mode: creationMode(value) });
      break;
    case "JOB":
      countJob(counters, JOB_ACTIONS[intent], value);
      break;
    case "JOB_BATCH":
      for (const job of objectsOf(value, "jobs"))
        counters.jobs.inc({ action: "activated", type: textOf(value, "type"), job_kind: textOf(job, "jobKind") });
      break;
    case "INCIDENT":
      if (intent === "CREATED" || intent === "RESOLVED") counters.incidents.inc({ action: intent.toLowerCase() });
      break;
    case "DECISION_EVALUATION":
      counters.decisions.inc(
        { action: intent === "EVALUATED" ? "evaluated_successfully" : "evaluated_failed" },
        Math.max(1, objectsOf(value, "evaluatedDecisions").length),
      );
      break;
  }
}

function countElement({ elements, executed }: Counters, intent: string, value: EngineRecord["value"]): void {
  const action = ELEMENT_ACTIONS[intent];
  if (action === undefined) return;
  const type = textOf(value, "bpmnElementType");
  elements.inc({ action, type, eventType: textOf(value, "bpmnEventType") });
  if (type === "PROCESS" && value["parentProcessInstanceKey"] === -1)
    executed.inc({ action, type: "ROOT_PROCESS_INSTANCE" });
}

function creationMode(value: EngineRecord["value"]): string {
  const isGiven = objectsOf(value, "startInstructions").length > 0;
  return isGiven ? "creation_at_given_element" : "creation_at_default_start_event";
}

function countJob({ jobs }: Counters, action: string | undefined, value: EngineRecord["value"]): void {
  if (action !== undefined) jobs.inc({ action, type: textOf(value, "type"), job_kind: textOf(value, "jobKind") });
}
