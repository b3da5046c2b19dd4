import { z } from "zod";
import type { EngineRecord, JsonObject } from "../../core/record.ts";
import { numberOf, objectsOf, textOf } from "../../history/values.ts";
import { document, key, tenantOf } from "../fields.ts";
import { command, type Rpc } from "../rpc.ts";

/** Calls about decisions. */
export const DECISION_RPCS: readonly Rpc[] = [
  command({
    name: "EvaluateDecision",
    request: z.object({
      decisionKey: key,
      decisionId: z.string(),
      variables: document,
      tenantId: tenantOf("EvaluateDecision"),
    }),
    command: (value) => ({ valueType: "DECISION_EVALUATION", intent: "EVALUATE", value }),
    answer: evaluation,
  }),
];

function evaluation(record: EngineRecord) {
  const { value } = record;
  return {
    decisionKey: numberOf(value, "decisionKey"),
    decisionId: textOf(value, "decisionId"),
    decisionName: textOf(value, "decisionName"),
    decisionVersion: numberOf(value, "decisionVersion"),
    decisionRequirementsId: textOf(value, "decisionRequirementsId"),
    decisionRequirementsKey: numberOf(value, "decisionRequirementsKey"),
    decisionOutput: textOf(value, "decisionOutput"),
    evaluatedDecisions: objectsOf(value, "evaluatedDecisions").map(evaluated),
    failedDecisionId: textOf(value, "failedDecisionId"),
    failureMessage: textOf(value, "evaluationFailureMessage"),
    tenantId: textOf(value, "tenantId"),
    decisionInstanceKey: record.key,
  };
}

function evaluated(decision: JsonObject) {
  return {
    decisionKey: numberOf(decision, "decisionKey"),
    decisionId: textOf(decision, "decisionId"),
    decisionName: textOf(decision, "decisionName"),
    decisionVersion: numberOf(decision, "decisionVersion"),
    decisionType: textOf(decision, "decisionType"),
    decisionOutput: textOf(decision, "decisionOutput"),
    matchedRules: objectsOf(decision, "matchedRules").map(rule),
    evaluatedInputs: objectsOf(decision, "evaluatedInputs").map((input) => ({
      inputId: textOf(input, "inputId"),
      inputName: textOf(input, "inputName"),
      inputValue: textOf(input, "inputValue"),
    })),
    tenantId: textOf(decision, "tenantId"),
  };
}

function rule(item: JsonObject) {
  return {
    ruleId: textOf(item, "ruleId"),
    ruleIndex: numberOf(item, "ruleIndex"),
    evaluatedOutputs: objectsOf(item, "evaluatedOutputs").map((output) => ({
      outputId: textOf(output, "outputId"),
      outputName: textOf(output, "outputName"),
      outputValue: textOf(output, "outputValue"),
    })),
  };
}
