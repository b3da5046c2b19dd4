import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { EngineRecord } from "./core/record.ts";
import { objectsOf, textOf } from "./history/values.ts";
import type { Figures } from "./store/figures.ts";

/** What is measured of an engine, in a registry of its own; names and labels are Zeebe's where Zeebe has them. */
export interface EngineMetrics {
  readonly registry: Registry;
  onRecord(record: EngineRecord): void;
  readonly onAnswer: (operation: string, status: number) => void;
  /** An answered gRPC call, with the name of its status. */
  readonly onCall: (rpc: string, code: string) => void;
  /** Told how long a command took from its arrival to its commit, in seconds. */
  readonly onProcessed: (seconds: number) => void;
}

/** What the gauges read when somebody asks. */
interface Measured extends Figures {
  readonly storeBytes: number;
  readonly storeOpenSeconds: number;
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

/** From a tenth of a millisecond to ten seconds. */
const LATENCY_BUCKETS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Builds the metrics of one engine. */
export function createEngineMetrics(measure: () => Measured): EngineMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ partition: "1" });
  const counters = countersIn(registry);
  gaugesIn(registry, measure);
  const latency = new Histogram({
    name: "zeebe_stream_processor_latency_seconds",
    help: "Time from a command's arrival to its commit",
    buckets: LATENCY_BUCKETS,
    registers: [registry],
  });
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
      latency.observe(seconds);
    },
  };
}

function countersIn(registry: Registry) {
  const counter = <L extends string>(name: string, help: string, labelNames: L[]): Counter<L> =>
    new Counter({ name, help, labelNames, registers: [registry] });
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

const GAUGES: readonly (readonly [string, string, (measured: Measured) => number])[] = [
  ["zeebe_pending_incidents_total", "Incidents that are not resolved", (m) => m.pendingIncidents],
  ["zeebe_buffered_messages_count", "Messages that wait for somebody", (m) => m.bufferedMessages],
  ["zeebe_stream_processor_last_processed_position", "Position of the last record", (m) => m.lastPosition],
  ["kim_engine_open_process_instances", "Process instances that have not ended", (m) => m.openProcessInstances],
  ["kim_engine_open_element_instances", "Element instances that have not ended", (m) => m.openElementInstances],
  ["kim_engine_open_jobs", "Jobs that are not done", (m) => m.openJobs],
  ["kim_engine_activatable_jobs", "Jobs that wait for a worker", (m) => m.activatableJobs],
  ["kim_engine_timer_lag_seconds", "By how much the most overdue timer is overdue", (m) => m.timerLagMs / 1000],
  ["kim_engine_store_bytes", "Size of the data file and its log", (m) => m.storeBytes],
  ["kim_engine_store_open_seconds", "How long opening the data file took", (m) => m.storeOpenSeconds],
];

function gaugesIn(registry: Registry, measure: () => Measured): void {
  let measured: Measured | undefined;
  // All gauges of one answer show the same moment; the first one that is asked measures.
  const now = (): Measured => {
    queueMicrotask(() => (measured = undefined));
    return (measured ??= measure());
  };
  for (const [name, help, read] of GAUGES) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      collect: () => {
        gauge.set(read(now()));
      },
    });
  }
  const tasks = new Gauge({
    name: "kim_engine_open_user_tasks",
    help: "User tasks that are not done, by the time since they were created",
    labelNames: ["age"],
    registers: [registry],
    collect: () => {
      for (const [age, n] of Object.entries(now().openTasks)) tasks.set({ age }, n);
    },
  });
}

type Counters = ReturnType<typeof countersIn>;

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
