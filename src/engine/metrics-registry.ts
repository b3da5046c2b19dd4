import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Figures } from "./store/figures.ts";
import type { Counted } from "./tally.ts";

/** What the gauges read when somebody asks. */
export interface Measured extends Figures {
  readonly storeBytes: number;
  readonly storeOpenSeconds: number;
  /** False while the file cannot be written; the figures may then be those of before. */
  readonly isWritable: boolean;
}

/** From a tenth of a millisecond to ten seconds. */
const LATENCY_BUCKETS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Puts counters, gauges and the time of commands into a registry; gives it, and what to call with the time of each command. */
export function buildRegistry(
  counters: readonly Counted[],
  measure: () => Measured,
): { readonly registry: Registry; readonly observe: (seconds: number) => void } {
  const registry = new Registry();
  registry.setDefaultLabels({ partition: "1" });
  for (const counter of counters) addCounter(registry, counter);
  gaugesIn(registry, measure);
  const latency = new Histogram({
    name: "zeebe_stream_processor_latency_seconds",
    help: "Time from a command's arrival to its commit",
    buckets: LATENCY_BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    observe: (seconds) => {
      latency.observe(seconds);
    },
  };
}

function addCounter(registry: Registry, counted: Counted): void {
  const { name, help, labelNames } = counted;
  const counter: Counter = new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect: () => {
      for (const { labels, count } of counted.take()) counter.inc(labels, count);
    },
  });
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
  ["kim_engine_store_writable", "1, or 0 while the file cannot be written", (m) => (m.isWritable ? 1 : 0)],
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
