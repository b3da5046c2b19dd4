import { CalculationFailure } from "./calculation-failure.ts";
import { bindBuiltin, missingFunction, unknownFunction, type Signature } from "./functions/call.ts";
import { Run, Scope, type Code, type Compile } from "./run.ts";
import { childAt, childOf, nameOf, UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import { FeelLambda, isFeelContext, type FeelValue } from "./values.ts";

interface Argument {
  /** Undefined where the call gives its arguments by position. */
  readonly name: string | undefined;
  readonly code: Code;
}

/** `name(…)` and `context.function(…)` */
export function compileCall(node: SyntaxNode, compile: Compile): Code {
  const target = childAt(node, 0);
  const args = compileArguments(node, compile);
  if (target.kind === "VariableName" || target.kind === "SpecialFunctionName") {
    const call = compileNamedCall(nameOf(target), args);
    return nameOf(target) === "date and time" && isText(childAt(node, 2)) ? foldLiteral(call) : call;
  }
  if (target.kind !== "PathExpression" || rootOf(target).kind !== "VariableName")
    throw new UnsupportedSyntax(`Expected a name instead of '${target.text}'`);
  return compileMethod(target, args, compile);
}

/** `date(…)`, `time(…)`, `date and time(…)`, `duration(…)` */
export function compileConstructor(node: SyntaxNode, compile: Compile): Code {
  const [name, args] = [nameOf(childAt(node, 0)), compileArguments(node, compile)];
  return isText(childAt(node, 2)) ? foldLiteral(compileNamedCall(name, args)) : compileNamedCall(name, args);
}

function isText({ text }: SyntaxNode): boolean {
  return /^"[^"]*"$/.test(text);
}

/** `date("2026-01-05")` is read once; a text that is no date is null without a warning, as in feel-scala. */
function foldLiteral(call: Code): Code {
  const nowhere = new Scope(new Run(() => undefined, { now: () => 0 }));
  const value = call(nowhere);
  return () => value;
}

function compileNamedCall(name: string, args: readonly Argument[]): Code {
  const signature = signatureOf(name, args);
  const builtin = bindBuiltin(signature);
  return (scope) => {
    const local = scope.find(name);
    return local instanceof FeelLambda
      ? (invoke(local, args, scope) ?? unknownFunction(scope.run, signature))
      : builtin(scope.run, () => args.map(({ code }) => code(scope)));
  };
}

/** `o.f(…)`: where the context has no such function the evaluation fails altogether. */
function compileMethod(target: SyntaxNode, args: readonly Argument[], compile: Compile): Code {
  const name = nameOf(childOf(target, "PathName"));
  if (/\s/.test(name)) throw new UnsupportedSyntax(`Expected a name without spaces instead of '${name}'`);
  const owner = compile(childAt(target, 0));
  const signature = signatureOf(name, args);
  return (scope) => {
    const context = owner(scope);
    const callee = isFeelContext(context) && Object.hasOwn(context, name) ? context[name] : undefined;
    const result = callee instanceof FeelLambda ? invoke(callee, args, scope) : undefined;
    if (result !== undefined) return result;
    unknownFunction(scope.run, signature);
    throw new CalculationFailure(missingFunction(signature), ": ");
  };
}

function rootOf(node: SyntaxNode): SyntaxNode {
  return node.kind === "PathExpression" ? rootOf(childAt(node, 0)) : node;
}

function signatureOf(name: string, args: readonly Argument[]): Signature {
  const names = args.flatMap((argument) => argument.name ?? []);
  return { name, count: args.length, names: args.length > 0 && names.length === args.length ? names : undefined };
}

function compileArguments(node: SyntaxNode, compile: Compile): readonly Argument[] {
  const list = node.children.find((child) => child.kind === "PositionalParameters" || child.kind === "NamedParameters");
  const parts = list?.children.filter((child) => child.kind !== ",") ?? [];
  if (list?.kind !== "NamedParameters")
    return parts.map((part) => ({ name: undefined, code: compileArgument(part, compile) }));
  return parts.map((part) => ({
    name: nameOf(childAt(part, 0)),
    code: compileArgument(childAt(part, part.children.length - 1), compile),
  }));
}

/** Only here a range is a value; anywhere else it is a test. */
function compileArgument(node: SyntaxNode, compile: Compile): Code {
  const [interval] = node.children;
  return node.kind === "SimplePositiveUnaryTest" && interval?.kind === "Interval" ? compile(interval) : compile(node);
}

/** Undefined where the function takes another number of arguments. */
function invoke(callee: FeelLambda, args: readonly Argument[], scope: Scope): FeelValue | undefined {
  if (callee.parameters.length !== args.length) return undefined;
  const values = args.map(({ code }) => code(scope));
  const isNamed = args.some(({ name }) => name !== undefined);
  if (!isNamed) return callee.call(values);
  return callee.call(
    callee.parameters.map((parameter) => values[args.findIndex(({ name }) => name === parameter)] ?? null),
  );
}

/** `function(x, y) x + y`; it sees the names around its definition. */
export function compileLambda(node: SyntaxNode, compile: Compile): Code {
  const parameters = node.children.filter((child) => child.kind === "FormalParameters").flatMap(parameterNames);
  const bodyNode = node.children.find((child) => child.kind === "FunctionBody");
  if (bodyNode === undefined || node.text.includes("external"))
    throw new UnsupportedSyntax(`Expected a function with a body, but found '${node.text}'`);
  const body = compile(bodyNode);
  return (scope) =>
    new FeelLambda(parameters, (values) =>
      body(scope.with(Object.fromEntries(parameters.map((name, index) => [name, values[index] ?? null])))),
    );
}

function parameterNames(node: SyntaxNode): readonly string[] {
  return node.children.filter((child) => child.kind === "FormalParameter").map(parameterName);
}

/** feel-scala's parameters have no types. */
function parameterName(node: SyntaxNode): string {
  if (node.children.length > 1) throw new UnsupportedSyntax(`Expected a parameter without a type in '${node.text}'`);
  return nameOf(childAt(node, 0));
}
