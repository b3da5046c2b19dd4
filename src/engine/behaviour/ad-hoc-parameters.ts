import { isObject } from "../core/fields.ts";
import type { JsonObject, JsonValue } from "../core/record.ts";
import { toJson } from "../feel/expression.ts";
import { parseExpressionText } from "../feel/syntax.ts";
import { childAt, type SyntaxNode } from "../feel/syntax-node.ts";
import { expressionOf } from "./expressions.ts";

const NAMES = ["value", "description", "type", "schema", "options"] as const;

/** What an expression asks of whoever activates its element: the arguments of each call of `fromAi`, in the order of the text. */
export function parametersIn(source: string): readonly JsonObject[] {
  if (!source.includes("fromAi")) return [];
  const parsed = parseExpressionText(source.slice(1));
  return parsed.ok ? callsIn(parsed.root).flatMap(parameterOf) : [];
}

function callsIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === "FunctionInvocation" && node.children[0]?.text === "fromAi") return [node];
  return node.children.flatMap(callsIn);
}

function parameterOf(call: SyntaxNode): readonly JsonObject[] {
  const given = argumentsOf(call);
  const value = given.get("value");
  if (value?.kind !== "PathExpression" && value?.kind !== "VariableName") return [];
  const name = value.text.replaceAll(/\s/g, "");
  const others = NAMES.slice(1).map((each) => [each, constantOf(given.get(each))] as const);
  return [{ name, ...Object.fromEntries(others.filter(([, constant]) => !isEmpty(constant))) }];
}

function argumentsOf(call: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const given = call.children.find(({ kind }) => kind === "PositionalParameters" || kind === "NamedParameters");
  return new Map((given?.children ?? []).map((each, index) => argumentOf(each, NAMES[index] ?? "")));
}

function argumentOf(node: SyntaxNode, name: string): readonly [string, SyntaxNode] {
  if (node.kind !== "NamedParameter") return [name, node];
  return [childAt(node, 0).text, childAt(node, 1)];
}

function constantOf(node: SyntaxNode | undefined): JsonValue {
  const expression = node === undefined ? undefined : expressionOf(`=${node.text}`);
  if (expression === undefined || "error" in expression) return null;
  const evaluation = expression.evaluate(() => undefined, { now: () => 0 });
  return evaluation.ok ? toJson(evaluation.value) : null;
}

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === "" || (isObject(value) && Object.keys(value).length === 0);
