import { z } from "zod";
import { readModel } from "./moddle.ts";

const text = z.object({ text: z.string().optional() });
const table = z.object({
  $type: z.literal("dmn:DecisionTable"),
  hitPolicy: z.string().default("UNIQUE"),
  input: z.array(z.object({ label: z.string().optional(), inputExpression: text })),
  output: z.array(z.object({ label: z.string().optional(), name: z.string().optional() })),
  rule: z.array(
    z.object({ inputEntry: z.array(text), outputEntry: z.array(text), description: z.string().optional() }),
  ),
});
const literal = z.object({ $type: z.literal("dmn:LiteralExpression"), text: z.string() });
const decision = z.object({ name: z.string(), decisionLogic: z.discriminatedUnion("$type", [table, literal]) });

const escapeHtml = (value: string): string => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const cells = (tag: string, values: readonly string[]): string =>
  `<tr>${values.map((value) => `<${tag} style="border:1px solid #888;padding:4px 8px;text-align:left">${escapeHtml(value)}</${tag}>`).join("")}</tr>`;

function tableAsHtml(logic: z.infer<typeof table>): string {
  const head = [
    ...logic.input.map((input) => input.label ?? input.inputExpression.text ?? ""),
    ...logic.output.map((output) => `→ ${output.label ?? output.name ?? ""}`),
  ];
  const rows = logic.rule.map((rule) => [...rule.inputEntry, ...rule.outputEntry].map((entry) => entry.text ?? "–"));
  return `<table style="border-collapse:collapse">${cells("th", head)}${rows.map((row) => cells("td", row)).join("")}</table><p>Trefferregel: ${logic.hitPolicy}</p>`;
}

function decisionAsHtml({ name, decisionLogic }: z.infer<typeof decision>): string {
  const body =
    decisionLogic.$type === "dmn:LiteralExpression"
      ? `<pre>${escapeHtml(decisionLogic.text)}</pre>`
      : tableAsHtml(decisionLogic);
  return `<h2>${escapeHtml(name)}</h2>${body}`;
}

/** Shows each decision of a DMN file as an HTML table (expressions as text); throws when a decision has another logic. */
export async function decisionTablesAsHtml(name: string, xml: string): Promise<string> {
  const rootElement = await readModel(name, xml);
  const { drgElement } = z.object({ drgElement: z.array(z.unknown()) }).parse(rootElement);
  const decisions = drgElement.map((element) => decision.safeParse(element)).filter((result) => result.success);
  const html = decisions.map(({ data }) => decisionAsHtml(data)).join("");
  return `<div style="font:14px sans-serif;padding:12px">${html}</div>`;
}
