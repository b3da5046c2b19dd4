import type { FeelClock, Lookup } from "../feel/run.ts";
import { toJson, type FeelValue } from "../feel/values.ts";
import { compileFunction, compileLogic, InvalidDecision, type FunctionLogic } from "./compile.ts";
import {
  withNames,
  type EvaluatedInput,
  type Logic,
  type Result,
  type Surroundings,
  type TableTrace,
} from "./evaluation.ts";
import type { DecisionSource, DecisionsSource, KnowledgeSource, LogicSource } from "./source.ts";

/** Zeebe's names of the kinds of decisions. */
type DecisionType =
  "DECISION_TABLE" | "LITERAL_EXPRESSION" | "CONTEXT" | "INVOCATION" | "LIST" | "RELATION" | "UNKNOWN";

/** A value with the id and name of its column; the value is JSON text as in Zeebe's records. */
export interface EvaluatedColumn {
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

/** What happened in one decision of the graph; values are JSON texts. */
export interface EvaluatedDecision {
  readonly decisionId: string;
  readonly decisionName: string;
  readonly decisionType: DecisionType;
  readonly output: string;
  readonly inputs: readonly EvaluatedColumn[];
  readonly matchedRules: readonly {
    readonly id: string;
    readonly index: number;
    readonly outputs: readonly EvaluatedColumn[];
  }[];
}

/** The outcome of evaluating a decision and all that it requires, in the order of their completion. */
export interface DecisionOutcome {
  readonly output: FeelValue;
  readonly evaluated: readonly EvaluatedDecision[];
  readonly failure: { readonly decisionId: string; readonly message: string } | undefined;
}

/** A graph of decisions that can be evaluated. */
export interface Decisions {
  readonly source: DecisionsSource;
  /** Evaluates a decision of the graph by id; an unknown id is a failure. */
  evaluate(decisionId: string, lookup: Lookup, clock: FeelClock): DecisionOutcome;
}

interface CompiledDecision extends DecisionSource {
  readonly evaluate: Logic;
}

interface CompiledKnowledge extends KnowledgeSource {
  readonly define: FunctionLogic;
}

/** Compiles a graph; FEEL that cannot be parsed and circles of requirements yield why. */
export function compileDecisions(source: DecisionsSource): Decisions | { readonly error: string } {
  try {
    const graph = new Graph(source);
    return { source, evaluate: (decisionId, lookup, clock) => new Evaluator(graph, { lookup, clock }).run(decisionId) };
  } catch (error) {
    if (error instanceof InvalidDecision) return { error: error.message };
    throw error;
  }
}

class Graph {
  readonly decisions: ReadonlyMap<string, CompiledDecision>;
  readonly knowledge: ReadonlyMap<string, CompiledKnowledge>;

  constructor({ decisions, knowledge }: DecisionsSource) {
    this.decisions = new Map(
      decisions.map((decision) => [decision.id, { ...decision, evaluate: compileLogic(decision.logic) }]),
    );
    this.knowledge = new Map(
      knowledge.map((model) => [model.id, { ...model, define: compileFunction(model.function) }]),
    );
    for (const id of this.decisions.keys()) this.#refuseCircle(id, new Set());
  }

  #refuseCircle(id: string, path: ReadonlySet<string>): void {
    if (path.has(id)) throw new InvalidDecision("Invalid DMN model: Cyclic dependencies between decisions detected.");
    const decision = this.decisions.get(id);
    if (decision === undefined) throw new InvalidDecision(`Unable to find a model element instance for id ${id}`);
    for (const required of decision.requiredDecisions) this.#refuseCircle(required, new Set([...path, id]));
  }
}

/** One evaluation of a graph: each decision is evaluated where it is required. */
class Evaluator {
  readonly #graph: Graph;
  readonly #given: { readonly lookup: Lookup; readonly clock: FeelClock };
  readonly #evaluated: EvaluatedDecision[] = [];
  #failedDecisionId: string | undefined;

  constructor(graph: Graph, given: { readonly lookup: Lookup; readonly clock: FeelClock }) {
    this.#graph = graph;
    this.#given = given;
  }

  run(decisionId: string): DecisionOutcome {
    const decision = this.#graph.decisions.get(decisionId);
    if (decision === undefined) return this.#failed(decisionId, `no decision found for id '${decisionId}'`);
    const result = this.#evaluate(decision);
    if (result.ok) return { output: result.value, evaluated: this.#evaluated, failure: undefined };
    return this.#failed(this.#failedDecisionId ?? decisionId, result.message);
  }

  #failed(decisionId: string, message: string): DecisionOutcome {
    return { output: null, evaluated: this.#evaluated, failure: { decisionId, message } };
  }

  #evaluate(decision: CompiledDecision): Result {
    const names = new Map<string, FeelValue>();
    for (const required of this.#required(decision)) {
      const result = this.#evaluate(required);
      if (!result.ok) return result;
      names.set(required.resultName ?? required.id, result.value);
    }
    const trace: TableTrace = { inputs: [], rules: [] };
    const surroundings = withNames({ ...this.#given, trace }, names);
    this.#defineKnowledge(decision.requiredKnowledge, { names, surroundings });
    const result = decision.evaluate(surroundings);
    if (!result.ok) this.#failedDecisionId ??= decision.id;
    this.#evaluated.push(noteOf(decision, result, trace));
    return result;
  }

  #required(decision: CompiledDecision): readonly CompiledDecision[] {
    return decision.requiredDecisions.flatMap((id) => this.#graph.decisions.get(id) ?? []);
  }

  #defineKnowledge(ids: readonly string[], place: { names: Map<string, FeelValue>; surroundings: Surroundings }): void {
    for (const id of ids) {
      const model = this.#graph.knowledge.get(id);
      if (model === undefined || place.names.has(model.name)) continue;
      const note = (result: Result, trace: TableTrace): void => {
        this.#evaluated.push(noteOf({ ...model, logic: model.function.body }, result, trace));
      };
      place.names.set(model.name, model.define(place.surroundings, note).value);
      this.#defineKnowledge(model.requiredKnowledge, place);
    }
  }
}

function noteOf(
  decision: Pick<DecisionSource, "id" | "name" | "logic">,
  result: Result,
  trace: TableTrace,
): EvaluatedDecision {
  return {
    decisionId: decision.id,
    decisionName: decision.name,
    decisionType: typeOf(decision.logic),
    output: result.ok ? jsonText(result.value) : "null",
    inputs: trace.inputs.map(columnOf),
    matchedRules: trace.rules.map(({ id, index, outputs }) => ({ id, index, outputs: outputs.map(columnOf) })),
  };
}

function columnOf({ id, name, value }: EvaluatedInput): EvaluatedColumn {
  return { id, name, value: jsonText(value) };
}

function jsonText(value: FeelValue): string {
  return JSON.stringify(toJson(value));
}

const TYPES: Readonly<Record<LogicSource["kind"], DecisionType>> = {
  table: "DECISION_TABLE",
  literal: "LITERAL_EXPRESSION",
  context: "CONTEXT",
  invocation: "INVOCATION",
  list: "LIST",
  relation: "RELATION",
  function: "UNKNOWN",
};

function typeOf(logic: LogicSource): DecisionType {
  return TYPES[logic.kind];
}
