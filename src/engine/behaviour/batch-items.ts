import { objectsField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import type { Entry } from "../core/writers.ts";
import type { BatchItemRow, BatchOperationRow } from "../store/tables-batch.ts";

/** The commands that do to one item what its batch operation is for; the last one's outcome is the item's. */
export function itemCommands(rt: Runtime, { type, plan }: BatchOperationRow, item: BatchItemRow): readonly Entry[] {
  const { itemKey: key } = item;
  switch (type) {
    case "CANCEL_PROCESS_INSTANCE":
      return [{ valueType: "PROCESS_INSTANCE", intent: "CANCEL", key, value: {} }];
    case "MIGRATE_PROCESS_INSTANCE":
      return [
        {
          valueType: "PROCESS_INSTANCE_MIGRATION",
          intent: "MIGRATE",
          key,
          value: { ...plan, processInstanceKey: key },
        },
      ];
    case "MODIFY_PROCESS_INSTANCE":
      return [{ valueType: "PROCESS_INSTANCE_MODIFICATION", intent: "MODIFY", key, value: modification(plan, key) }];
    case "RESOLVE_INCIDENT":
      return [...newRetries(rt, key), { valueType: "INCIDENT", intent: "RESOLVE", key, value: {} }];
    case "DELETE_PROCESS_INSTANCE":
      return [deletion(key, "PROCESS_INSTANCE")];
    case "DELETE_DECISION_INSTANCE":
      return [deletion(key, "DECISION_INSTANCE")];
  }
}

/** The moves of a batch stay in the scopes that the moved elements stand in. */
function modification(plan: JsonObject, processInstanceKey: number): JsonObject {
  const moves = objectsField(plan, "moveInstructions");
  const moveInstructions = moves.map((move) => ({ ...move, inferAncestorScopeFromSourceHierarchy: true }));
  return { processInstanceKey, moveInstructions };
}

/** A job whose retries are used up gets one more, or its incident could not be resolved. */
function newRetries(rt: Runtime, incidentKey: number): readonly Entry[] {
  const job = rt.state.jobs.get(rt.state.incidents.get(incidentKey)?.value.jobKey ?? -1);
  if (job === undefined || job.value.retries > 0) return [];
  const value = { retries: 1, changedAttributes: ["retries"] };
  return [{ valueType: "JOB", intent: "UPDATE", key: job.key, value }];
}

function deletion(key: number, resourceType: string): Entry {
  return { valueType: "HISTORY_DELETION", intent: "DELETE", key, value: { resourceKey: key, resourceType } };
}
