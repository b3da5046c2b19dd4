import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { operationList } from "../../../tools/api-list.ts";

describe("the document of the REST face", () => {
  it("lists exactly what the table of routes offers and what it answers with 501", () => {
    const document = readFileSync(new URL("../../../docs/engine/api.md", import.meta.url), "utf8");
    const [, list = ""] = /<!-- operations: [^>]*-->\n\n([\s\S]*)\n\n<!-- \/operations -->/.exec(document) ?? [];
    expect(withoutPadding(list)).toBe(withoutPadding(operationList()));
  });
});

/** Tables are aligned by the formatter. */
function withoutPadding(markdown: string): string {
  return markdown.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
