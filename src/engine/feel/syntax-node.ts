/** A node of the parse tree, free of lezer's cursors. */
export interface SyntaxNode {
  readonly kind: string;
  readonly text: string;
  readonly children: readonly SyntaxNode[];
}

/** Thrown while compiling a construct that the grammar knows but we do not; becomes a parse error of the expression. */
export class UnsupportedSyntax extends Error {
  readonly code = "UNSUPPORTED_SYNTAX";
}

/** The child at a position; an incomplete tree is unsupported syntax. */
export function childAt(node: SyntaxNode, index: number): SyntaxNode {
  const child = node.children[index];
  if (child === undefined) throw new UnsupportedSyntax(`Expected more than '${node.text}' (${node.kind})`);
  return child;
}

/** What feel-scala takes for an operand only in parentheses. */
const LOOSE = new Set([
  "SimplePositiveUnaryTest",
  "Comparison",
  "InstanceOfExpression",
  "Conjunction",
  "Disjunction",
  "IfExpression",
  "ForExpression",
  "QuantifiedExpression",
]);

/** The child at a position that has to be an operand: a range, a comparison or a branch must stand in parentheses there. */
export function operandAt(node: SyntaxNode, index: number): SyntaxNode {
  const operand = childAt(node, index);
  if (LOOSE.has(operand.kind)) throw new UnsupportedSyntax(`Expected '${operand.text}' to stand in parentheses`);
  return operand;
}

/** The first child of a kind. */
export function childOf(node: SyntaxNode, kind: string): SyntaxNode {
  const child = node.children.find((candidate) => candidate.kind === kind);
  if (child === undefined) throw new UnsupportedSyntax(`Expected a ${kind} in '${node.text}'`);
  return child;
}

/** A name without backticks and with single spaces. */
export function nameOf(node: SyntaxNode): string {
  return node.text.replaceAll("`", "").replace(/\s+/g, " ").trim();
}
