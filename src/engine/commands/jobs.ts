import { unknownElements } from "../behaviour/ad-hoc.ts";
import { adHocResult, takeAdHocResult, wantedElements } from "../behaviour/ad-hoc-jobs.ts";
import { visibleVariables } from "../behaviour/variables.ts";
import { resultRefusal } from "../behaviour/task-listener-results.ts";
import { changeJob, completeJob } from "../behaviour/jobs.ts";
import { numberField, objectField, textField, textsField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import { completeResult } from "../core/job-result.ts";
import { contextOf, type CommandProcessors, type ElementContext, type Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { JobRow, JobState } from "../store/tables.ts";

/** Commands of job workers that take and finish jobs. */
export const jobCommands: CommandProcessors = {
  "JOB_BATCH ACTIVATE": activateBatch,
  "JOB COMPLETE": complete,
};

function complete(rt: Runtime, command: PendingCommand): void {
  const result = adHocResult(objectField(command.value, "result"));
  const shown = Object.keys(result).length === 0 ? {} : { result: completeResult(result) };
  const refused = { ...command.value, ...shown };
  const job = jobFor(rt, command, { verb: "complete", states: ["ACTIVATABLE", "ACTIVATED"], refused });
  if (job === undefined) return;
  const outcome = { variables: objectField(command.value, "variables"), result };
  const adHoc = adHocOf(rt, job);
  const unknown = adHoc === undefined ? undefined : unknownElements(adHoc, wantedElements(result));
  const refusal = job.value.jobKind === "TASK_LISTENER" ? resultRefusal(rt, job, outcome) : undefined;
  if (unknown !== undefined) rt.writers.reject("NOT_FOUND", unknown, refused);
  else if (refusal !== undefined) rt.writers.reject("INVALID_ARGUMENT", refusal, refused);
  else {
    rt.writers.respond(completeJob(rt, job, outcome));
    if (adHoc !== undefined) takeAdHocResult(adHoc, outcome.variables, result);
  }
}

/** The ad-hoc sub-process whose worker the job asks; undefined for every other job. */
function adHocOf(rt: Runtime, { value }: JobRow): ElementContext | undefined {
  return value.jobKind === "AD_HOC_SUB_PROCESS" ? contextOf(rt, value.elementInstanceKey) : undefined;
}

function activateBatch(rt: Runtime, command: PendingCommand): void {
  const { value } = command;
  const refusal = batchRefusal(value);
  if (refusal !== undefined) {
    rt.writers.reject("INVALID_ARGUMENT", `Expected to activate job batch with ${refusal}`);
    return;
  }
  const type = textField(value, "type");
  const limit = numberField(value, "maxJobsToActivate");
  const rows = rt.state.jobs.query("activatable", type, limit).map((job) => activateOne(rt, job, value));
  const record = rt.writers.event("JOB_BATCH", "ACTIVATED", {
    key: rt.keys.next(),
    value: {
      type,
      timeout: numberField(value, "timeout"),
      maxJobsToActivate: limit,
      tenantIds: [TENANT],
      worker: textField(value, "worker"),
      truncated: false,
      jobKeys: rows.map(({ key }) => key),
      jobs: rows.map((row) => row.value),
    },
  });
  rt.writers.respond(record);
}

function batchRefusal(value: JsonObject): string | undefined {
  const limit = numberField(value, "maxJobsToActivate");
  const timeout = numberField(value, "timeout");
  if (limit < 1) return `max jobs to activate to be greater than zero, but it was '${limit}'`;
  if (timeout < 1) return `timeout to be greater than zero, but it was '${timeout}'`;
  if (textField(value, "type").trim() === "") return "type to be present, but it was blank";
  return undefined;
}

function activateOne(rt: Runtime, job: JobRow, batch: JsonObject): JobRow {
  const deadline = rt.clock.now() + numberField(batch, "timeout");
  const value = { ...job.value, deadline, worker: textField(batch, "worker") };
  changeJob(rt, job, { state: "ACTIVATED", value });
  const names = textsField(batch, "variables");
  const variables = {
    ...visibleVariables(rt, job.value.elementInstanceKey, names),
    ...pendingVariables(rt, job, names),
  };
  return { ...job, value: { ...value, variables } };
}

/** What a user task is about to be completed or updated with: its listeners see it already. */
function pendingVariables(rt: Runtime, { value }: JobRow, names: readonly string[]): JsonObject {
  if (value.jobKind !== "TASK_LISTENER") return {};
  const key = rt.state.elementInstances.get(value.elementInstanceKey)?.userTaskKey ?? -1;
  const pending = Object.entries(rt.state.userTasks.get(key)?.pending?.variables ?? {});
  return Object.fromEntries(pending.filter(([name]) => names.length === 0 || names.includes(name)));
}

/** The job that a command is about; refuses the command when there is none or it is in another state. */
export function jobFor(
  rt: Runtime,
  command: PendingCommand,
  wanted: { verb: string; states: readonly JobState[]; refused?: JsonObject },
): JobRow | undefined {
  const job = rt.state.jobs.get(command.key);
  const purpose = wanted.verb;
  if (job === undefined) {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to ${purpose} job with key '${command.key}', but no such job was found`,
      wanted.refused,
    );
    return undefined;
  }
  if (wanted.states.includes(job.state)) return job;
  rt.writers.reject(
    "INVALID_STATE",
    `Expected to ${purpose} job with key '${command.key}', but it is in state '${job.state}'`,
    wanted.refused,
  );
  return undefined;
}
