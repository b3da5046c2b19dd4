import { parseExpression, parseUnaryTests } from "feelin";
import { functionNames } from "./functions/registry.ts";
import { quoteSoftKeywords } from "./soft-keywords.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/** A parsed text or why it could not be parsed. */
type Parsed = { readonly ok: true; readonly root: SyntaxNode } | { readonly ok: false; readonly error: string };

type Parse = typeof parseExpression;
type Tree = ReturnType<Parse>;

interface Growing extends SyntaxNode {
  readonly children: SyntaxNode[];
}

/** Parses a FEEL expression in Camunda's dialect, without looking at variables: `a-b` is always a subtraction. */
export function parseExpressionText(text: string): Parsed {
  return parseWith(parseExpression, text);
}

/** Parses the unary tests of a decision table's input cell. */
export function parseUnaryTestsText(text: string): Parsed {
  return parseWith(parseUnaryTests, text);
}

function parseWith(parse: Parse, text: string): Parsed {
  const parsed = parseOnce(parse, text);
  const quoted = parsed.ok ? text : quoteSoftKeywords(text);
  if (quoted === text) return parsed;
  const second = parseOnce(parse, quoted);
  return second.ok ? second : parsed;
}

function parseOnce(parse: Parse, text: string): Parsed {
  return treeToNodes(parse(text, multiWordFunctions(), "camunda"), text);
}

/** Tells the parser of function names that contain reserved words, such as `get or else`. */
function multiWordFunctions(): Record<string, unknown> {
  return Object.fromEntries(
    functionNames()
      .filter((name) => name.includes(" "))
      .map((name) => [name, name]),
  );
}

function treeToNodes(tree: Tree, text: string): Parsed {
  const root: Growing = { kind: "Root", text, children: [] };
  const path: Growing[] = [root];
  let errorAt = -1;
  tree.iterate({
    enter({ type, name, from, to }) {
      // the grammar marks `and(…)` and `or(…)` as an error of no length, though it knows them
      const isHarmless = from === to && path.at(-1)?.kind === "SpecialFunctionName";
      if (type.isError && errorAt < 0 && !isHarmless) errorAt = from;
      if (type.isSkipped) return false;
      const node: Growing = { kind: name, text: text.slice(from, to), children: [] };
      path.at(-1)?.children.push(node);
      path.push(node);
      return true;
    },
    leave({ type }) {
      if (!type.isSkipped) path.pop();
    },
  });
  return errorAt < 0 ? { ok: true, root } : { ok: false, error: refusal(text, errorAt) };
}

/** In the form of Zeebe's parser: what was expected, line and column, and what was found. */
function refusal(text: string, position: number): string {
  return `Expected (expression | operator | end-of-input):1:${position + 1}, found ${JSON.stringify(text.slice(position))}`;
}
