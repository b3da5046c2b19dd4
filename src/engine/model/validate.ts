import { flagIn, nodesIn, type Node } from "./moddle.ts";
import { isA, pathOf, withDescendants } from "./tree.ts";
import { expressionErrors } from "./validate-expressions.ts";
import { unknownWord } from "./validate-words.ts";
import { structureErrors } from "./validate-structure.ts";

/** What the real engine would say about BPMN definitions that cannot run; undefined when they can. */
export function refusalOf(definitions: Node): string | undefined {
  const nodes = checkedNodes(definitions);
  return unknownWord(nodes) ?? report(nodes, structureErrors) ?? report(nodes, expressionErrors);
}

/** Everything but what is drawn and processes that are not executable. */
function checkedNodes(definitions: Node): Node[] {
  const roots = nodesIn(definitions, "rootElements").filter(
    (root) => !isA(root, "bpmn:Process") || flagIn(root, "isExecutable", false),
  );
  return [definitions, ...roots.flatMap(withDescendants)];
}

function report(nodes: readonly Node[], errorsOf: (node: Node) => string[]): string | undefined {
  const blocks = nodes.flatMap((node) => {
    const errors = errorsOf(node);
    return errors.length === 0
      ? []
      : [`- Element: ${pathOf(node)}\n${errors.map((error) => `    - ERROR: ${error}\n`).join("")}`];
  });
  return blocks.length === 0 ? undefined : blocks.join("");
}
