/** A decision requirements graph as the model says it; plain data that is kept beside the deployed resource. */
export interface DecisionsSource {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly decisions: readonly DecisionSource[];
  readonly knowledge: readonly KnowledgeSource[];
}

/** One decision. */
export interface DecisionSource {
  readonly id: string;
  readonly name: string;
  readonly versionTag: string;
  /** Name of the decision's variable; its result is visible under it, else under the decision's id. */
  readonly resultName: string | undefined;
  readonly requiredDecisions: readonly string[];
  readonly requiredKnowledge: readonly string[];
  readonly logic: LogicSource;
}

/** A business knowledge model: a function of its parameters. */
export interface KnowledgeSource {
  readonly id: string;
  readonly name: string;
  readonly requiredKnowledge: readonly string[];
  readonly function: FunctionSource;
}

/** A boxed function. */
export interface FunctionSource {
  readonly kind: "function";
  readonly parameters: readonly string[];
  readonly body: LogicSource;
}

/** Hit policies, `COLLECT` with its aggregation. */
export type HitPolicy = "UNIQUE" | "FIRST" | "ANY" | "PRIORITY" | "RULE ORDER" | "OUTPUT ORDER" | "COLLECT";

/** How `COLLECT` brings several results together; none makes a list. */
export type Aggregation = "SUM" | "MIN" | "MAX" | "COUNT";

/** A column of a decision table. */
interface InputSource {
  readonly id: string;
  readonly label: string;
  readonly expression: string;
}

/** An output column; the order of `values` is the priority. */
export interface OutputSource {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly values: string;
  readonly defaultValue: string | undefined;
}

/** A row of a decision table: one cell for each column. */
export interface RuleSource {
  readonly id: string;
  readonly tests: readonly string[];
  readonly outputs: readonly string[];
}

/** A decision table. */
export interface TableSource {
  readonly kind: "table";
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | undefined;
  readonly inputs: readonly InputSource[];
  readonly outputs: readonly OutputSource[];
  readonly rules: readonly RuleSource[];
}

/** A named piece of a context, an argument of an invocation; the name is absent for the result of a context. */
export interface EntrySource {
  readonly name: string | undefined;
  readonly logic: LogicSource;
}

/** The boxed expressions of DMN. */
export type LogicSource =
  | TableSource
  | FunctionSource
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "context"; readonly entries: readonly EntrySource[] }
  | { readonly kind: "list"; readonly elements: readonly LogicSource[] }
  | {
      readonly kind: "relation";
      readonly columns: readonly string[];
      readonly rows: readonly (readonly LogicSource[])[];
    }
  | { readonly kind: "invocation"; readonly called: string; readonly bindings: readonly EntrySource[] };
