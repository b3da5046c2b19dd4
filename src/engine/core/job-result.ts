import { objectField } from "./fields.ts";
import type { JsonObject } from "./record.ts";

/** What Zeebe writes for a job without a result. */
export const NO_RESULT: JsonObject = {
  type: "USER_TASK",
  corrections: {
    priority: -1,
    assignee: "",
    candidateGroupsList: [],
    candidateUsersList: [],
    dueDate: "",
    followUpDate: "",
  },
  deniedReason: "",
  activateElements: [],
  denied: false,
  correctedAttributes: [],
  cancelRemainingInstances: false,
  completionConditionFulfilled: false,
};

/** A worker's result with the protocol's defaults in the fields that it leaves out. */
export function completeResult(given: JsonObject): JsonObject {
  const corrections = { ...objectField(NO_RESULT, "corrections"), ...objectField(given, "corrections") };
  return { ...NO_RESULT, ...given, corrections };
}
