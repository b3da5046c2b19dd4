import { resolveIncident } from "../behaviour/incidents.ts";
import { changeJob } from "../behaviour/jobs.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { IncidentRow } from "../store/tables.ts";

/** Resolving incidents. */
export const incidentCommands: CommandProcessors = { "INCIDENT RESOLVE": resolve };

function resolve(rt: Runtime, command: PendingCommand): void {
  const incident = rt.state.incidents.get(command.key);
  if (incident === undefined) {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to resolve incident with key '${command.key}', but no such incident was found`,
    );
    return;
  }
  const job = rt.state.jobs.get(incident.value.jobKey);
  if (job !== undefined && job.value.retries <= 0) {
    rt.writers.reject(
      "INVALID_STATE",
      `Expected to resolve incident with key '${command.key}', but job with key '${job.key}' has no retries left. Please update the job retries and retry resolving the incident`,
    );
    return;
  }
  rt.writers.respond(resolveIncident(rt, incident));
  repeat(rt, incident);
}

function repeat(rt: Runtime, incident: IncidentRow): void {
  const job = rt.state.jobs.get(incident.value.jobKey);
  if (job !== undefined && (job.state === "FAILED" || job.state === "ERROR_THROWN")) {
    changeJob(rt, job, { state: "ACTIVATABLE", value: { ...job.value, elementId: incident.value.elementId } });
  }
  if (incident.failed === undefined) return;
  const { valueType = "PROCESS_INSTANCE", intent, key = incident.value.elementInstanceKey, value } = incident.failed;
  rt.writers.command(valueType, intent, { key, value });
}
