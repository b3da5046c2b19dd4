import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import { numberOf } from "./compile-literals.ts";
import { boundsOf } from "./compare.ts";
import { display } from "./display.ts";
import { allOf, anyOf, type Lazy } from "./logic.ts";
import type { Code, Compile, Run, Scope } from "./run.ts";
import { childAt, childOf, nameOf, type SyntaxNode } from "./syntax-node.ts";
import { isFeelContext, isFeelList, isFeelValue, type FeelValue } from "./values.ts";

/** `a.b`: of a list, the entry of each item. */
export function compilePath(node: SyntaxNode, compile: Compile): Code {
  const target = compile(childAt(node, 0));
  const name = nameOf(childOf(node, "PathName"));
  // an unknown variable is warned about once, not for each step of its path
  const root = rootVariable(node);
  return (scope) => {
    const value = target(scope);
    if (value === null && root !== undefined && scope.find(root) === undefined) return null;
    return isFeelList(value) ? value.map((item) => entryOf(scope.run, item, name)) : entryOf(scope.run, value, name);
  };
}

function rootVariable(node: SyntaxNode): string | undefined {
  if (node.kind === "VariableName") return nameOf(node);
  return node.kind === "PathExpression" ? rootVariable(childAt(node, 0)) : undefined;
}

const PROPERTIES = new Map<unknown, readonly string[]>([
  [FeelDate, ["year", "month", "day", "weekday"]],
  [FeelTime, ["hour", "minute", "second", "time offset", "timezone"]],
  [FeelDateTime, ["year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone"]],
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
  return isFeelValue(property) ? property : null;
}

const PER_ITEM = new Set(["Comparison", "FunctionInvocation", "SimplePositiveUnaryTest"]);

/** `a[1]`, `a[item > 3]`: the first form counts from 1 or, negative, from the end. */
export function compileFilter(node: SyntaxNode, compile: Compile): Code {
  const [target, filterNode] = [compile(childAt(node, 0)), childAt(node, 2)];
  const filter = compile(filterNode);
  const isPerItem = PER_ITEM.has(filterNode.kind);
  const index = filterNode.kind === "NumericLiteral" ? numberOf(filterNode.text) : undefined;
  return (scope) => {
    const list = target(scope);
    if (!isFeelList(list)) return expectedList(scope.run, list);
    const fixed = index ?? (isPerItem ? null : filter(scope));
    return typeof fixed === "number" ? itemAt(list, fixed) : filterItems(list, filter, scope);
  };
}

function expectedList(run: Run, value: FeelValue): null {
  return run.warn("INVALID_TYPE", `Expected list but found '${display(value)}'`);
}

function itemAt(list: readonly FeelValue[], index: number): FeelValue {
  return (index > 0 ? list[index - 1] : index < 0 ? list.at(index) : undefined) ?? null;
}

function filterItems(list: readonly FeelValue[], filter: Code, scope: Scope): FeelValue {
  const kept: FeelValue[] = [];
  for (const item of list) {
    const result = filter(itemScope(scope, item));
    if (typeof result === "number") return itemAt(list, result);
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
  const from = compile(childAt(node, 0));
  const end = node.children[2];
  if (end === undefined) return (scope) => listOrWarning(scope.run, from(scope));
  const to = compile(end);
  return (scope) => countBetween(scope.run, from(scope), to(scope));
}

function listOrWarning(run: Run, value: FeelValue): readonly FeelValue[] | null {
  if (isFeelList(value)) return value;
  return value instanceof FeelRange ? countBetween(run, ...boundsOf(value)) : expectedList(run, value);
}

function countBetween(run: Run, from: FeelValue, to: FeelValue): readonly FeelValue[] | null {
  if (typeof from !== "number" || typeof to !== "number") return expectedList(run, from);
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.floor(Math.abs(to - from)) + 1 }, (_, index) => from + index * step);
}

/** Every combination of the iterated values, the last name running fastest; null when one of them is no list. */
function combinations(scope: Scope, iterations: readonly Iteration[]): readonly Scope[] | null {
  let scopes: readonly Scope[] = [scope];
  for (const { name, values } of iterations) {
    const next: Scope[] = [];
    for (const outer of scopes) {
      const list = values(outer);
      if (list === null) return null;
      next.push(...list.map((value) => outer.with({ [name]: value })));
    }
    scopes = next;
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
