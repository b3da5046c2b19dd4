import type { SyntaxNode } from "./syntax-node.ts";
import type { FeelContext, FeelValue } from "./values.ts";

/** Gives the value of a variable, `undefined` when no scope has it. */
export type Lookup = (name: string) => FeelValue | undefined;

/** The engine's clock as `now()` and `today()` see it, in epoch milliseconds. */
export interface FeelClock {
  now(): number;
}

/** What feel-scala calls a suppressed failure. Source: feel-scala's `EvaluationFailureType`. */
type WarningType =
  | "NO_VARIABLE_FOUND"
  | "NO_CONTEXT_ENTRY_FOUND"
  | "NO_PROPERTY_FOUND"
  | "NOT_COMPARABLE"
  | "INVALID_TYPE"
  | "NO_FUNCTION_FOUND"
  | "FUNCTION_INVOCATION_FAILURE"
  | "ASSERT_FAILURE";

/** One evaluation: where variables come from and what it complained about. */
export class Run {
  readonly warnings: string[] = [];
  readonly lookup: Lookup;
  readonly clock: FeelClock;
  assertion: string | undefined;

  constructor(lookup: Lookup, clock: FeelClock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  /** Notes a warning and yields null, as feel-scala does for every suppressed failure. */
  warn(type: WarningType, text: string): null {
    this.warnings.push(`[${type}] ${text}`);
    return null;
  }
}

/** The names that are visible at a place of an expression. */
export class Scope {
  readonly run: Run;
  readonly #entries: FeelContext;
  readonly #parent: Scope | undefined;

  constructor(run: Run, entries: FeelContext = {}, parent?: Scope) {
    this.run = run;
    this.#entries = entries;
    this.#parent = parent;
  }

  /** Opens an inner scope whose entries hide those of this one. */
  with(entries: FeelContext): Scope {
    return new Scope(this.run, entries, this);
  }

  /** Finds a name in this scope, the outer ones, and at last among the variables. */
  find(name: string): FeelValue | undefined {
    if (Object.hasOwn(this.#entries, name)) return this.#entries[name];
    return this.#parent === undefined ? this.run.lookup(name) : this.#parent.find(name);
  }
}

/** A compiled piece of an expression. */
export type Code = (scope: Scope) => FeelValue;

/** Turns a piece of the parse tree into code. */
export type Compile = (node: SyntaxNode) => Code;
