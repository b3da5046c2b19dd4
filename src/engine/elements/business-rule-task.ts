import { evaluateDecision } from "../behaviour/decision-evaluation.ts";
import { evaluateText, type Result } from "../behaviour/expressions.ts";
import { readVariable } from "../behaviour/variables.ts";
import type { JsonValue } from "../core/record.ts";
import type { ElementContext, Failure } from "../core/runtime.ts";
import { toJson } from "../feel/expression.ts";
import type { CallSource } from "../model/source.ts";
import type { DecisionRow } from "../store/tables-resources.ts";
import { evaluatedTask } from "./evaluated-task.ts";

/** Business rule tasks: a decision that the engine evaluates, or a job. */
export const businessRuleTask = evaluatedTask({
  source: ({ call }) => call,
  evaluate: callDecision,
  resultVariable: ({ resultVariable }) => resultVariable ?? "",
});

function callDecision(context: ElementContext, call: CallSource): Result<JsonValue> {
  const id = evaluateText(context, call.id);
  if (!id.ok) return id;
  const decision = findDecision(context, call, id.value);
  if (decision === undefined) return refuse(context, "CALLED_DECISION_ERROR", notFound(call, id.value));
  const { rt, key, value } = context;
  const { outcome, failure } = evaluateDecision(rt, decision, {
    lookup: (name) => readVariable(rt, key, name),
    evaluator: {
      bpmnProcessId: value.bpmnProcessId,
      processInstanceKey: value.processInstanceKey,
      processDefinitionKey: value.processDefinitionKey,
      elementId: value.elementId,
      elementInstanceKey: key,
    },
  });
  if (failure !== undefined) return refuse(context, "DECISION_EVALUATION_ERROR", failure);
  return { ok: true, value: toJson(outcome.output) };
}

function findDecision({ rt, value }: ElementContext, call: CallSource, id: string): DecisionRow | undefined {
  const { decisions, processes } = rt.state;
  switch (call.bindingType) {
    case "latest":
      return decisions.query("latest", id)[0];
    case "versionTag":
      return decisions.query("tagged", id, call.versionTag ?? "")[0];
    case "deployment":
      return decisions.query("deployed", id, processes.get(value.processDefinitionKey)?.deploymentKey ?? -1)[0];
  }
}

function notFound(call: CallSource, id: string): string {
  const wanted = `Expected to evaluate decision '${id}'`;
  switch (call.bindingType) {
    case "latest":
      return `${wanted}, but no decision found for id '${id}'`;
    case "versionTag":
      return `Expected to evaluate decision with id '${id}' and version tag '${call.versionTag ?? ""}', but no such decision found. To resolve this incident, deploy a decision with the given id and version tag.`;
    case "deployment":
      return `Expected to evaluate decision with id '${id}' with binding type 'deployment', but no such decision found in the deployment with key`;
  }
}

function refuse({ key }: ElementContext, errorType: string, message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { errorType, message, variableScopeKey: key } };
}
