import { visibleVariables } from "../behaviour/variables.ts";
import { changeJob } from "../behaviour/jobs.ts";
import { numberField, objectField, textField, textsField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import { contextOf, type CommandProcessors, type Runtime } from "../core/runtime.ts";
import { complete } from "../core/transitions.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { JobRow } from "../store/tables.ts";

/** Commands of job workers. */
export const jobCommands: CommandProcessors = {
  "JOB_BATCH ACTIVATE": activateBatch,
  "JOB COMPLETE": completeJob,
};

function activateBatch(rt: Runtime, command: PendingCommand): void {
  const { value } = command;
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

function activateOne(rt: Runtime, job: JobRow, batch: JsonObject): JobRow {
  const deadline = rt.clock.now() + numberField(batch, "timeout");
  const value = { ...job.value, deadline, worker: textField(batch, "worker") };
  changeJob(rt, job, { state: "ACTIVATED", value });
  const variables = visibleVariables(rt, job.value.elementInstanceKey, textsField(batch, "variables"));
  return { ...job, value: { ...value, variables } };
}

function completeJob(rt: Runtime, command: PendingCommand): void {
  const job = rt.state.jobs.get(command.key);
  if (job === undefined) {
    rt.writers.reject("NOT_FOUND", `Expected to complete job with key '${command.key}', but no such job was found`);
    return;
  }
  const variables = objectField(command.value, "variables");
  rt.state.jobs.delete(job.key);
  const record = rt.writers.event("JOB", "COMPLETED", { key: job.key, value: { ...job.value, variables } });
  rt.writers.respond(record);
  const element = contextOf(rt, job.value.elementInstanceKey);
  if (element === undefined) return;
  const key = rt.keys.next();
  rt.state.eventTriggers.put(element.key, String(key), { key, elementId: element.element.id, variables });
  complete(element);
}
