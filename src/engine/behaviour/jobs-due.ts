import type { DueSource } from "../core/due.ts";

/** Time-outs of activated jobs and ends of back-offs. */
export const jobDue: DueSource = {
  next: (state) => state.jobs.least("due", 0),
  collect: (state, now) =>
    state.jobs.query("due", now).map((job) => ({
      valueType: "JOB",
      intent: job.state === "ACTIVATED" ? "TIME_OUT" : "RECUR_AFTER_BACKOFF",
      key: job.key,
      value: job.value,
    })),
};
