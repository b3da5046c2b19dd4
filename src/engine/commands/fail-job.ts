import { raiseJobIncident } from "../behaviour/incidents.ts";
import { changeJob } from "../behaviour/jobs.ts";
import { mergeLocal } from "../behaviour/variables.ts";
import { numberField, objectField, textField } from "../core/fields.ts";
import { contextOf, type CommandProcessors, type Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { JobRow } from "../store/tables.ts";
import { jobFor } from "./jobs.ts";

/** What becomes of jobs that a worker gives up. */
export const failJobCommands: CommandProcessors = {
  "JOB FAIL": failJob,
  "JOB RECUR_AFTER_BACKOFF": (rt, { key }) => {
    const job = rt.state.jobs.get(key);
    if (job?.state !== "FAILED" || job.recurs !== true) return;
    changeJob(rt, job, { state: "ACTIVATABLE", value: job.value });
    rt.writers.event("JOB", "RECURRED_AFTER_BACKOFF", { key, value: job.value });
  },
  "JOB TIME_OUT": (rt, { key }) => {
    const job = rt.state.jobs.get(key);
    if (job?.state !== "ACTIVATED") return;
    changeJob(rt, job, { state: "ACTIVATABLE", value: job.value });
    rt.writers.event("JOB", "TIMED_OUT", { key, value: job.value });
  },
};

function failJob(rt: Runtime, command: PendingCommand): void {
  const job = jobFor(rt, command, { verb: "fail", states: ["ACTIVATABLE", "ACTIVATED"] });
  if (job === undefined) return;
  const retries = numberField(command.value, "retries");
  const retryBackoff = numberField(command.value, "retryBackoff", 0);
  const variables = objectField(command.value, "variables");
  const recurs = retries > 0 && retryBackoff > 0;
  const value = {
    ...job.value,
    retries,
    retryBackoff,
    errorMessage: textField(command.value, "errorMessage"),
    recurringTime: recurs ? rt.clock.now() + retryBackoff : job.value.recurringTime,
    variables,
  };
  const kept = { ...value, variables: {} };
  const failed = changeJob(rt, job, { state: retries > 0 && !recurs ? "ACTIVATABLE" : "FAILED", recurs, value: kept });
  rt.writers.respond(rt.writers.event("JOB", "FAILED", { key: job.key, value }));
  const context = contextOf(rt, job.value.elementInstanceKey);
  if (context === undefined) return;
  mergeLocal({ rt, scopeKey: context.key, owner: context.value }, variables);
  if (retries <= 0) raise(rt, failed);
}

const NO_RETRIES = {
  BPMN_ELEMENT: "JOB_NO_RETRIES",
  EXECUTION_LISTENER: "EXECUTION_LISTENER_NO_RETRIES",
  TASK_LISTENER: "TASK_LISTENER_NO_RETRIES",
  AD_HOC_SUB_PROCESS: "AD_HOC_SUB_PROCESS_NO_RETRIES",
} as const satisfies Record<JobRow["value"]["jobKind"], string>;

function raise(rt: Runtime, job: JobRow): void {
  const context = contextOf(rt, job.value.elementInstanceKey);
  const message = job.value.errorMessage === "" ? "No more retries left." : job.value.errorMessage;
  if (context !== undefined) raiseJobIncident(context, { errorType: NO_RETRIES[job.value.jobKind], message }, job);
}
