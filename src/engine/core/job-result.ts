import type { JsonObject } from "./record.ts";

/** What user-task listeners would answer; the embedded engine writes it as Zeebe does for a job without a result. */
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
