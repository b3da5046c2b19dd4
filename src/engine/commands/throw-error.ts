import { findErrorCatch, hitCatch, uncaughtMessage } from "../behaviour/errors.ts";
import { raiseJobIncident } from "../behaviour/incidents.ts";
import { changeJob } from "../behaviour/jobs.ts";
import { objectField, textField } from "../core/fields.ts";
import { contextOf, type CommandProcessors, type Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import { jobFor } from "./jobs.ts";

/** BPMN errors of job workers. */
export const throwErrorCommands: CommandProcessors = { "JOB THROW_ERROR": throwError };

function throwError(rt: Runtime, command: PendingCommand): void {
  const job = jobFor(rt, command, { verb: "throw an error for", states: ["ACTIVATABLE", "ACTIVATED"] });
  if (job === undefined) return;
  const { jobKind, type, processInstanceKey } = job.value;
  if (jobKind === "EXECUTION_LISTENER" || jobKind === "TASK_LISTENER") {
    const which = `${jobKind} job with key '${job.key}', type '${type}' and processInstanceKey '${processInstanceKey}'`;
    rt.writers.reject("INVALID_STATE", `Cannot throw BPMN error from ${which}`);
    return;
  }
  const errorCode = textField(command.value, "errorCode");
  const errorMessage = textField(command.value, "errorMessage");
  const variables = objectField(command.value, "variables");
  const caught = findErrorCatch(rt, job.value.elementInstanceKey, errorCode);
  const value = { ...job.value, errorCode, errorMessage, variables };
  if (!("available" in caught)) {
    rt.state.jobs.delete(job.key);
    rt.writers.respond(rt.writers.event("JOB", "ERROR_THROWN", { key: job.key, value }));
    hitCatch(rt, caught, variables);
    return;
  }
  const shown = { ...value, elementId: "NO_CATCH_EVENT_FOUND" };
  const kept = { ...shown, variables: {} };
  const thrown = changeJob(rt, job, { state: "ERROR_THROWN", value: kept });
  rt.writers.respond(rt.writers.event("JOB", "ERROR_THROWN", { key: job.key, value: shown }));
  const context = contextOf(rt, job.value.elementInstanceKey);
  const message = uncaughtMessage(errorCode, caught.available, errorMessage);
  if (context !== undefined) raiseJobIncident(context, { errorType: "UNHANDLED_ERROR_EVENT", message }, thrown);
}
