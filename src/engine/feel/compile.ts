import {
  compileArithmetic,
  compileComparison,
  compileIf,
  compileInstanceOf,
  compileJunction,
} from "./compile-operators.ts";
import { compileFilter, compileFor, compilePath, compileQuantified } from "./compile-lists.ts";
import { compileCall, compileConstructor, compileLambda } from "./compile-calls.ts";
import { compileContext, compileInterval, compileList, textOfLiteral, valueOfAtLiteral } from "./compile-literals.ts";
import { compileUnaryTest, INPUT } from "./compile-tests.ts";
import { numberFrom } from "./numbers.ts";
import type { Code, Compile, Scope } from "./run.ts";
import { childAt, nameOf, UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import type { FeelValue } from "./values.ts";

type Rule = (node: SyntaxNode, compile: Compile) => Code;

const RULES: Readonly<Record<string, Rule>> = {
  Root: compileOnlyChild,
  Expression: compileOnlyChild,
  FunctionBody: compileOnlyChild,
  PositiveUnaryTest: compileUnaryTest,
  SimplePositiveUnaryTest: compileUnaryTest,
  ParenthesizedExpression: (node) => compile(childAt(node, 1)),
  NumericLiteral: compileNumber,
  StringLiteral: (node) => constant(textOfLiteral(node.text)),
  BooleanLiteral: (node) => constant(node.text === "true"),
  AtLiteral: (node) => constant(valueOfAtLiteral(node)),
  DateTimeLiteral: (node) => (node.children.length === 1 ? compileOnlyChild(node) : compileConstructor(node, compile)),
  null: () => constant(null),
  "?": () => (scope) => variable(scope, INPUT),
  VariableName: (node) => {
    const name = nameOf(node);
    return (scope) => variable(scope, name);
  },
  List: compileList,
  Context: compileContext,
  Interval: compileInterval,
  ArithmeticExpression: compileArithmetic,
  Comparison: compileComparison,
  Conjunction: (node) => compileJunction(node, compile, "and"),
  Disjunction: (node) => compileJunction(node, compile, "or"),
  IfExpression: compileIf,
  InstanceOfExpression: compileInstanceOf,
  PathExpression: compilePath,
  FilterExpression: compileFilter,
  ForExpression: compileFor,
  QuantifiedExpression: compileQuantified,
  FunctionInvocation: compileCall,
  FunctionDefinition: compileLambda,
};

/** Compiles a node of the parse tree; throws UnsupportedSyntax for what Camunda's FEEL has not. */
export function compile(node: SyntaxNode): Code {
  const rule = RULES[node.kind];
  if (rule === undefined)
    throw new UnsupportedSyntax(`Expected an expression, but found '${node.text}' (${node.kind})`);
  return rule(node, compile);
}

function compileOnlyChild(node: SyntaxNode): Code {
  return compile(childAt(node, 0));
}

/** feel-scala's numbers have no exponent. */
function compileNumber({ text }: SyntaxNode): Code {
  if (/e/i.test(text)) throw new UnsupportedSyntax(`Expected a number without an exponent, but found '${text}'`);
  return constant(numberFrom(text));
}

function constant(value: FeelValue): Code {
  return () => value;
}

function variable(scope: Scope, name: string): FeelValue {
  const value = scope.find(name);
  if (value !== undefined) return value;
  const text = name === INPUT ? "No input value found." : `No variable found with name '${name}'`;
  return scope.run.warn("NO_VARIABLE_FOUND", text);
}
