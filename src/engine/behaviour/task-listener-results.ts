import { booleanField, objectField, textsField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import type { JobRow } from "../store/tables.ts";
import { CORRECTABLE } from "./user-task-changes.ts";

const DENIABLE = ["ASSIGNING", "COMPLETING", "UPDATING"];

/** Why a task listener's job cannot be completed with what its worker says; undefined when it can. Zeebe's sentences. */
export function resultRefusal(
  rt: Runtime,
  job: JobRow,
  outcome: { variables: JsonObject; result: JsonObject },
): string | undefined {
  const { type, processInstanceKey, jobListenerEventType: event } = job.value;
  const which = `(job key '${job.key}', type '${type}', processInstanceKey '${processInstanceKey}')`;
  const isDenied = booleanField(outcome.result, "denied");
  const corrected = textsField(outcome.result, "correctedAttributes");
  if (Object.keys(outcome.variables).length > 0) {
    return (
      `Task Listener job completion with variables payload provided is not yet supported ${which}. ` +
      "Support will be enabled with the resolution of issue #23702.\n"
    );
  }
  if (isDenied && !DENIABLE.includes(event)) {
    return (
      `Denying result is not supported for '${event}' task listener jobs ${which}. ` +
      `Only the following listener event types support denying: [${DENIABLE.join(", ")}].\n`
    );
  }
  if (isDenied && corrected.length > 0) {
    return (
      `Expected to complete task listener job with corrections, but the job result is denied ${which}. ` +
      "The corrections would be reverted by the denial. Either complete the job with corrections without setting denied, " +
      "or complete the job with a denied result but no corrections.\n"
    );
  }
  return correctionRefusal(rt, job, { corrected, which });
}

function correctionRefusal(
  rt: Runtime,
  { value }: JobRow,
  { corrected, which }: { corrected: readonly string[]; which: string },
): string | undefined {
  if (corrected.includes("assignee") && value.jobListenerEventType === "CREATING" && hasModelAssignee(rt, value)) {
    return (
      `Expected to complete task listener job, but correcting the assignee on 'CREATING' event is not supported when the user task has an assignee defined in the model ${which}. ` +
      "Use the 'CREATING' event to set an assignee only if it was not defined. " +
      "Use the 'ASSIGNING' event to correct an assignee that is already defined.\n"
    );
  }
  const unknown = corrected.find((name) => !CORRECTABLE.includes(name));
  if (unknown === undefined) return undefined;
  return (
    `Expected to complete task listener job with a corrections result, but property '${unknown}' cannot be corrected ${which}. ` +
    `Only the following properties can be corrected: [${CORRECTABLE.join(", ")}].\n`
  );
}

function hasModelAssignee(rt: Runtime, job: JobRow["value"]): boolean {
  const key = rt.state.elementInstances.get(job.elementInstanceKey)?.userTaskKey ?? -1;
  return (rt.state.userTasks.get(key)?.initialAssignee ?? "") !== "";
}

/** What a listener's answer makes of its task: denied with a reason, or gone on with corrections. */
export function listenerAnswer(result: JsonObject): JsonObject {
  return { ...objectField(result, "corrections"), changedAttributes: textsField(result, "correctedAttributes") };
}
