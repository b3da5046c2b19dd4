import { calculate, type Operator } from "./arithmetic.ts";
import { comparatorOf, compare, kindOf } from "./compare.ts";
import { compileTests, INPUT } from "./compile-tests.ts";
import { display } from "./display.ts";
import { allOf, anyOf } from "./logic.ts";
import { isFeelNumber, negateNumber } from "./numbers.ts";
import type { Code, Compile, Run } from "./run.ts";
import { childAt, nameOf, operandAt, UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import type { FeelValue } from "./values.ts";

const OPERATORS: Readonly<Record<string, Operator>> = { "+": "+", "-": "-", "*": "*", "/": "/", "**": "**", "^": "**" };

/** `a + b`, `-a` */
export function compileArithmetic(node: SyntaxNode, compile: Compile): Code {
  if (node.children.length === 2) return compileSign(node, compile);
  const operator = OPERATORS[childAt(node, 1).text];
  if (operator === undefined) throw new UnsupportedSyntax(`Expected an operator in '${node.text}'`);
  if (childAt(node, 2).kind === "InstanceOfExpression") return compile(typeOfSum(node));
  const [left, right] = [compile(operandAt(node, 0)), compile(operandAt(node, 2))];
  return (scope) => calculate(scope.run, operator, [left(scope), right(scope)]);
}

/** `a + 1 instance of number` asks for the type of the sum. */
function typeOfSum(node: SyntaxNode): SyntaxNode {
  const { children, ...question } = childAt(node, 2);
  const [operand, ...rest] = children;
  if (operand === undefined) throw new UnsupportedSyntax(node.text);
  return { ...question, children: [{ ...node, children: [...node.children.slice(0, 2), operand] }, ...rest] };
}

/** There is no plus sign, and no second minus sign without parentheses. */
function compileSign(node: SyntaxNode, compile: Compile): Code {
  const operand = operandAt(node, 1);
  const isSigned = operand.kind === "ArithmeticExpression" && operand.children.length === 2;
  if (childAt(node, 0).text !== "-" || isSigned) throw new UnsupportedSyntax(`Expected no sign in '${node.text}'`);
  return negation(compile(operand));
}

/** Changes the sign of a number; anything else, durations too, is a warning and null. */
export function negation(operand: Code): Code {
  return (scope) => {
    const value = operand(scope);
    if (isFeelNumber(value)) return negateNumber(value);
    return scope.run.warn("INVALID_TYPE", `Expected number but found '${display(value)}'`);
  };
}

/** `a < b`, `a between b and c`, `a in tests` */
export function compileComparison(node: SyntaxNode, compile: Compile): Code {
  const [left, keyword] = [compile(operandAt(node, 0)), childAt(node, 1)];
  if (keyword.kind === "between")
    return compileBetween(left, [compile(operandAt(node, 2)), compile(operandAt(node, 4))]);
  if (keyword.kind === "in") {
    const junction = junctionBehindTest(node);
    return junction === undefined ? compileIn(left, compileTests(node.children.slice(2), compile)) : compile(junction);
  }
  const operator = comparatorOf(keyword.text);
  const right = compile(operandAt(node, 2));
  return (scope) => compare(scope.run, operator, [left(scope), right(scope)]);
}

/** `a in (1) and b`: a test in parentheses ends there. */
function junctionBehindTest(node: SyntaxNode): SyntaxNode | undefined {
  const [junction] = node.children[2]?.children ?? [];
  const [test, ...rest] = junction?.children ?? [];
  const isJunction = junction?.kind === "Conjunction" || junction?.kind === "Disjunction";
  if (!isJunction || test?.kind !== "ParenthesizedExpression") return undefined;
  return { ...junction, children: [{ ...node, children: [...node.children.slice(0, 2), test] }, ...rest] };
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
  const [left, right] = [compile(operandOf(node, 0)), compile(operandOf(node, 2))];
  const decide = kind === "and" ? allOf : anyOf;
  return (scope) => decide(scope.run, [() => left(scope), () => right(scope)]);
}

const BRANCHES = new Set(["IfExpression", "ForExpression", "QuantifiedExpression"]);

function operandOf(node: SyntaxNode, index: number): SyntaxNode {
  const operand = childAt(node, index);
  if (BRANCHES.has(operand.kind)) throw new UnsupportedSyntax(`Expected '${operand.text}' to stand in parentheses`);
  return operand;
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
  "years and months duration": ["months"],
  "days and time duration": ["seconds"],
  list: ["list"],
  context: ["context"],
  function: ["function"],
};

/** `a instance of string`: null is an instance of nothing. */
export function compileInstanceOf(node: SyntaxNode, compile: Compile): Code {
  const value = compile(operandAt(node, 0));
  const type = childAt(node, 3);
  const name = nameOf(type);
  if (/[<>]/.test(name)) throw new UnsupportedSyntax(`Expected a simple type, but found '${name}'`);
  const kinds = TYPES[name];
  return (scope) => {
    const kind = kindOf(value(scope));
    if (kind === "null") return false;
    return name === "Any" || (kinds?.includes(kind) ?? false);
  };
}
