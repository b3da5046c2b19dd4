import { FeelDuration } from "feelin";
import { calculate, negate, type Operator } from "./arithmetic.ts";
import { comparatorOf, compare, kindOf } from "./compare.ts";
import { compileTests, INPUT } from "./compile-tests.ts";
import { display } from "./display.ts";
import { allOf, anyOf } from "./logic.ts";
import type { Code, Compile, Run } from "./run.ts";
import { childAt, nameOf, UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import type { FeelValue } from "./values.ts";

const OPERATORS: Readonly<Record<string, Operator>> = { "+": "+", "-": "-", "*": "*", "/": "/", "**": "**", "^": "**" };

/** `a + b`, `-a` */
export function compileArithmetic(node: SyntaxNode, compile: Compile): Code {
  if (node.children.length === 2) return compileNegation(compile(childAt(node, 1)));
  const operator = OPERATORS[childAt(node, 1).text];
  if (operator === undefined) throw new UnsupportedSyntax(`Expected an operator in '${node.text}'`);
  const [left, right] = [compile(childAt(node, 0)), compile(childAt(node, 2))];
  return (scope) => calculate(scope.run, operator, [left(scope), right(scope)]);
}

function compileNegation(operand: Code): Code {
  return (scope) => {
    const value = operand(scope);
    if (typeof value === "number") return -value;
    if (value instanceof FeelDuration) return negate(value);
    return scope.run.warn("INVALID_TYPE", `Expected number but found '${display(value)}'`);
  };
}

/** `a < b`, `a between b and c`, `a in tests` */
export function compileComparison(node: SyntaxNode, compile: Compile): Code {
  const [left, keyword] = [compile(childAt(node, 0)), childAt(node, 1)];
  if (keyword.kind === "between") return compileBetween(left, [compile(childAt(node, 2)), compile(childAt(node, 4))]);
  if (keyword.kind === "in") return compileIn(left, compileTests(node.children.slice(2), compile));
  const operator = comparatorOf(keyword.text);
  const right = compile(childAt(node, 2));
  return (scope) => compare(scope.run, operator, [left(scope), right(scope)]);
}

function compileBetween(value: Code, [low, high]: readonly [Code, Code]): Code {
  return (scope) =>
    allOf(scope.run, [
      () => compare(scope.run, ">=", [value(scope), low(scope)]),
      () => compare(scope.run, "<=", [value(scope), high(scope)]),
    ]);
}

function compileIn(value: Code, tests: Code): Code {
  return (scope) => tests(scope.with({ [INPUT]: value(scope) }));
}

/** `a and b`, `a or b`: the right side is evaluated only when the left does not decide. */
export function compileJunction(node: SyntaxNode, compile: Compile, kind: "and" | "or"): Code {
  const [left, right] = [compile(childAt(node, 0)), compile(childAt(node, 2))];
  const decide = kind === "and" ? allOf : anyOf;
  return (scope) => decide(scope.run, [() => left(scope), () => right(scope)]);
}

/** `if a then b else c`: anything but true and false is a warning and goes to `else`. */
export function compileIf(node: SyntaxNode, compile: Compile): Code {
  const [condition, consequence, alternative] = [1, 3, 5].map((index) => compile(childAt(node, index)));
  if (condition === undefined || consequence === undefined || alternative === undefined)
    throw new UnsupportedSyntax(node.text);
  return (scope) => (isTrue(scope.run, condition(scope)) ? consequence(scope) : alternative(scope));
}

function isTrue(run: Run, value: FeelValue): boolean {
  if (typeof value !== "boolean") run.warn("INVALID_TYPE", `Expected boolean but found '${display(value)}'`);
  return value === true;
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  number: ["number"],
  string: ["string"],
  boolean: ["boolean"],
  date: ["date"],
  time: ["time", "local time"],
  "date and time": ["date time", "local date time"],
  duration: ["months", "seconds"],
  "years and months duration": ["months"],
  "days and time duration": ["seconds"],
  list: ["list"],
  context: ["context"],
  function: ["function"],
};

/** `a instance of string`: null is an instance of nothing. */
export function compileInstanceOf(node: SyntaxNode, compile: Compile): Code {
  const value = compile(childAt(node, 0));
  const name = nameOf(childAt(node, 3));
  const kinds = TYPES[name];
  return (scope) => {
    const kind = kindOf(value(scope));
    if (kind === "null") return false;
    return name === "Any" || (kinds?.includes(kind) ?? false);
  };
}
