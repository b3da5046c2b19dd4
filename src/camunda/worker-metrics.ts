import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** What happened to a job, as counted in `kim_job_events_total`. */
export type JobAction = "activated" | "completed" | "error_thrown" | "failed" | "gone" | "unreported";

/** Figures of the workers, readable beside Zeebe's own. */
export interface WorkerMetrics {
  count(type: string, action: JobAction): void;
  /** Duration of a job in seconds. */
  observe(type: string, seconds: number): void;
  pollFailed(type: string): void;
  active(type: string, jobs: number): void;
}

/** Registers the workers' figures; call once per registry. */
export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const events = new Counter({
    name: "kim_job_events_total",
    help: "Jobs by what happened to them",
    labelNames: ["action", "type"],
    registers,
  });
  const seconds = new Histogram({
    name: "kim_job_duration_seconds",
    help: "Time a worker took for a job",
    labelNames: ["type"],
    registers,
  });
  const polls = new Counter({
    name: "kim_job_poll_failures_total",
    help: "Polls for jobs that failed",
    labelNames: ["type"],
    registers,
  });
  const running = new Gauge({ name: "kim_jobs_active", help: "Jobs in work", labelNames: ["type"], registers });
  return {
    count: (type, action) => {
      events.inc({ action, type });
    },
    observe: (type, duration) => {
      seconds.observe({ type }, duration);
    },
    pollFailed: (type) => {
      polls.inc({ type });
    },
    active: (type, jobs) => {
      running.set({ type }, jobs);
    },
  };
}
