import { changeJob } from "../behaviour/jobs.ts";
import { numberField, textsField } from "../core/fields.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { JobRow, JobState } from "../store/tables.ts";
import { jobFor } from "./jobs.ts";

const ANY: readonly JobState[] = ["ACTIVATABLE", "ACTIVATED", "FAILED", "ERROR_THROWN"];

/** Changes of retries and time-out from outside. */
export const updateJobCommands: CommandProcessors = {
  "JOB UPDATE_RETRIES": (rt, command) => {
    const job = jobFor(rt, command, { verb: "update", states: ANY });
    if (job !== undefined) updateRetries(rt, command, job);
  },
  "JOB UPDATE_TIMEOUT": (rt, command) => {
    const job = jobFor(rt, command, { verb: "update", states: ANY });
    if (job !== undefined) updateTimeout(rt, command, job);
  },
  "JOB UPDATE": (rt, command) => {
    const job = jobFor(rt, command, { verb: "update", states: ANY });
    if (job !== undefined) update(rt, command, job);
  },
};

function retriesRefusal(command: PendingCommand): string | undefined {
  const retries = numberField(command.value, "retries");
  if (retries > 0) return undefined;
  return `Expected to update retries for job with key '${command.key}' with a positive amount of retries, but the amount given was '${retries}'`;
}

function timeoutRefusal(command: PendingCommand, job: JobRow): string | undefined {
  if (job.state === "ACTIVATED") return undefined;
  return `Expected to update the timeout of job with key '${command.key}', but it is not active`;
}

function updateRetries(rt: Runtime, command: PendingCommand, job: JobRow): void {
  const refusal = retriesRefusal(command);
  if (refusal !== undefined) {
    rt.writers.reject("INVALID_ARGUMENT", refusal);
    return;
  }
  const value = { ...job.value, retries: numberField(command.value, "retries") };
  changeJob(rt, job, { value });
  rt.writers.respond(rt.writers.event("JOB", "RETRIES_UPDATED", { key: job.key, value }));
}

function updateTimeout(rt: Runtime, command: PendingCommand, job: JobRow): void {
  const refusal = timeoutRefusal(command, job);
  if (refusal !== undefined) {
    rt.writers.reject("INVALID_STATE", refusal);
    return;
  }
  const value = { ...job.value, deadline: rt.clock.now() + numberField(command.value, "timeout") };
  changeJob(rt, job, { value });
  rt.writers.respond(rt.writers.event("JOB", "TIMEOUT_UPDATED", { key: job.key, value }));
}

function update(rt: Runtime, command: PendingCommand, job: JobRow): void {
  const changed = textsField(command.value, "changedAttributes");
  const refusals = [
    changed.includes("retries") ? retriesRefusal(command) : undefined,
    changed.includes("timeout") ? timeoutRefusal(command, job) : undefined,
  ].filter((refusal) => refusal !== undefined);
  if (refusals.length > 0) {
    rt.writers.reject("INVALID_ARGUMENT", refusals.join(", "));
    return;
  }
  let current = job;
  if (changed.includes("retries")) current = setRetries(rt, command, current);
  if (changed.includes("timeout")) current = setTimeoutOf(rt, command, current);
  rt.writers.respond(rt.writers.event("JOB", "UPDATED", { key: job.key, value: current.value }));
}

function setRetries(rt: Runtime, command: PendingCommand, job: JobRow): JobRow {
  const value = { ...job.value, retries: numberField(command.value, "retries") };
  rt.writers.event("JOB", "RETRIES_UPDATED", { key: job.key, value });
  return changeJob(rt, job, { value });
}

function setTimeoutOf(rt: Runtime, command: PendingCommand, job: JobRow): JobRow {
  const value = { ...job.value, deadline: rt.clock.now() + numberField(command.value, "timeout") };
  rt.writers.event("JOB", "TIMEOUT_UPDATED", { key: job.key, value });
  return changeJob(rt, job, { value });
}
