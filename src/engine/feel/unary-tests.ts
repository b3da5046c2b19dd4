import { compile } from "./compile.ts";
import { compileTests, INPUT } from "./compile-tests.ts";
import { evaluateCode, unparsable, type Evaluation, type ExpressionError } from "./expression.ts";
import { Run, type Code, type FeelClock, type Lookup } from "./run.ts";
import { parseUnaryTestsText } from "./syntax.ts";
import { UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import type { FeelValue } from "./values.ts";

/** The compiled cell of a decision table's input column. */
export interface UnaryTests {
  readonly source: string;
  /** Tests a value; the answer is true, or anything else for "no". */
  test(input: FeelValue, lookup: Lookup, clock: FeelClock): Evaluation;
}

/** Compiles a cell such as `< 5, [7..9]`, `not("a")`, `contains(?, "x")`; empty and `-` let everything pass. A cell that is the literal `true` asks for a true input, unlike an expression that happens to be true. */
export function compileUnaryTests(source: string): UnaryTests | ExpressionError {
  if (source === "" || source === "-") return testsOf(source, () => true);
  if (source.trim() === "true") return testsOf(source, (scope) => scope.find(INPUT) === true);
  const parsed = parseUnaryTestsText(source);
  if (!parsed.ok) return { error: `failed to parse expression '${source}': ${parsed.error}` };
  try {
    return testsOf(source, compileRoot(parsed.root));
  } catch (error) {
    if (error instanceof UnsupportedSyntax) return { error: unparsable(source, error.message) };
    throw error;
  }
}

function testsOf(source: string, code: Code): UnaryTests {
  return {
    source,
    test: (input, lookup, clock) =>
      evaluateCode(source, code, new Run((name) => (name === INPUT ? input : lookup(name)), clock)),
  };
}

function compileRoot(root: SyntaxNode): Code {
  const nodes = root.children.flatMap((child) => (child.kind === "UnaryTests" ? child.children : [child]));
  const isNegated = nodes[0]?.kind === "not";
  const tests = compileTests(isNegated ? nodes.slice(1) : nodes, compile);
  return isNegated ? negated(tests) : tests;
}

function negated(tests: Code): Code {
  return (scope) => {
    const result = tests(scope);
    return typeof result === "boolean" ? !result : null;
  };
}
