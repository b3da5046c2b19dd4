import type { MappingSource } from "../model/source.ts";

/** Targets as a tree: a path such as `a.b` puts an expression into a context. */
type Entries = Map<string, string | Entries>;

const built = new WeakMap<readonly MappingSource[], Map<string, string>>();

/** One FEEL context for all mappings of an element, as Zeebe builds it: its incident messages quote this text. */
export function mappingExpression(mappings: readonly MappingSource[], kind: "input" | "output"): string {
  const known = built.get(mappings)?.get(kind);
  if (known !== undefined) return known;
  const text = `=${kind === "input" ? plainContext(entriesOf(mappings)) : mergedContext(entriesOf(mappings))}`;
  const texts = built.get(mappings) ?? new Map<string, string>();
  built.set(mappings, texts.set(kind, text));
  return text;
}

function entriesOf(mappings: readonly MappingSource[]): Entries {
  const root: Entries = new Map();
  for (const { source, target } of mappings) put(root, target.split("."), expressionText(source));
  return root;
}

function put(entries: Entries, [name = "", ...rest]: readonly string[], expression: string): void {
  if (rest.length === 0) {
    entries.set(name, expression);
    return;
  }
  const existing = entries.get(name);
  const inner: Entries = typeof existing === "object" ? existing : new Map<string, string | Entries>();
  entries.set(name, inner);
  put(inner, rest, expression);
}

function expressionText(source: string): string {
  if (source === "") return "null";
  return source.startsWith("=") ? source.slice(1).trim() : JSON.stringify(source);
}

function plainContext(entries: Entries): string {
  const parts = [...entries].map(
    ([name, entry]) => `${name}:${typeof entry === "object" ? plainContext(entry) : entry}`,
  );
  return `{${parts.join(",")}}`;
}

/** Output mappings into a context keep what the variable holds already. */
function mergedContext(entries: Entries, path = ""): string {
  const parts = [...entries].map(([name, entry]) => {
    if (typeof entry === "string") return `${name}:${entry}`;
    const variable = `${path}${name}`;
    const context = mergedContext(entry, `${variable}.`);
    return `${name}:if (${variable} != null) then context merge(${variable},${context}) else ${context}`;
  });
  return `{${parts.join(",")}}`;
}
