import { callBuiltin, unknownFunction, type Arguments } from "./functions/call.ts";
import { Run, Scope, type Code, type Compile } from "./run.ts";
import { childAt, nameOf, UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import { FeelLambda, type FeelValue } from "./values.ts";

type CompiledArguments = (scope: Scope) => Arguments;

/** `name(…)` and `path.to.function(…)` */
export function compileCall(node: SyntaxNode, compile: Compile): Code {
  const target = childAt(node, 0);
  const args = compileArguments(node, compile);
  if (target.kind === "VariableName" || target.kind === "SpecialFunctionName")
    return compileNamedCall(nameOf(target), args);
  const code = compile(target);
  return (scope) => callValue(scope.run, target.text, { callee: code(scope), args: args(scope) });
}

/** `date(…)`, `time(…)`, `date and time(…)`, `duration(…)` */
export function compileConstructor(node: SyntaxNode, compile: Compile): Code {
  const [name, args] = [nameOf(childAt(node, 0)), compileArguments(node, compile)];
  const isLiteral = /^"[^"]*"$/.test(childAt(node, 2).text);
  return isLiteral ? foldLiteral(compileNamedCall(name, args)) : compileNamedCall(name, args);
}

/** `date("2026-01-05")` is read once; a text that is no date is null without a warning, as in feel-scala. */
function foldLiteral(call: Code): Code {
  const nowhere = new Scope(new Run(() => undefined, { now: () => 0 }));
  const value = call(nowhere);
  return () => value;
}

function compileNamedCall(name: string, args: CompiledArguments): Code {
  return (scope) => {
    const given = args(scope);
    const local = scope.find(name);
    return local instanceof FeelLambda
      ? callValue(scope.run, name, { callee: local, args: given })
      : callBuiltin(scope.run, name, given);
  };
}

function compileArguments(node: SyntaxNode, compile: Compile): CompiledArguments {
  const list = node.children.find((child) => child.kind === "PositionalParameters" || child.kind === "NamedParameters");
  const parts = list?.children.filter((child) => child.kind !== ",") ?? [];
  if (list?.kind !== "NamedParameters") {
    const codes = parts.map(compile);
    return (scope) => ({ values: codes.map((code) => code(scope)), names: undefined });
  }
  const named = parts.map((part) => ({
    name: nameOf(childAt(part, 0)),
    code: compile(childAt(part, part.children.length - 1)),
  }));
  const names = named.map(({ name }) => name);
  return (scope) => ({ values: named.map(({ code }) => code(scope)), names });
}

function callValue(run: Run, name: string, { callee, args }: { callee: FeelValue; args: Arguments }): FeelValue {
  if (!(callee instanceof FeelLambda) || callee.parameters.length !== args.values.length)
    return unknownFunction(run, name, args);
  const { names } = args;
  if (names === undefined) return callee.call(args.values);
  return callee.call(callee.parameters.map((parameter) => args.values[names.indexOf(parameter)] ?? null));
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
  return node.children.filter((child) => child.kind === "FormalParameter").map((child) => nameOf(childAt(child, 0)));
}
