import { readFileSync, writeFileSync } from "node:fs";
import { ROUTES, type PlacedRoute } from "../src/engine/rest/routes.ts";

// Writes the list of operations into docs/engine/api.md from the table of routes; a test compares both.

const DOCUMENT = new URL("../docs/engine/api.md", import.meta.url);
const BEGIN = "<!-- operations: written by tools/api-list.ts -->";
const END = "<!-- /operations -->";

/** The list of operations as it has to stand in the document. */
export function operationList(routes: readonly PlacedRoute[] = ROUTES): string {
  const offered = routes.filter(({ isOffered }) => isOffered);
  const missing = routes.filter(({ isOffered }) => !isOffered);
  const rows = offered.map(({ method, path, route }) => `| \`${method} ${path}\` | ${route.operation} |`);
  return [
    `### Offered (${offered.length} of ${routes.length})`,
    "",
    "| operation | name |",
    "| --- | --- |",
    ...rows,
    "",
    `### Answered with 501 (${missing.length})`,
    "",
    missing.map(({ route }) => route.operation).join(", "),
  ].join("\n");
}

/** The document with the list put in its place. */
function withOperationList(document: string): string {
  const [before = "", rest = ""] = document.split(BEGIN);
  const [, after = ""] = rest.split(END);
  return `${before}${BEGIN}\n\n${operationList()}\n\n${END}${after}`;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(DOCUMENT, withOperationList(readFileSync(DOCUMENT, "utf8")));
