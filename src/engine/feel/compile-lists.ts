import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import { display } from "./display.ts";
import { allOf, anyOf, type Lazy } from "./logic.ts";
import {
  add,
  compareNumbers,
  isFeelNumber,
  numberFrom,
  subtract,
  toDouble,
  toInt,
  type FeelNumber,
} from "./numbers.ts";
import type { Code, Compile, Run, Scope } from "./run.ts";
import { negation } from "./compile-operators.ts";
import { childAt, childOf, nameOf, operandAt, UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import { boundsOf, isFeelContext, isFeelList, isFeelValue, type FeelValue } from "./values.ts";

/** `a.b`: of a list, the entry of each item. */
export function compilePath(node: SyntaxNode, compile: Compile): Code {
  if (isNegativeLiteral(childAt(node, 0))) return negation(compile(withoutSign(node)));
  const target = compile(operandAt(node, 0));
  const pathName = childOf(node, "PathName");
  const name = nameOf(pathName);
  if (/\s/.test(name) && !pathName.text.startsWith("`") && !SPACED_PROPERTIES.has(name))
    throw new UnsupportedSyntax(`Expected a name without spaces, but found '${name}'`);
  // an unknown variable is warned about once, not for each step of its path
  const root = rootVariable(node);
  return (scope) => {
    const value = target(scope);
    if (value === null && root !== undefined && scope.find(root) === undefined) return null;
    return isFeelList(value) ? value.map((item) => entryOf(scope.run, item, name)) : entryOf(scope.run, value, name);
  };
}

const SPACED_PROPERTIES = new Set(["time offset", "start included", "end included"]);

function isNegativeLiteral({ kind, text }: SyntaxNode): boolean {
  return kind === "NumericLiteral" && text.startsWith("-");
}

/** A path or a filter binds closer than the sign of a number: `-3[1]` is `-(3[1])`. */
function withoutSign(node: SyntaxNode): SyntaxNode {
  const [number, ...rest] = node.children;
  return number === undefined ? node : { ...node, children: [{ ...number, text: number.text.slice(1) }, ...rest] };
}

function rootVariable(node: SyntaxNode): string | undefined {
  if (node.kind === "VariableName") return nameOf(node);
  return node.kind === "PathExpression" ? rootVariable(childAt(node, 0)) : undefined;
}

/** In the order in which the real engine lists them, that of a hash map. */
const PROPERTIES = new Map<unknown, readonly string[]>([
  [FeelDate, ["year", "month", "day", "weekday"]],
  [FeelTime, ["timezone", "second", "time offset", "minute", "hour"]],
  [FeelDateTime, ["timezone", "year", "second", "month", "day", "time offset", "weekday", "minute", "hour"]],
  [FeelRange, ["start", "end", "start included", "end included"]],
]);

function propertiesOf(value: FeelValue): readonly string[] {
  if (value instanceof FeelDuration)
    return value.yearsMonths ? ["years", "months"] : ["days", "hours", "minutes", "seconds"];
  return typeof value === "object" && value !== null ? (PROPERTIES.get(value.constructor) ?? []) : [];
}

/** Reads an entry of a context or a property of a temporal value or range; what is not there is a warning and null. */
function entryOf(run: Run, value: FeelValue, name: string): FeelValue {
  if (value === null)
    return run.warn("NO_CONTEXT_ENTRY_FOUND", `No context entry found with key '${name}'. The context is null`);
  if (isFeelContext(value)) return contextEntry(run, value, name);
  const properties = propertiesOf(value);
  if (properties.includes(name)) return propertyOf(value, name);
  const available = properties.map((property) => `'${property}'`).join(", ");
  return run.warn(
    "NO_PROPERTY_FOUND",
    `No property found with name '${name}' of value '${display(value)}'. Available properties: ${available}`,
  );
}

function contextEntry(run: Run, context: Readonly<Record<string, FeelValue>>, name: string): FeelValue {
  const entry = Object.hasOwn(context, name) ? context[name] : undefined;
  if (entry !== undefined) return entry;
  const keys = Object.keys(context).map((key) => `'${key}'`);
  const available = keys.length === 0 ? "The context is empty" : `Available keys: ${keys.join(", ")}`;
  return run.warn("NO_CONTEXT_ENTRY_FOUND", `No context entry found with key '${name}'. ${available}`);
}

function propertyOf(value: FeelValue, name: string): FeelValue {
  if (typeof value !== "object" || value === null) return null;
  const property: unknown = Reflect.get(value, name);
  // an offset is no name of a zone
  if (name === "timezone" && typeof property === "string" && /^[+-]/.test(property)) return null;
  return isFeelValue(property) ? property : null;
}

const PER_ITEM = new Set(["Comparison", "FunctionInvocation", "SimplePositiveUnaryTest"]);

/** `a[1]`, `a[item > 3]`: the first form counts from 1 or, negative, from the end. */
export function compileFilter(node: SyntaxNode, compile: Compile): Code {
  if (isNegativeLiteral(childAt(node, 0))) return negation(compile(withoutSign(node)));
  const [target, filterNode] = [compile(operandAt(node, 0)), childAt(node, 2)];
  const filter = compile(filterNode);
  const isPerItem = PER_ITEM.has(filterNode.kind);
  const index = filterNode.kind === "NumericLiteral" ? numberFrom(filterNode.text) : undefined;
  return (scope) => {
    const list = target(scope);
    if (!isFeelList(list)) return expectedList(scope.run, list);
    const fixed = index ?? (isPerItem ? null : filter(scope));
    return isFeelNumber(fixed) ? itemAt(list, fixed) : filterItems(list, filter, scope);
  };
}

function expectedList(run: Run, value: FeelValue): null {
  return run.warn("INVALID_TYPE", `Expected list but found '${display(value)}'`);
}

function expectedNumber(run: Run, value: FeelValue): null {
  return run.warn("INVALID_TYPE", `Expected number but found '${display(value)}'`);
}

function itemAt(list: readonly FeelValue[], position: FeelNumber): FeelValue {
  const index = toInt(position);
  return (index > 0 ? list[index - 1] : index < 0 ? list.at(index) : undefined) ?? null;
}

function filterItems(list: readonly FeelValue[], filter: Code, scope: Scope): FeelValue {
  const kept: FeelValue[] = [];
  for (const item of list) {
    const result = filter(itemScope(scope, item));
    if (isFeelNumber(result)) return itemAt(list, result);
    if (result === true) kept.push(item);
  }
  return kept;
}

function itemScope(scope: Scope, item: FeelValue): Scope {
  const withItem = scope.with({ item });
  return isFeelContext(item) ? withItem.with(item) : withItem;
}

interface Iteration {
  readonly name: string;
  readonly values: (scope: Scope) => readonly FeelValue[] | null;
}

function iterationsOf(node: SyntaxNode, compile: Compile): readonly Iteration[] {
  return childOf(node, "InExpressions")
    .children.filter((child) => child.kind === "InExpression")
    .map((child) => ({
      name: nameOf(childAt(child, 0)),
      values: compileIteration(childOf(child, "IterationContext"), compile),
    }));
}

function compileIteration(node: SyntaxNode, compile: Compile): Iteration["values"] {
  const from = compile(operandAt(node, 0));
  const end = node.children[2];
  if (end === undefined) return (scope) => listOrWarning(scope.run, from(scope));
  const to = compile(operandAt(node, 2));
  return (scope) => countBetween(scope.run, from(scope), to(scope));
}

function listOrWarning(run: Run, value: FeelValue): readonly FeelValue[] | null {
  if (isFeelList(value)) return value;
  return value instanceof FeelRange ? countBetween(run, ...boundsOf(value)) : expectedList(run, value);
}

function countBetween(run: Run, from: FeelValue, to: FeelValue): readonly FeelValue[] | null {
  if (!isFeelNumber(from)) return expectedNumber(run, from);
  if (!isFeelNumber(to)) return expectedNumber(run, to);
  const step = compareNumbers(from, to) <= 0 ? 1 : -1;
  return Array.from({ length: Math.floor(Math.abs(toDouble(subtract(to, from)))) + 1 }, (_, index) =>
    add(from, index * step),
  );
}

/** Every combination of the iterated values, the last name running fastest; null when one of them is no list. */
function combinations(scope: Scope, iterations: readonly Iteration[]): readonly Scope[] | null {
  let scopes: readonly Scope[] = [scope];
  for (const { name, values } of iterations) {
    // no list sees the names of the others
    const list = values(scope);
    if (list === null) return null;
    scopes = scopes.flatMap((outer) => list.map((value) => outer.with({ [name]: value })));
  }
  return scopes;
}

/** `for x in xs return x * 2`; `partial` is the list of the results so far. */
export function compileFor(node: SyntaxNode, compile: Compile): Code {
  const iterations = iterationsOf(node, compile);
  const body = compile(childAt(node, node.children.length - 1));
  return (scope) => {
    const scopes = combinations(scope, iterations);
    if (scopes === null) return null;
    const results: FeelValue[] = [];
    for (const inner of scopes) results.push(body(inner.with({ partial: [...results] })));
    return results;
  };
}

/** `some x in xs satisfies x > 2`, `every …` */
export function compileQuantified(node: SyntaxNode, compile: Compile): Code {
  const iterations = iterationsOf(node, compile);
  const condition = compile(childAt(node, node.children.length - 1));
  const decide = childAt(node, 0).kind === "some" ? anyOf : allOf;
  return (scope) => {
    const scopes = combinations(scope, iterations);
    return scopes === null
      ? null
      : decide(
          scope.run,
          scopes.map(
            (inner): Lazy =>
              () =>
                condition(inner),
          ),
        );
  };
}
