import {
  compileDecisions,
  type DecisionOutcome,
  type Decisions,
  type EvaluatedColumn,
  type EvaluatedDecision,
} from "../dmn/decisions.ts";
import { toJson } from "../feel/expression.ts";
import type { Lookup } from "../feel/expression.ts";
import type { EngineRecord, JsonObject } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { DecisionRow } from "../store/tables-resources.ts";

const compiled = new WeakMap<object, Decisions>();

/** The compiled graph of a deployed decision; its FEEL was checked at deployment. */
function decisionsOf(rt: Runtime, decision: DecisionRow): Decisions {
  const requirements = rt.state.decisionRequirements.get(decision.decisionRequirementsKey);
  if (requirements === undefined)
    throw new Error(`Expected decision requirements ${decision.decisionRequirementsKey} to be deployed`);
  const known = compiled.get(requirements.source);
  if (known !== undefined) return known;
  const fresh = compileDecisions(requirements.source);
  if ("error" in fresh) throw new Error(`Expected deployed decisions to compile, but got: ${fresh.error}`);
  compiled.set(requirements.source, fresh);
  return fresh;
}

/** Who evaluates a decision, for the record; a command from outside is nobody. */
interface Evaluator {
  readonly bpmnProcessId: string;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly elementId: string;
  readonly elementInstanceKey: number;
}

const NOBODY: Evaluator = {
  bpmnProcessId: "",
  processInstanceKey: -1,
  processDefinitionKey: -1,
  elementId: "",
  elementInstanceKey: -1,
};

/** What came out of an evaluation and the record that says so. */
interface Evaluated {
  readonly outcome: DecisionOutcome;
  readonly record: EngineRecord;
  /** Zeebe's text for a failed evaluation. */
  readonly failure: string | undefined;
}

/** Evaluates a deployed decision and writes DECISION_EVALUATION EVALUATED or FAILED. */
export function evaluateDecision(
  rt: Runtime,
  decision: DecisionRow,
  by: { lookup: Lookup; evaluator?: Evaluator },
): Evaluated {
  const outcome = decisionsOf(rt, decision).evaluate(decision.decisionId, by.lookup, rt.clock);
  const failure =
    outcome.failure === undefined
      ? undefined
      : `Expected to evaluate decision '${decision.decisionId}', but ${outcome.failure.message}`;
  const value = {
    ...valueOf(rt, decision, outcome),
    ...(by.evaluator ?? NOBODY),
    evaluationFailureMessage: failure ?? "",
  };
  const intent = failure === undefined ? "EVALUATED" : "FAILED";
  const record = rt.writers.event("DECISION_EVALUATION", intent, { key: rt.keys.next(), value });
  return { outcome, record, failure };
}

function valueOf(rt: Runtime, decision: DecisionRow, outcome: DecisionOutcome): JsonObject {
  return {
    variables: {},
    tenantId: TENANT,
    decisionVersion: decision.version,
    decisionRequirementsId: decision.decisionRequirementsId,
    decisionRequirementsKey: decision.decisionRequirementsKey,
    decisionOutput: JSON.stringify(toJson(outcome.output)),
    evaluatedDecisions: outcome.evaluated.map((each) => evaluatedValue(rt, decision, each)),
    failedDecisionId: outcome.failure?.decisionId ?? "",
    decisionName: decision.decisionName,
    decisionKey: decision.key,
    decisionId: decision.decisionId,
  };
}

function evaluatedValue(rt: Runtime, decision: DecisionRow, evaluated: EvaluatedDecision): JsonObject {
  const row = rt.state.decisions
    .query("ofRequirements", decision.decisionRequirementsKey)
    .find(({ decisionId }) => decisionId === evaluated.decisionId);
  return {
    tenantId: TENANT,
    decisionVersion: row?.version ?? -1,
    decisionOutput: evaluated.output,
    decisionName: evaluated.decisionName,
    decisionKey: row?.key ?? -1,
    decisionId: evaluated.decisionId,
    decisionType: evaluated.decisionType,
    evaluatedInputs: evaluated.inputs.map(inputValue),
    matchedRules: evaluated.matchedRules.map(({ id, index, outputs }) => ({
      evaluatedOutputs: outputs.map(outputValue),
      ruleIndex: index,
      ruleId: id,
    })),
  };
}

function inputValue({ id, name, value }: EvaluatedColumn): JsonObject {
  return { inputValue: value, inputName: name, inputId: id };
}

function outputValue({ id, name, value }: EvaluatedColumn): JsonObject {
  return { outputValue: value, outputName: name, outputId: id };
}
