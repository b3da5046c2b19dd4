import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { compileExpression } from "../../src/engine/feel/expression.ts";
import { parseUnaryTestsText } from "../../src/engine/feel/syntax.ts";
import { variableNames } from "../../src/engine/feel/variable-names.ts";
import { modelNames, readModel } from "../../tools/moddle.ts";
import { WORKERS } from "../../workers/index.ts";

/** Where a variable is named: file and place. */
type Uses = Map<string, Set<string>>;

const node = z.looseObject({ $type: z.string() });
type Node = z.infer<typeof node>;

/** Names that the forms' expressions bind themselves: "for l in …", "{label: …}". */
const BOUND = new Set(["l", "m", "label", "value"]);

function note(uses: Uses, name: string, place: string): void {
  if (BOUND.has(name)) return;
  uses.set(name, (uses.get(name) ?? new Set()).add(place));
}

function noteExpression(uses: Uses, source: string, place: string): void {
  if (!source.startsWith("=")) return;
  const expression = compileExpression(source);
  if ("error" in expression) throw new Error(`Expected an expression in ${place}, but: ${expression.error}`);
  for (const name of expression.names) note(uses, name, place);
}

/** Properties of Zeebe's extensions that name a variable instead of reading one. */
const NAMING = ["target", "resultVariable", "inputElement", "outputCollection"];

function noteNode(uses: Uses, value: Node, place: string): void {
  for (const [property, text] of Object.entries(value)) {
    if (typeof text !== "string") continue;
    if (value.$type.startsWith("zeebe:") && NAMING.includes(property)) note(uses, text, place);
    else noteExpression(uses, text, place);
  }
}

/** Visits a parsed model from the root down, each node once, along what it contains. */
export function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  const parsed = node.safeParse(value);
  if (!parsed.success || Array.isArray(value)) return;
  yield parsed.data;
  const REFERENCES = ["sourceRef", "targetRef", "incoming", "outgoing", "default", "attachedToRef", "flowNodeRef"];
  const links = [...REFERENCES, "bpmnElement", "messageRef", "errorRef", "processRef", "$parent"];
  for (const [property, child] of Object.entries(parsed.data)) if (!links.includes(property)) yield* nodesOf(child);
}

async function noteModels(uses: Uses): Promise<void> {
  for (const name of (await modelNames("bpmn")).filter((file) => file.endsWith(".bpmn")))
    for (const found of nodesOf(await readModel(name, readFileSync(`bpmn/${name}`, "utf8"))))
      noteNode(uses, found, name);
}

const text = z.looseObject({ text: z.string().default("") });
const table = z.object({
  input: z.array(z.object({ inputExpression: text })),
  output: z.array(z.object({ name: z.string() })),
  rule: z.array(z.object({ inputEntry: z.array(text), outputEntry: z.array(text) })),
});
const decision = z.object({ variable: z.object({ name: z.string() }).optional(), decisionLogic: z.looseObject({}) });

function noteTable(uses: Uses, { input, output, rule }: z.infer<typeof table>, place: string): void {
  for (const { inputExpression } of input) noteExpression(uses, `=${inputExpression.text}`, place);
  for (const { name } of output) note(uses, name === "gruppe" ? "gruppen" : name, place);
  for (const { text: cell } of rule.flatMap(({ inputEntry }) => inputEntry)) {
    const parsed = cell === "" ? undefined : parseUnaryTestsText(cell);
    if (parsed?.ok === true) for (const name of variableNames(parsed.root)) note(uses, name, place);
  }
  for (const { text: cell } of rule.flatMap(({ outputEntry }) => outputEntry)) noteExpression(uses, `=${cell}`, place);
}

async function noteDecisions(uses: Uses): Promise<void> {
  for (const name of (await modelNames("bpmn")).filter((file) => file.endsWith(".dmn")))
    for (const found of nodesOf(await readModel(name, readFileSync(`bpmn/${name}`, "utf8")))) {
      const parsed = decision.safeParse(found);
      if (!parsed.success) continue;
      const { variable, decisionLogic } = parsed.data;
      if (variable !== undefined) note(uses, variable.name, name);
      const rules = table.safeParse(decisionLogic);
      if (rules.success) noteTable(uses, rules.data, name);
      else noteExpression(uses, `=${text.parse(decisionLogic).text}`, name);
    }
}

const component = z.looseObject({ key: z.string().optional(), text: z.string().optional() });
/** A Camunda form, as far as variables are concerned. */
export const form = z.looseObject({ id: z.string(), components: z.array(component) });

function noteForms(uses: Uses): void {
  for (const file of readdirSync("forms").filter((name) => name.endsWith(".form"))) {
    const { components } = form.parse(JSON.parse(readFileSync(`forms/${file}`, "utf8")));
    for (const field of components) {
      if (field.key !== undefined) note(uses, field.key, file);
      for (const [, template = ""] of (field.text ?? "").matchAll(/\{\{(.+?)\}\}/g))
        noteExpression(uses, `=${template}`, file);
      const { valuesExpression, conditional } = z
        .object({ valuesExpression: z.string().default(""), conditional: z.object({ hide: z.string() }).optional() })
        .parse(field);
      noteExpression(uses, valuesExpression, file);
      noteExpression(uses, conditional?.hide ?? "", file);
    }
  }
}

const scenario = z.object({
  testCases: z.array(
    z.object({ instructions: z.array(z.looseObject({ variables: z.record(z.string(), z.unknown()).optional() })) }),
  ),
});

function noteScenarios(uses: Uses): void {
  for (const file of readdirSync("test/scenarios", { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".test.json")) continue;
    const { testCases } = scenario.parse(JSON.parse(readFileSync(`test/scenarios/${file}`, "utf8")));
    for (const { variables = {} } of testCases.flatMap(({ instructions }) => instructions))
      for (const name of Object.keys(variables)) note(uses, name, file);
  }
}

function noteWorkers(uses: Uses): void {
  for (const { type, input, output } of WORKERS)
    for (const name of [...Object.keys(input.shape), ...Object.keys(output.shape)]) note(uses, name, `worker ${type}`);
}

/** Every variable named in models, decisions, forms, scenarios and workers, with the places. */
export async function variableUses(): Promise<Uses> {
  const uses: Uses = new Map();
  await noteModels(uses);
  await noteDecisions(uses);
  noteForms(uses);
  noteScenarios(uses);
  noteWorkers(uses);
  return uses;
}
