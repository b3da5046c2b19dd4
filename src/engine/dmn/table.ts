import type { UnaryTests } from "../feel/unary-tests.ts";
import type { FeelContext, FeelValue } from "../feel/values.ts";
import { evaluateAll, isResult, success, type Logic, type Result, type Surroundings } from "./evaluation.ts";
import { applyHitPolicy } from "./hit-policy.ts";
import type { TableSource } from "./source.ts";

/** A rule with compiled cells. */
export interface CompiledRule {
  readonly id: string;
  readonly tests: readonly UnaryTests[];
  readonly outputs: readonly Logic[];
}

/** A decision table with compiled columns and cells. */
interface CompiledTable {
  readonly source: TableSource;
  readonly inputs: readonly Logic[];
  readonly rules: readonly CompiledRule[];
  readonly defaults: readonly Logic[];
}

/** Evaluates a decision table: inputs, then rules from the top, then the hit policy. */
export function evaluateTable(table: CompiledTable, surroundings: Surroundings): Result {
  const values = evaluateAll(table.inputs, surroundings);
  if (isResult(values)) return values;
  const named = table.source.inputs.map(({ id, label }, index) => ({ id, name: label, value: values[index] ?? null }));
  surroundings.trace?.inputs.push(...named);
  const rows = matchRules(table, values, surroundings);
  if ("ok" in rows) return rows;
  return rows.length === 0 ? defaultOf(table, surroundings) : applyHitPolicy(table.source, rows);
}

function matchRules(
  table: CompiledTable,
  values: readonly FeelValue[],
  surroundings: Surroundings,
): readonly FeelContext[] | Result {
  const rows: FeelContext[] = [];
  for (const [index, rule] of table.rules.entries()) {
    const isMatch = matches(rule, values, surroundings);
    if (typeof isMatch !== "boolean") return isMatch;
    if (!isMatch) continue;
    const outputs = evaluateAll(rule.outputs, surroundings);
    if (isResult(outputs)) return outputs;
    noteMatch(table, { rule, index: index + 1, outputs }, surroundings);
    rows.push(rowOf(table.source, outputs));
    if (table.source.hitPolicy === "FIRST") break;
  }
  return rows;
}

function matches(rule: CompiledRule, values: readonly FeelValue[], { lookup, clock }: Surroundings): boolean | Result {
  for (const [index, cell] of rule.tests.entries()) {
    const result = cell.test(values[index] ?? null, lookup, clock);
    if (!result.ok) return result;
    if (result.value !== true) return false;
  }
  return true;
}

interface Match {
  readonly rule: CompiledRule;
  readonly index: number;
  readonly outputs: readonly FeelValue[];
}

function noteMatch(table: CompiledTable, { rule, index, outputs }: Match, { trace }: Surroundings): void {
  const named = table.source.outputs.slice(0, outputs.length).map(({ id, label }, column) => ({
    id,
    name: label,
    value: outputs[column] ?? null,
  }));
  trace?.rules.push({ id: rule.id, index, outputs: named });
}

function rowOf({ outputs }: TableSource, values: readonly FeelValue[]): FeelContext {
  return Object.fromEntries(
    values.slice(0, outputs.length).map((value, column) => [outputs[column]?.name ?? "", value]),
  );
}

/** Nothing matched: the default outputs where the table has any, else null. */
function defaultOf(table: CompiledTable, surroundings: Surroundings): Result {
  if (table.source.outputs.every(({ defaultValue }) => defaultValue === undefined)) return success(null);
  const values = evaluateAll(table.defaults, surroundings);
  if (isResult(values)) return values;
  return success(values.length === 1 ? (values[0] ?? null) : rowOf(table.source, values));
}
