import { FeelRange } from "feelin";
import { order } from "./compare.ts";
import { parseTemporal } from "./functions/temporal.ts";
import type { Code, Compile } from "./run.ts";
import { childAt, childOf, nameOf, UnsupportedSyntax, type SyntaxNode } from "./syntax-node.ts";
import type { FeelContext, FeelValue } from "./values.ts";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", "'": "'" };

/** Reads a string literal with its escapes. */
export function textOfLiteral(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/gs, (whole, escape: string) => ESCAPES[escape] ?? whole);
}

/** Reads `@"P1D"` and its like; null when the text is no temporal value. */
export function valueOfAtLiteral(node: SyntaxNode): FeelValue {
  return parseTemporal(textOfLiteral(childOf(node, "StringLiteral").text));
}

const PUNCTUATION = new Set(["[", "]", "{", "}", "(", ")", ",", ".."]);

/** The children that carry meaning. */
function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => !PUNCTUATION.has(child.kind));
}

/** `[1, 2, x]` */
export function compileList(node: SyntaxNode, compile: Compile): Code {
  const items = partsOf(node).map(compile);
  return (scope) => items.map((item) => item(scope));
}

/** `{a: 1, b: a + 1}`: later entries see the earlier ones. */
export function compileContext(node: SyntaxNode, compile: Compile): Code {
  const entries = partsOf(node).map(
    (entry) => [keyOf(childOf(entry, "Key")), compile(childAt(entry, entry.children.length - 1))] as const,
  );
  return (scope) => {
    const context: Record<string, FeelValue> = {};
    const inner = scope.with(context);
    for (const [key, code] of entries) context[key] = code(inner);
    return context satisfies FeelContext;
  };
}

function keyOf(key: SyntaxNode): string {
  return key.text.startsWith('"') ? textOfLiteral(key.text) : nameOf(key);
}

/** `[1..5]`, `(1..5]`, `]1..5[` */
export function compileInterval(node: SyntaxNode, compile: Compile): Code {
  const [from, to] = partsOf(node);
  if (from === undefined || to === undefined) throw new UnsupportedSyntax(`Expected two ends in '${node.text}'`);
  const [start, end] = [compile(from), compile(to)];
  const included = { start: node.text.startsWith("["), end: node.text.endsWith("]") };
  return (scope) => rangeOf(start(scope), end(scope), included);
}

/** Makes a range; ends that are not comparable with each other make one that holds nothing comparable. */
function rangeOf(start: FeelValue, end: FeelValue, included: { start: boolean; end: boolean }): FeelRange {
  const isTyped = start === null || end === null || order(start, end) !== undefined;
  return new FeelRange({
    start,
    end,
    "start included": included.start && start !== null,
    "end included": included.end && end !== null,
    valueType: isTyped ? "any" : null,
  });
}
