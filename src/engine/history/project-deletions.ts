import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { numberOf, textOf } from "./values.ts";

/** What is to be forgotten of ended process instances and decision evaluations. */
export function projectDeletions(store: HistoryStore): Projections {
  return {
    HISTORY_DELETION: ({ value }) => {
      const key = numberOf(value, "resourceKey");
      if (textOf(value, "resourceType") === "DECISION_INSTANCE") store.decisionInstance.remove("evaluation_key", key);
      else forgetInstance(store, key);
    },
  };
}

function forgetInstance(store: HistoryStore, key: number): void {
  store.processInstance.remove("key", key);
  store.elementInstance.remove("instance_key", key);
  store.variable.remove("instance_key", key);
  store.job.remove("instance_key", key);
  store.userTask.remove("instance_key", key);
  store.incident.remove("instance_key", key);
  store.messageSubscription.remove("instance_key", key);
  store.correlation.remove("instance_key", key);
  store.decisionInstance.remove("instance_key", key);
  store.flows.forgetInstance(key);
}
