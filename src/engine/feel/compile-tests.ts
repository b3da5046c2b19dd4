import { FeelRange } from "feelin";
import { comparatorOf, compare, type Comparator } from "./compare.ts";
import { anyOf, inRange, matches } from "./logic.ts";
import type { Code, Compile, Scope } from "./run.ts";
import { childAt, type SyntaxNode } from "./syntax-node.ts";
import type { FeelValue } from "./values.ts";

/** The name under which the tested value is visible; `?` cannot be a variable's name. */
export const INPUT = "?";

/** The value that is tested; absent outside of a test. */
function inputOf(scope: Scope): FeelValue | undefined {
  return scope.find(INPUT);
}

/** Compiles what follows `in` or stands in an input cell: true when one test holds. */
export function compileTests(nodes: readonly SyntaxNode[], compile: Compile): Code {
  const parts = nodes.flatMap(testsOf);
  const isAlone = parts.length === 1 && !nodes.some(({ kind }) => kind === "(");
  const literal = isAlone ? parts.flatMap(booleanIn)[0] : undefined;
  if (literal !== undefined) return compileEqualityTest(compile(literal));
  const tests = parts.map((node) => compileUnaryTest(node, compile));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (scope) =>
    anyOf(
      scope.run,
      tests.map((test) => () => test(scope)),
    );
}

/** Alone in its cell, `true` is a value to be equal to; anywhere else it is a test that everything passes. Seen on the real engine. */
function booleanIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === "BooleanLiteral") return [node];
  return node.kind === "PositiveUnaryTest" ? node.children.flatMap(booleanIn) : [];
}

function compileEqualityTest(code: Code): Code {
  return (scope) => {
    const [input, value] = [inputOf(scope), code(scope)];
    return input === undefined ? value : compare(scope.run, "=", [input, value]);
  };
}

function mentionsInput(node: SyntaxNode): boolean {
  return node.kind === INPUT || node.children.some(mentionsInput);
}

function testsOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === "(" || node.kind === ")" || node.kind === ",") return [];
  return node.kind === "PositiveUnaryTests" ? node.children.flatMap(testsOf) : [node];
}

/** Compiles one test. */
export function compileUnaryTest(node: SyntaxNode, compile: Compile): Code {
  if (node.kind === "PositiveUnaryTest") return compileUnaryTest(childAt(node, 0), compile);
  if (node.kind === "ParenthesizedExpression") return compileUnaryTest(childAt(node, 1), compile);
  if (node.kind !== "SimplePositiveUnaryTest") return compileValueTest(compile(node), mentionsInput(node));
  return childAt(node, 0).kind === "CompareOp"
    ? compileOperatorTest(comparatorOf(childAt(node, 0).text), compile(childAt(node, 1)))
    : compileRangeTest(compile(childAt(node, 0)));
}

function compileValueTest(code: Code, usesInput: boolean): Code {
  return (scope) => {
    const input = inputOf(scope);
    const value = code(scope);
    if (input === undefined) return value;
    // a test that speaks of the input itself passes when it is true, not when the input equals its result
    if (usesInput) return value === true;
    return value instanceof FeelRange ? inRange(scope.run, value, input) : matches(scope.run, input, value);
  };
}

function compileRangeTest(code: Code): Code {
  return (scope) => {
    const range = code(scope);
    const input = inputOf(scope) ?? missingInput(scope);
    missingInput(scope);
    return range instanceof FeelRange ? inRange(scope.run, range, input) : range;
  };
}

function compileOperatorTest(operator: Comparator, operand: Code): Code {
  return (scope) => {
    const input = inputOf(scope) ?? missingInput(scope);
    return compare(scope.run, operator, [input, operand(scope)]);
  };
}

/** Outside of a test a range or `> 3` asks for an input all the same: once for each end. */
function missingInput(scope: Scope): null {
  return inputOf(scope) === undefined ? scope.run.warn("NO_VARIABLE_FOUND", "No input value found.") : null;
}
