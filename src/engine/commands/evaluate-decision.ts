import { evaluateDecision } from "../behaviour/decision-evaluation.ts";
import { numberField, objectField, textField } from "../core/fields.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { DecisionRow } from "../store/tables-resources.ts";

/** Evaluation of a decision without a process. */
export const decisionCommands: CommandProcessors = { "DECISION_EVALUATION EVALUATE": evaluate };

function evaluate(rt: Runtime, command: PendingCommand): void {
  const id = textField(command.value, "decisionId");
  const key = numberField(command.value, "decisionKey");
  if (id === "" && key < 0) {
    rt.writers.reject("INVALID_ARGUMENT", "Expected either a decision id or a valid decision key, but none provided");
    return;
  }
  const decision = id === "" ? rt.state.decisions.get(key) : latest(rt, id);
  if (decision === undefined) {
    const by = id === "" ? `key '${key}'` : `id '${id}'`;
    const name = id === "" ? String(key) : id;
    rt.writers.reject("NOT_FOUND", `Expected to evaluate decision '${name}', but no decision found for ${by}`);
    return;
  }
  const variables = new Map(Object.entries(objectField(command.value, "variables")));
  rt.writers.respond(evaluateDecision(rt, decision, { lookup: (name) => variables.get(name) }).record);
}

function latest(rt: Runtime, id: string): DecisionRow | undefined {
  return rt.state.decisions.query("latest", id)[0];
}
