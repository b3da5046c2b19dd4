import type { EngineRecord, JsonObject } from "../core/record.ts";
import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { jsonOf, numberOf, numberOrNull, objectsOf, textOf, textOrNull } from "./values.ts";

/** Evaluations of decisions: a row for each decision that an evaluation went through. */
export function projectDecisions(store: HistoryStore): Projections {
  return {
    DECISION_EVALUATION: (record) => {
      objectsOf(record.value, "evaluatedDecisions").forEach((decision, index) => {
        const id = `${record.key}-${index + 1}`;
        store.decisionInstance.insert(id, { id, ...evaluation(record), ...evaluated(record, decision) });
      });
    },
  };
}

function evaluation({ key, timestamp, value }: EngineRecord) {
  return {
    evaluation_key: key,
    root_decision_key: numberOf(value, "decisionKey"),
    requirements_key: numberOf(value, "decisionRequirementsKey"),
    element_instance_key: numberOrNull(value, "elementInstanceKey"),
    instance_key: numberOrNull(value, "processInstanceKey"),
    definition_key: numberOrNull(value, "processDefinitionKey"),
    evaluated_at: timestamp,
  };
}

function evaluated({ intent, value }: EngineRecord, decision: JsonObject) {
  const hasFailed = intent === "FAILED" && textOf(value, "failedDecisionId") === textOf(decision, "decisionId");
  return {
    decision_key: numberOf(decision, "decisionKey"),
    decision_id: textOf(decision, "decisionId"),
    name: textOf(decision, "decisionName"),
    version: numberOf(decision, "decisionVersion"),
    type: textOf(decision, "decisionType"),
    state: hasFailed ? "FAILED" : "EVALUATED",
    result: textOf(decision, "decisionOutput"),
    failure: hasFailed ? textOrNull(value, "evaluationFailureMessage") : null,
    inputs: jsonOf(decision, "evaluatedInputs", "[]"),
    rules: jsonOf(decision, "matchedRules", "[]"),
    tenant_id: textOf(decision, "tenantId"),
  };
}
