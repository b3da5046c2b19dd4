import { nameOf, type SyntaxNode } from "./syntax-node.ts";

/** The names an expression may look up as variables; names bound inside may be among them, which costs a look-up and nothing else. */
export function variableNames(root: SyntaxNode): readonly string[] {
  const names = new Set<string>();
  collect(root, names);
  return [...names];
}

function collect(node: SyntaxNode, names: Set<string>): void {
  if (node.kind === "VariableName") names.add(nameOf(node));
  if (node.kind === "Type") return;
  const children = node.kind === "FunctionInvocation" ? node.children.slice(isNamedCall(node) ? 1 : 0) : node.children;
  for (const child of children) collect(child, names);
}

function isNamedCall(node: SyntaxNode): boolean {
  return node.children[0]?.kind === "VariableName";
}
