import { z } from "zod";
import type { EngineRecord, JsonObject } from "../../core/record.ts";
import { numberOf, objectsOf, textOf, textOrNull } from "../../history/values.ts";
import { DECISION_DEFINITIONS, DECISION_INSTANCES, DECISION_REQUIREMENTS } from "../../store/history-entities.ts";
import { decisionDetails, decisionText, deployedText } from "../../store/history-reads.ts";
import type { Entity } from "../../store/history-entity.ts";
import { notFound } from "../problem.ts";
import { command, given, ok, query, type Answer, type Route } from "../route.ts";
import { keyText, noBody, tenantId, variables } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";
import type { OperationId } from "../operations.ts";

/** Operations on decisions and their evaluations. */
export const DECISION_ROUTES: readonly Route[] = [
  search("searchDecisionDefinitions", DECISION_DEFINITIONS),
  search("searchDecisionRequirements", DECISION_REQUIREMENTS),
  search("searchDecisionInstances", DECISION_INSTANCES),
  get("getDecisionDefinition", DECISION_DEFINITIONS, "decisionDefinitionKey"),
  get("getDecisionRequirements", DECISION_REQUIREMENTS, "decisionRequirementsKey"),
  query({
    operation: "getDecisionDefinitionXML",
    body: noBody,
    query: ({ history }, { key }) =>
      xml(decisionText(history, key("decisionDefinitionKey")), key("decisionDefinitionKey")),
  }),
  query({
    operation: "getDecisionRequirementsXML",
    body: noBody,
    query: ({ history }, { key }) => {
      const requirementsKey = key("decisionRequirementsKey");
      return xml(deployedText(history, "requirements", requirementsKey), requirementsKey);
    },
  }),
  query({
    operation: "getDecisionInstance",
    body: noBody,
    query: ({ history }, { request }) => {
      const id = request.path["decisionEvaluationInstanceKey"] ?? "";
      const found = history.get(DECISION_INSTANCES, id);
      const details = decisionDetails(history, id);
      if (found === undefined || details === undefined) throw notFound("Decision Instance", id);
      return ok({
        ...found,
        evaluatedInputs: details.inputs.map(inputItem),
        matchedRules: details.rules.map(ruleItem),
      });
    },
  }),
  command({
    operation: "evaluateDecision",
    body: z
      .strictObject({
        decisionDefinitionId: z.string().nullish(),
        decisionDefinitionKey: keyText.nullish(),
        variables,
        tenantId,
      })
      .refine(({ decisionDefinitionId: id, decisionDefinitionKey: key }) => Boolean(id) || typeof key === "number", {
        error: "At least one of [decisionDefinitionId, decisionDefinitionKey] is required",
      })
      .refine(({ decisionDefinitionId: id, decisionDefinitionKey: key }) => !id || typeof key !== "number", {
        error: "Only one of [decisionDefinitionId, decisionDefinitionKey] is allowed",
      }),
    command: ({ body }) => ({
      valueType: "DECISION_EVALUATION",
      intent: "EVALUATE",
      value: {
        ...given({ decisionId: body.decisionDefinitionId, decisionKey: body.decisionDefinitionKey }),
        variables: body.variables,
        tenantId: body.tenantId,
      },
    }),
    answer: evaluationAnswer,
  }),
];

function search(operation: OperationId, entity: Entity): Route {
  return query({
    operation,
    body: searchSchema(entity),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(entity, toSearch(entity, body)))),
  });
}

function get(operation: OperationId, entity: Entity, parameter: string): Route {
  return query({
    operation,
    body: noBody,
    query: ({ history }, { key }) => {
      const found = history.get(entity, key(parameter));
      if (found === undefined) throw notFound(entity.name, String(key(parameter)));
      return ok(found);
    },
  });
}

function xml(text: string | undefined, key: number): Answer {
  if (text === undefined) throw notFound("Decision Requirements", String(key));
  return { status: 200, text: { content: text, type: "text/xml;charset=UTF-8" } };
}

function evaluationAnswer({ key, value }: EngineRecord) {
  return {
    decisionDefinitionId: textOf(value, "decisionId"),
    decisionDefinitionKey: String(numberOf(value, "decisionKey")),
    decisionDefinitionName: textOf(value, "decisionName"),
    decisionDefinitionVersion: numberOf(value, "decisionVersion"),
    decisionEvaluationKey: String(key),
    decisionInstanceKey: String(key),
    decisionRequirementsId: textOf(value, "decisionRequirementsId"),
    decisionRequirementsKey: String(numberOf(value, "decisionRequirementsKey")),
    evaluatedDecisions: objectsOf(value, "evaluatedDecisions").map((decision, index) =>
      evaluated(decision, `${key}-${index + 1}`),
    ),
    failedDecisionDefinitionId: textOrNull(value, "failedDecisionId"),
    failureMessage: textOrNull(value, "evaluationFailureMessage"),
    output: textOf(value, "decisionOutput"),
    tenantId: textOf(value, "tenantId"),
  };
}

function evaluated(decision: JsonObject, id: string) {
  return {
    decisionDefinitionId: textOf(decision, "decisionId"),
    decisionDefinitionName: textOf(decision, "decisionName"),
    decisionDefinitionVersion: numberOf(decision, "decisionVersion"),
    decisionDefinitionType: textOf(decision, "decisionType"),
    decisionDefinitionKey: String(numberOf(decision, "decisionKey")),
    decisionEvaluationInstanceKey: id,
    output: textOf(decision, "decisionOutput"),
    tenantId: textOf(decision, "tenantId"),
    matchedRules: objectsOf(decision, "matchedRules").map(ruleItem),
    evaluatedInputs: objectsOf(decision, "evaluatedInputs").map(inputItem),
  };
}

function inputItem(input: JsonObject) {
  return {
    inputId: textOf(input, "inputId"),
    inputName: textOf(input, "inputName"),
    inputValue: textOf(input, "inputValue"),
  };
}

function ruleItem(rule: JsonObject) {
  const ruleId = textOf(rule, "ruleId");
  const ruleIndex = numberOf(rule, "ruleIndex");
  const outputs = objectsOf(rule, "evaluatedOutputs").map((output) => ({
    outputId: textOf(output, "outputId"),
    outputName: textOf(output, "outputName"),
    outputValue: textOf(output, "outputValue"),
    ruleId,
    ruleIndex,
  }));
  return { ruleId, ruleIndex, evaluatedOutputs: outputs };
}
