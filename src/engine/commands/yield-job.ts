import { changeJob } from "../behaviour/jobs.ts";
import type { CommandProcessors } from "../core/runtime.ts";
import { jobFor } from "./jobs.ts";

/** A job that was activated and could not be delivered becomes available again. */
export const yieldJobCommands: CommandProcessors = {
  "JOB YIELD": (rt, command) => {
    const job = jobFor(rt, command, { verb: "yield", states: ["ACTIVATED"] });
    if (job === undefined) return;
    changeJob(rt, job, { state: "ACTIVATABLE", value: job.value });
    rt.writers.respond(rt.writers.event("JOB", "YIELDED", { key: job.key, value: job.value }));
  },
};
