import { Counter, Gauge, Registry } from "prom-client";
import type { EngineRecord } from "./core/record.ts";
import { numbersOf, textOf } from "./history/values.ts";

/** What is measured of an engine, in a registry of its own; names are Zeebe's where Zeebe has them. */
export interface EngineMetrics {
  readonly registry: Registry;
  onRecord(record: EngineRecord): void;
  readonly onAnswer: (operation: string, status: number) => void;
  /** An answered gRPC call, with the name of its status. */
  readonly onCall: (rpc: string, code: string) => void;
}

/** What the gauges read when somebody asks. */
interface Measured {
  openProcessInstances(): number;
  storeBytes(): number;
}

const JOB_ACTIONS: Readonly<Record<string, string>> = {
  CREATED: "created",
  COMPLETED: "completed",
  FAILED: "failed",
  TIMED_OUT: "timed out",
  CANCELED: "canceled",
  ERROR_THROWN: "error thrown",
};

/** Builds the metrics of one engine. */
export function createEngineMetrics(measured: Measured): EngineMetrics {
  const registry = new Registry();
  const counters = countersIn(registry);
  gaugesIn(registry, measured);
  return {
    registry,
    onRecord: (record) => {
      if (record.recordType === "EVENT") count(counters, record);
    },
    onAnswer: (operation, status) => {
      counters.requests.inc({ operation, status });
    },
    onCall: (rpc, code) => {
      counters.calls.inc({ rpc, code });
    },
  };
}

function countersIn(registry: Registry) {
  const counter = <L extends string>(name: string, help: string, labelNames: L[]): Counter<L> =>
    new Counter({ name, help, labelNames, registers: [registry] });
  return {
    elements: counter("zeebe_element_instance_events_total", "Events of element instances", ["action", "type"]),
    creations: counter("zeebe_process_instance_creations_total", "Process instances created by command", []),
    jobs: counter("zeebe_job_events_total", "Events of jobs", ["action", "type"]),
    incidents: counter("zeebe_incident_events_total", "Events of incidents", ["action"]),
    records: counter("zeebe_stream_processor_records_total", "Records written", ["action"]),
    requests: counter("kim_engine_requests_total", "Answers of the REST API", ["operation", "status"]),
    calls: counter("kim_engine_grpc_calls_total", "Answers of the gRPC gateway", ["rpc", "code"]),
  };
}

function gaugesIn(registry: Registry, measured: Measured): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      collect: () => {
        made.set(read());
      },
    });
  };
  gauge("kim_engine_open_process_instances", "Process instances that have not ended", () =>
    measured.openProcessInstances(),
  );
  gauge("kim_engine_store_bytes", "Size of the data file and its log", () => measured.storeBytes());
}

function count(counters: ReturnType<typeof countersIn>, { valueType, intent, value }: EngineRecord): void {
  counters.records.inc({ action: "written" });
  switch (valueType) {
    case "PROCESS_INSTANCE":
      if (intent.startsWith("ELEMENT_")) {
        counters.elements.inc({
          action: intent.slice("ELEMENT_".length).toLowerCase(),
          type: textOf(value, "bpmnElementType"),
        });
      }
      break;
    case "PROCESS_INSTANCE_CREATION":
      if (intent === "CREATED") counters.creations.inc();
      break;
    case "JOB":
      countJob(counters, JOB_ACTIONS[intent], value);
      break;
    case "JOB_BATCH":
      counters.jobs.inc({ action: "activated", type: textOf(value, "type") }, numbersOf(value["jobKeys"]).length);
      break;
    case "INCIDENT":
      counters.incidents.inc({ action: intent.toLowerCase() });
      break;
  }
}

function countJob(
  counters: ReturnType<typeof countersIn>,
  action: string | undefined,
  value: EngineRecord["value"],
): void {
  if (action !== undefined) counters.jobs.inc({ action, type: textOf(value, "type") });
}
