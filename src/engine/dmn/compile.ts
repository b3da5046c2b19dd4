import { compileFeel } from "../feel/expression.ts";
import { compileUnaryTests, type UnaryTests } from "../feel/unary-tests.ts";
import { FeelLambda, type FeelContext, type FeelValue } from "../feel/values.ts";
import { CalculationFailure } from "../feel/calculation-failure.ts";
import {
  evaluateAll,
  isResult,
  success,
  failure,
  withNames,
  type Logic,
  type Result,
  type Surroundings,
  type TableTrace,
} from "./evaluation.ts";
import type { EntrySource, FunctionSource, LogicSource, RuleSource, TableSource } from "./source.ts";
import { evaluateTable, type CompiledRule } from "./table.ts";

/** Thrown while compiling a decision whose FEEL cannot be parsed; the deployment is refused with its message. */
export class InvalidDecision extends Error {
  readonly code = "INVALID_DECISION";
}

/** Compiles a boxed expression; throws InvalidDecision. */
export function compileLogic(source: LogicSource): Logic {
  switch (source.kind) {
    case "literal":
      return compileText(source.text);
    case "table":
      return compileTable(source);
    case "context":
      return compileContext(source.entries);
    case "list":
      return compileList(source.elements.map(compileLogic));
    case "relation":
      return compileRelation(source);
    case "invocation":
      return compileInvocation(source.called, source.bindings);
    case "function": {
      const define = compileFunction(source);
      return (surroundings) => define(surroundings);
    }
  }
}

function compileText(text: string): Logic {
  const expression = compileFeel(text);
  if ("error" in expression) throw new InvalidDecision(`FEEL expression: ${expression.error}`);
  return ({ lookup, clock }) => expression.evaluate(lookup, clock);
}

function compileCell(text: string): UnaryTests {
  const tests = compileUnaryTests(text);
  if ("error" in tests) throw new InvalidDecision(`FEEL unary-tests: ${tests.error}`);
  return tests;
}

function compileTable(source: TableSource): Logic {
  if (source.aggregation !== undefined && source.outputs.length > 1) {
    throw new InvalidDecision("hit policy 'COLLECT' with aggregator is not defined for compound output");
  }
  const nameless = source.outputs.filter(({ name }) => name === "");
  if (source.outputs.length > 1 && nameless.length > 0)
    throw new InvalidDecision(nameless.map(({ label }) => `no output name defined for \`${label}\``).join("\n"));
  const table = {
    source,
    inputs: source.inputs.map(({ expression }) => compileText(expression)),
    rules: source.rules.map(compileRule),
    defaults: source.outputs.map(({ defaultValue }) => compileText(defaultValue ?? "null")),
  };
  return (surroundings) => evaluateTable(table, surroundings);
}

function compileRule({ id, tests, outputs }: RuleSource): CompiledRule {
  return { id, tests: tests.map(compileCell), outputs: outputs.map(compileText) };
}

function compileContext(entries: readonly EntrySource[]): Logic {
  const compiled = entries.map(({ name, logic }) => ({ name, logic: compileLogic(logic) }));
  return (surroundings) => {
    const context = new Map<string, FeelValue>();
    const inner = { ...withNames(surroundings, context), trace: undefined };
    for (const { name, logic } of compiled) {
      const result = logic(inner);
      if (!result.ok || name === undefined) return result;
      context.set(name, result.value);
    }
    return success(Object.fromEntries(context));
  };
}

function compileList(elements: readonly Logic[]): Logic {
  return (surroundings) => {
    const values = evaluateAll(elements, { ...surroundings, trace: undefined });
    return isResult(values) ? values : success(values);
  };
}

function compileRelation({ columns, rows }: LogicSource & { kind: "relation" }): Logic {
  const entries = (row: readonly LogicSource[]): readonly EntrySource[] =>
    columns.flatMap((name, index) => (row[index] === undefined ? [] : [{ name, logic: row[index] }]));
  return compileList(rows.map((row) => compileIndependent(entries(row))));
}

/** The cells of a row do not see each other. */
function compileIndependent(entries: readonly EntrySource[]): Logic {
  const cells = compileList(entries.map(({ logic }) => compileLogic(logic)));
  return (surroundings) => {
    const result = cells(surroundings);
    return result.ok ? success(rowOf(entries, result.value)) : result;
  };
}

function rowOf(entries: readonly EntrySource[], values: FeelValue): FeelContext {
  const list: readonly FeelValue[] = Array.isArray(values) ? values : [];
  return Object.fromEntries(entries.map(({ name }, index) => [name ?? "", list[index] ?? null]));
}

function compileInvocation(called: string, bindings: readonly EntrySource[]): Logic {
  const compiled = bindings.map(({ name, logic }) => ({ name: name ?? "", logic: compileLogic(logic) }));
  return (surroundings) => {
    const callee = surroundings.lookup(called);
    if (!(callee instanceof FeelLambda)) return failure(`no BKM found with name '${called}'`);
    const values = evaluateAll(
      compiled.map(({ logic }) => logic),
      { ...surroundings, trace: undefined },
    );
    if (isResult(values)) return values;
    const given = new Map(compiled.map(({ name }, index) => [name, values[index] ?? null] as const));
    return callLambda(
      callee,
      callee.parameters.map((parameter) => given.get(parameter) ?? null),
    );
  };
}

function callLambda(callee: FeelLambda, values: readonly FeelValue[]): ReturnType<Logic> {
  try {
    return success(callee.call(values));
  } catch (error) {
    if (error instanceof CalculationFailure) return failure(error.message);
    throw error;
  }
}

/** Hears of each call of a function: what it yielded and what tables inside of it did. */
type OnCall = (result: Result, trace: TableTrace) => void;

/** A function that is still to be placed: it sees what is visible there, and its parameters. */
export type FunctionLogic = (
  surroundings: Surroundings,
  onCall?: OnCall,
) => { readonly ok: true; readonly value: FeelLambda };

/** Compiles a boxed function; a failure inside of it ends the whole evaluation. */
export function compileFunction({ parameters, body }: FunctionSource): FunctionLogic {
  const logic = compileLogic(body);
  return (surroundings, onCall) => {
    const lambda = new FeelLambda(parameters, (values) => {
      const names = new Map(parameters.map((name, index) => [name, values[index] ?? null] as const));
      const trace: TableTrace = { inputs: [], rules: [] };
      const result = logic({ ...withNames(surroundings, names), trace });
      onCall?.(result, trace);
      if (!result.ok) throw new CalculationFailure(result.message);
      return result.value;
    });
    return { ok: true, value: lambda };
  };
}
